/**
 * Collects doorbells for a moment and answers each kind once: ten edits in a second make one reading. While one types,
 * readings wait for a pause: they are of sections beside the one that is looked at, which is live, and each costs the
 * next letter a part of its frame.
 */
import type { Doorbell } from '../../shared/protocol.ts'
import type { Later } from './later.ts'

export interface BellQueue {
  readonly ring: (bell: Doorbell) => void
  readonly close: () => void
}

/** Long enough to gather a burst, short enough that a change seems to come at once. */
export const gatherMs = 200
/** Who types without a pause sees what else has changed after so long all the same. */
const longestMs = 5_000

interface BellQueueDeps {
  readonly later: Later
  readonly isTyping: () => boolean
  readonly answer: (bell: Doorbell) => void
}

export const createBellQueue = ({ later, isTyping, answer }: BellQueueDeps): BellQueue => {
  const waiting = new Map<string, Doorbell>()
  let cancel: (() => void) | null = null
  let waitedMs = 0

  const wait = (): void => {
    cancel ??= later(gatherMs, flush)
  }
  const flush = (): void => {
    cancel = null
    waitedMs += gatherMs
    const mustWait = isTyping() && waitedMs < longestMs
    for (const [key, bell] of waiting) {
      if (mustWait && bell.what === 'reading') continue
      waiting.delete(key)
      answer(bell)
    }
    if (waiting.size > 0) wait()
    else waitedMs = 0
  }

  return {
    ring: (bell) => {
      waiting.set(`${bell.what}/${bell.what === 'reading' ? bell.id : ''}`, bell)
      wait()
    },
    close: () => {
      cancel?.()
      waiting.clear()
    },
  }
}
