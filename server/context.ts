/**
 * What actions and routes work with. Clock, randomness, ids, log and store come in from outside, so that tests can say
 * what time it is and what happens by chance; only `main.ts` makes the real ones.
 */
import type { Template } from '../shared/template/types.ts'
import type { Limits } from './actions/limits.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Readings } from './readings/readings.ts'
import type { Store } from './store/store.ts'
import type { Rooms } from './sync/ports.ts'
import type { Streams } from './sync/streams.ts'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

type Fields = Readonly<Record<string, unknown>>

/** Ids and numbers only: never a plan's words, a name or an e-mail address. */
export interface Log {
  debug(fields: Fields, message: string): void
  info(fields: Fields, message: string): void
  warn(fields: Fields, message: string): void
  error(fields: Fields, message: string): void
}

export type RandomBytes = (size: number) => Uint8Array

export interface Deps {
  /** Address people reach the server at, without a slash at the end. */
  readonly baseUrl: string
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** A new id: lower-case letters and digits. */
  readonly newId: () => string
  readonly log: Log
  readonly store: Store
  readonly rooms: Rooms
  readonly streams: Streams
  readonly readings: Readings
  /** By id. */
  readonly templates: ReadonlyMap<string, Template>
  readonly mailer: Mailer
  readonly limits: Limits
}

/** The clock's time as the store writes it. */
export const timestamp = (clock: Clock, laterMs = 0): string => new Date(clock.now() + laterMs).toISOString()

const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ids of 20 letters of 5 bits: 100 bits of chance. */
export const createIds = (randomBytes: RandomBytes) => (): string =>
  Array.from(randomBytes(20), (byte) => idAlphabet.charAt(byte % 32)).join('')
