/**
 * Collects what is to be said aloud and says it in batches, so that a screen reader is not flooded: one message a
 * batch, each thing once. Urgent messages go to the other region at once.
 */

export interface Announcer {
  /** Polite: waits for a pause. */
  readonly announce: (message: string) => void
  /** Urgent: interrupts. */
  readonly warn: (message: string) => void
  readonly close: () => void
}

export interface AnnouncerDeps {
  readonly setTimer: (run: () => void, ms: number) => unknown
  readonly clearTimer: (timer: unknown) => void
  readonly say: (message: string) => void
  readonly alert: (message: string) => void
}

/** Messages within this time are said together. */
export const batchMs = 700

export const createAnnouncer = ({ setTimer, clearTimer, say, alert }: AnnouncerDeps): Announcer => {
  let waiting: string[] = []
  let timer: unknown = null
  const flush = (): void => {
    timer = null
    say(waiting.join('. '))
    waiting = []
  }
  return {
    announce: (message) => {
      if (!waiting.includes(message)) waiting.push(message)
      timer ??= setTimer(flush, batchMs)
    },
    warn: alert,
    close: () => {
      if (timer !== null) clearTimer(timer)
      timer = null
    },
  }
}
