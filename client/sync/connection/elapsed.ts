/**
 * How much time has passed, for a page on a computer that sleeps and whose clock is set. The time of day may go back; the
 * browser's steady count stands still in most browsers while the computer sleeps (w3c/hr-time#115), and a connection
 * that slept for an hour is no connection. So each step is the longer of what the two say: it never goes back, and sleep
 * counts. A clock that is set forward looks like sleep, which costs a page one connection that still lived.
 */

/** Two ways to count milliseconds. */
export interface Clocks {
  readonly timeOfDay: () => number
  readonly steady: () => number
}

/** Milliseconds since it was made. */
export const createElapsed = ({ timeOfDay, steady }: Clocks): (() => number) => {
  let elapsedMs = 0
  let before = { timeOfDay: timeOfDay(), steady: steady() }
  return () => {
    const now = { timeOfDay: timeOfDay(), steady: steady() }
    elapsedMs += Math.max(now.timeOfDay - before.timeOfDay, now.steady - before.steady)
    before = now
    return elapsedMs
  }
}
