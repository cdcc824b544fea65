/**
 * What rooms are given: the log, the judge, time. Nothing in this folder reaches for a clock or a timer by itself.
 */
import type { UpdateLog } from '../store/ports.ts'
import type { Limits } from './limits.ts'
import type { JudgeRoom } from './ports.ts'

export interface Timers {
  /** Runs once the events at hand are read: the end of a turn. */
  soon(run: () => void): void
  /** Runs after `ms`; the answer cancels it. */
  later(ms: number, run: () => void): () => void
}

/** The machine's own timers; what waits keeps no process alive. */
export const systemTimers: Timers = {
  soon: (run) => void setImmediate(run),
  later: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** A cause goes by `err`: under any other name pino writes an error down as nothing. */
interface LogFields {
  readonly err?: unknown
  readonly error?: never
  readonly [field: string]: unknown
}

/** As pino has it. Fields are ids, counts and codes; never a plan's words or a person's. */
export interface Logger {
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** Counts what happens in rooms. */
export interface Meters {
  /** So many updates were taken and are on disk. */
  accepted(updates: number): void
  /** An update was not taken; `reason` is one of few. */
  refused(reason: string): void
  /** A connection, or a room on one, was closed or turned away at the door with this code. */
  closed(code: number): void
}

export interface RoomDeps {
  readonly log: UpdateLog
  /** Asked again about everyone in a room after it was held. */
  readonly judge: JudgeRoom
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly timers: Timers
  readonly logger: Logger
  readonly limits: Limits
  /** Left out where nobody asks. */
  readonly meters?: Meters
}
