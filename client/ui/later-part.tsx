/**
 * A part of the page whose scripts come later. It stands the moment they are there, and at once where they came before.
 * React's own `lazy` would hold it back: whatever replaces a fallback waits until that has been in sight for 0.3 s.
 * Scripts that cannot be had are said in the part's place, and the rest of the page goes on.
 */
import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { canReachServer } from '../api/call.ts'
import { words } from '../words/en.ts'
import { Button } from './Button.tsx'
import { FailureBox } from './Failure.tsx'

export interface LaterPart<P extends object> {
  /** Asks for the scripts, should they not be here or on their way; rejects when they cannot be had, this time. */
  readonly begin: () => Promise<void>
  /** Asks for them too. */
  readonly Part: (props: P) => ReactNode
}

interface Places {
  /** Stands in the part's place until it comes. */
  readonly meanwhile: ReactNode
  /** What stands around the words where the part cannot come; nothing by default. */
  readonly frame?: (says: ReactNode) => ReactNode
}

/**
 * `away`: the server does not answer. `gone`: it does, and still there are no scripts: it has newer ones, or the browser
 * remembers that it could not get these (whatwg/html 6768). Only a page that is loaded anew helps then.
 */
type Fault = 'away' | 'gone'

export const MissingPart = ({ fault, onRetry }: { readonly fault: Fault; readonly onRetry: () => void }) => (
  <FailureBox>
    <p>{fault === 'away' ? words.errors.partAway : words.errors.partGone}</p>
    {fault === 'away' && <Button onClick={onRetry}>{words.general.tryAgain}</Button>}
    {fault === 'gone' && <Button onClick={() => location.reload()}>{words.errors.reload}</Button>}
  </FailureBox>
)

const bare = (says: ReactNode): ReactNode => says

export const createLaterPart = <P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
  { meanwhile, frame = bare }: Places,
): LaterPart<P> => {
  let Arrived: ComponentType<P> | null = null
  let coming: Promise<void> | null = null
  const begin = (): Promise<void> => {
    coming ??= load().then(
      (scripts) => void (Arrived = scripts.default),
      (error: unknown) => {
        coming = null
        throw error
      },
    )
    return coming
  }
  const Part = (props: P): ReactNode => {
    const [, setStands] = useState(Arrived !== null)
    const [fault, setFault] = useState<Fault | null>(null)
    const [tries, setTries] = useState(1)
    useEffect(() => {
      let isHere = true
      const fail = async (): Promise<void> => {
        const next = (await canReachServer()) ? 'gone' : 'away'
        if (isHere) setFault(next)
      }
      begin().then(() => isHere && setStands(true), fail)
      return () => void (isHere = false)
    }, [tries])
    const retry = (): void => {
      setFault(null)
      setTries(tries + 1)
    }
    if (Arrived !== null) return <Arrived {...props} />
    return fault === null ? meanwhile : frame(<MissingPart fault={fault} onRetry={retry} />)
  }
  return { begin, Part }
}
