/**
 * Offers the log again what it refused, until it takes it. A commit that seemed to fail may have come through: only what
 * the log lacks is offered.
 */
import type { NewUpdate } from '../store/ports.ts'
import type { RoomDeps } from './deps.ts'

export interface Rewriting {
  /** Whether something is waiting to be written. */
  isBusy(): boolean
  start(updates: readonly NewUpdate[]): void
}

export const createRewriting = (room: string, deps: RoomDeps, written: () => void): Rewriting => {
  const { log, timers, logger, limits, meters } = deps
  let unwritten: readonly NewUpdate[] | null = null

  const offer = async (updates: readonly NewUpdate[]): Promise<void> => {
    const last = (await log.lastSeqs([room])).get(room) ?? 0
    const missing = updates.filter(({ seq }) => seq > last)
    if (missing.length > 0) await log.append(missing)
  }

  const retry = async (updates: readonly NewUpdate[], ms: number): Promise<void> => {
    try {
      await offer(updates)
    } catch (error) {
      logger.warn({ room, err: error }, 'A room still cannot write its log')
      return retryAfter(updates, Math.min(ms * 2, limits.maxRetryMs))
    }
    unwritten = null
    meters?.accepted(updates.length)
    written()
  }

  const retryAfter = (updates: readonly NewUpdate[], ms: number): void => {
    timers.later(ms, () => void retry(updates, ms))
  }

  return {
    isBusy: () => unwritten !== null,
    start: (updates) => {
      unwritten = updates
      retryAfter(updates, limits.retryMs)
    },
  }
}
