/**
 * A part of the page whose scripts come later. It stands the moment they are there, and at once where they came before.
 * React's own `lazy` would hold it back: whatever replaces a fallback waits until that has been in sight for 0.3 s.
 * Scripts that cannot be had are said in the part's place, and the rest of the page goes on.
 */
import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { FailureBox } from './Failure.tsx'
import { MissingPart, whyMissing, type Missing } from './MissingPart.tsx'

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
    const [missing, setMissing] = useState<Missing | null>(null)
    const [tries, setTries] = useState(1)
    useEffect(() => {
      let isHere = true
      const fail = async (): Promise<void> => {
        const why = await whyMissing()
        if (isHere) setMissing(why)
      }
      begin().then(() => isHere && setStands(true), fail)
      return () => void (isHere = false)
    }, [tries])
    const retry = (): void => {
      setMissing(null)
      setTries(tries + 1)
    }
    if (Arrived !== null) return <Arrived {...props} />
    if (missing === null) return meanwhile
    return frame(
      <FailureBox>
        <MissingPart why={missing} onRetry={retry} />
      </FailureBox>,
    )
  }
  return { begin, Part }
}
