/** Waiting, for what is given it: by the browser's own timer, or by one that a test turns. */

/** Runs a task after so many milliseconds; the answer cancels it. */
export type Later = (ms: number, run: () => void) => () => void

export const later: Later = (ms, run) => {
  const timer = window.setTimeout(run, ms)
  return () => window.clearTimeout(timer)
}
