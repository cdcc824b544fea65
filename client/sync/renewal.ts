/**
 * Keeps what is read from a live Y.Doc up to date for those who show it: however often it may have changed, it is looked
 * at again once before the next frame.
 */
export interface Renewal {
  /** It may have changed. */
  readonly ask: () => void
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/** Runs its task soon, once; in the browser before the next frame. */
export type Schedule = (task: () => void) => void

/** `renew` looks again, and says whether there is anything to tell. */
export const createRenewal = (schedule: Schedule, renew: () => boolean): Renewal => {
  const listeners = new Set<() => void>()
  let isDue = false
  let isClosed = false
  const run = (): void => {
    isDue = false
    if (isClosed || !renew()) return
    for (const listener of listeners) listener()
  }
  return {
    ask: () => {
      if (isDue) return
      isDue = true
      schedule(run)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      listeners.clear()
    },
  }
}
