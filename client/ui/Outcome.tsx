/**
 * What has become of an act, in its own place: nothing while it goes well; that the server takes its time, once that is
 * noticed; what went wrong. Where no answer came it may have been done all the same, and that is said.
 */
import { useEffect, useState } from 'react'
import { isUnreachable } from '../api/call.ts'
import { words } from '../words/en.ts'
import { useAnnounce } from './Announcer.tsx'
import { Failure, FailureBox } from './Failure.tsx'
import styles from './Outcome.module.css'

/** As a mutation of `react-query` tells it. */
export interface Act {
  readonly isPending: boolean
  /** What the last try threw; null when it went well, or there was none. */
  readonly error: unknown
}

/** People wait so long for a press of theirs to do something before they wonder; most answers are there by then. */
const slowMs = 3_000

const useIsSlow = (isPending: boolean): boolean => {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (!isPending) return
    const timer = setTimeout(() => setIsSlow(true), slowMs)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [isPending])
  return isSlow
}

const Slow = () => {
  const announce = useAnnounce()
  useEffect(() => announce(words.errors.slow), [announce])
  return <p className={styles.slow}>{words.errors.slow}</p>
}

interface OutcomeProps {
  readonly of: Act
  /** What becomes of another try where no answer came, if more can be said of that than of any act. */
  readonly again?: string | undefined
}

export const Outcome = ({ of: { isPending, error }, again }: OutcomeProps) => {
  const isSlow = useIsSlow(isPending)
  if (isPending) return isSlow && <Slow />
  if (!isUnreachable(error)) return <Failure thrown={error} />
  return (
    <FailureBox>
      <p>{words.errors.unanswered}</p>
      {again !== undefined && <p>{again}</p>}
    </FailureBox>
  )
}
