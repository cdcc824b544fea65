/**
 * One turn of the event loop over all rooms: what arrived is judged and applied room by room, then written to the log
 * in one commit, then passed on. A log that refuses the commit is asked again room by room, so that one room's trouble
 * is not another's. Of the answers that have to be worked out, which takes some milliseconds in a long section, one is in
 * each turn, so that who asks a thousand different questions keeps nobody's letters waiting; the rooms take it by turns.
 */
import type { NewUpdate, UpdateLog } from '../store/ports.ts'
import type { Timers } from './deps.ts'

/** A room as its turns see it. Between `collect` and the answer to it, it is not asked to collect again. */
export interface TakesTurns {
  /** Applies what waits and says what of it must be logged. */
  collect(): readonly NewUpdate[]
  /** All that was collected is on disk. */
  deliver(): void
  /** None of it is. */
  fail(error: unknown): void
}

export interface Turns {
  /** Gives the room its next turn. */
  add(room: TakesTurns): void
  /** Whether this turn's answer is this room's to work out; where not, it is asked before others in the next. */
  mayWorkOut(room: TakesTurns): boolean
}

interface Collected {
  readonly room: TakesTurns
  readonly updates: readonly NewUpdate[]
}

export const createTurns = (log: UpdateLog, timers: Timers): Turns => {
  let due = new Set<TakesTurns>()
  /** Whose answer was worked out in this turn. */
  let answerer: TakesTurns | null = null
  const putOff = new Set<TakesTurns>()

  const append = async (collected: readonly Collected[]): Promise<unknown> => {
    try {
      await log.append(collected.flatMap(({ updates }) => updates))
      return null
    } catch (error) {
      return error ?? new Error('The log refused')
    }
  }

  const commit = async (collected: readonly Collected[]): Promise<void> => {
    const refused = await append(collected)
    if (refused === null) collected.forEach(({ room }) => room.deliver())
    else if (collected.length > 1) await Promise.all(collected.map((one) => commit([one])))
    else collected.forEach(({ room }) => room.fail(refused))
  }

  const run = (): void => {
    const rooms = new Set([...putOff, ...due])
    due = new Set()
    answerer = null
    putOff.clear()
    const collected = [...rooms].map((room) => ({ room, updates: room.collect() }))
    const written = collected.filter(({ updates }) => updates.length > 0)
    for (const { room, updates } of collected) if (updates.length === 0) room.deliver()
    if (written.length > 0) void commit(written)
  }

  return {
    add: (room) => {
      if (due.size === 0) timers.soon(run)
      due.add(room)
    },
    mayWorkOut: (room) => {
      if (answerer !== null && answerer !== room) putOff.add(room)
      const isTheirs = answerer === null
      answerer ??= room
      return isTheirs
    },
  }
}
