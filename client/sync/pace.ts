/**
 * How often colleagues' letters may come into the page. One letter changes the editor, its carets and a frame of a long
 * page: on a slow computer, with several people writing, nothing would be left for the keys of who writes here. So what
 * a coming-in costs is measured, and they come so seldom that a tenth of the page's time is enough for all of them; and
 * while one types they come right after a letter of one's own is painted, never between a key and its letter.
 */
import { later } from './later.ts'
import type { Later } from './later.ts'

export interface Pace {
  /** Runs `bringIn` when it may, once; the answer cancels it. */
  readonly next: (bringIn: () => void) => () => void
  /** True while keys come one after the other. */
  readonly isTyping: () => boolean
}

export interface PaceDeps {
  /** In ms, to fractions. */
  readonly now: () => number
  readonly later: Later
  /** Tells of every key from now on. */
  readonly onKey: (listener: () => void) => void
  /** Runs the first at the beginning of the next frame, the second once it is painted; never while the page is hidden. */
  readonly atFrame: (begins: () => void, isPainted: () => void) => void
}

/** Shorter than one notices, long enough to gather what several people write. */
export const shortestMs = 80
/** Longer, and a colleague seems to write in fits. */
export const longestMs = 500
/** So many times as long as a coming-in takes, nothing comes in. */
const restFactor = 10
/** Who has pressed no key for so long is not typing. */
const typingMs = 1_000
/** For a painted frame to be on its way to the screen. */
const breathMs = 10
/** The pause after a key is usual; longer, and the next may be long in coming. */
const nextKeyMs = 200

export const createPace = ({ now, later, onKey, atFrame }: PaceDeps): Pace => {
  let costMs = 0
  let keyAt = Number.NEGATIVE_INFINITY
  const waiting = new Set<() => void>()

  onKey(() => {
    keyAt = now()
    if (waiting.size === 0) return
    const runs = [...waiting]
    atFrame(
      () => {},
      () => void later(breathMs, () => runs.forEach((run) => waiting.delete(run) && run())),
    )
  })

  /** Takes time twice: in the scripts, and in the frame that shows it. */
  const spend = (bringIn: () => void): void => {
    const startedAt = now()
    bringIn()
    const scriptMs = now() - startedAt
    let begunAt = 0
    atFrame(
      () => (begunAt = now()),
      () => (costMs = (costMs + scriptMs + now() - begunAt) / 2),
    )
  }

  const isTyping = (): boolean => now() - keyAt <= typingMs

  return {
    isTyping,
    next: (bringIn) => {
      const waitMs = Math.min(longestMs, Math.max(shortestMs, costMs * restFactor))
      const run = (): void => spend(bringIn)
      let cancel = later(waitMs, () => {
        if (!isTyping()) return run()
        waiting.add(run)
        cancel = later(nextKeyMs, () => waiting.delete(run) && run())
      })
      return () => {
        waiting.delete(run)
        cancel()
      }
    },
  }
}

const createPagePace = (): Pace =>
  createPace({
    now: () => performance.now(),
    later,
    onKey: (listener) => document.addEventListener('keydown', listener, { capture: true, passive: true }),
    atFrame: (begins, isPainted) =>
      requestAnimationFrame(() => {
        begins()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          port1.close()
          isPainted()
        }
        port2.postMessage(null)
      }),
  })

let ofPage: Pace | null = null

/** One for all rooms of the page, since they share its time; lasts as long as the page. */
export const pagePace = (): Pace => (ofPage ??= createPagePace())
