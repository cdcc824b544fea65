/** How long a page waits before it tries again. Chance spreads pages that lost the server in the same moment. */

export interface Pauses {
  /** Before the next try to connect: anywhere in a window that doubles with each failure. */
  readonly next: (isRestart: boolean) => number
  /** A connection has proved itself, by the best way or another: waiting begins anew. */
  readonly reset: (isBest: boolean) => void
  /** Before the best way is tried again, while another one serves. */
  readonly nextReturn: () => number
}

/** People watch the words "Not connected". */
const firstMs = 2_000
/** After a restart everyone comes back together. */
const restartMs = 4_000
const longestMs = 10_000

const firstReturnMs = 10_000
const longestReturnMs = 300_000

/** `random` is from 0 up to 1. */
export const createPauses = (random: () => number): Pauses => {
  let failures = 0
  let returns = 0
  return {
    next: (isRestart) => {
      const windowMs = Math.max(isRestart ? restartMs : 0, firstMs * 2 ** failures)
      failures += 1
      return random() * Math.min(longestMs, windowMs)
    },
    reset: (isBest) => {
      failures = 0
      if (isBest) returns = 0
    },
    nextReturn: () => {
      const pauseMs = Math.min(longestReturnMs, firstReturnMs * 2 ** returns)
      returns += 1
      return pauseMs * (0.5 + random() / 2)
    },
  }
}
