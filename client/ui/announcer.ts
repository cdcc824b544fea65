/**
 * Collects what is to be said aloud and says it in batches, so that a screen reader is not flooded: one message a
 * batch, each thing once. Urgent messages go to the other region at once. What is said a second time is said again.
 */
import type { Later } from '../sync/later.ts'

export interface Announcer {
  /** Polite: waits for a pause. */
  readonly announce: (message: string) => void
  /** Urgent: interrupts. */
  readonly warn: (message: string) => void
  readonly close: () => void
}

export interface AnnouncerDeps {
  readonly later: Later
  readonly say: (message: string) => void
  readonly alert: (message: string) => void
}

/** Messages within this time are said together. */
const batchMs = 700

/** Messages one after another; most are no sentences and have no full stop of their own. */
const joined = (messages: readonly string[]): string => messages.join('. ').replace(/([.!?…])\. /g, '$1 ')

/** A space that nobody hears: words that do not change are no news to a screen reader. */
const unheard = '\u00a0'

/** Puts words into a region so that they are news there, also when they are the same again. */
const renewing = (put: (message: string) => void): ((message: string) => void) => {
  let last = ''
  return (message) => {
    last = message === last ? message + unheard : message
    put(last)
  }
}

export const createAnnouncer = ({ later, say, alert }: AnnouncerDeps): Announcer => {
  let waiting: string[] = []
  let cancel: (() => void) | null = null
  const speak = renewing(say)
  const flush = (): void => {
    cancel = null
    speak(joined(waiting))
    waiting = []
  }
  return {
    announce: (message) => {
      if (!waiting.includes(message)) waiting.push(message)
      cancel ??= later(batchMs, flush)
    },
    warn: renewing(alert),
    close: () => {
      cancel?.()
      cancel = null
    },
  }
}
