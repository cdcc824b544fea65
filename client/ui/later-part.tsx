/**
 * A part of the page whose scripts come later. It stands the moment they are there, and at once where they came before.
 * React's own `lazy` would hold it back: whatever replaces a fallback waits until that has been in sight for 0.3 s.
 */
import { useEffect, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'

export interface LaterPart<P extends object> {
  /** Asks for the scripts, should they not be here or on their way; rejects when they cannot be had, this time. */
  readonly begin: () => Promise<void>
  /** Asks for them too; throws into the page when they cannot be had. */
  readonly Part: (props: P) => ReactNode
}

/** `meanwhile` stands in the part's place until then. */
export const createLaterPart = <P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
  meanwhile: ReactNode,
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
    const [fault, setFault] = useState<{ readonly error: unknown } | null>(null)
    useEffect(() => {
      let isHere = true
      begin().then(
        () => isHere && setStands(true),
        (error: unknown) => isHere && setFault({ error }),
      )
      return () => void (isHere = false)
    }, [])
    if (fault !== null) throw fault.error
    return Arrived === null ? meanwhile : <Arrived {...props} />
  }
  return { begin, Part }
}
