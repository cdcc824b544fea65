/**
 * Frames of `shared/protocol.ts`, read and written. Reading is strict and bounded and never throws; writing makes each
 * frame once, to be sent to many.
 */
import * as encoding from 'lib0/encoding'
import { type Doorbell, messageType, type Notice, syncType } from '../../shared/protocol.ts'
import { err, type Result } from '../../shared/result.ts'
import {
  malformed,
  readBytes,
  type Reader,
  readCount,
  readMany,
  readRest,
  readStrictly,
  readText,
  readVarUint,
} from './bytes.ts'

export type Frame =
  /** The sender's state vector: it asks for what it lacks. With the digest of all it holds, where it says that, too. */
  | { readonly type: 'step1'; readonly stateVector: Uint8Array; readonly digest: Uint8Array | null }
  /** The answer to our state vector: all the sender has and we lack. */
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly states: readonly PresenceState[] }
  | { readonly type: 'queryPresence' }

export interface PresenceState {
  readonly clientId: number
  readonly clock: number
  /** JSON; `null` for someone who left. */
  readonly json: string
}

const readStateVector = (reader: Reader): Uint8Array => {
  const stateVector = readBytes(reader)
  const fault = readStrictly(stateVector, (inner) => {
    for (let left = 2 * readCount(inner, 2); left > 0; left -= 1) readVarUint(inner)
  })
  return fault.ok ? stateVector : malformed('state vector')
}

const readSync = (reader: Reader): Frame => {
  const type = readVarUint(reader)
  if (type === syncType.step1) return { type: 'step1', stateVector: readStateVector(reader), digest: null }
  if (type === syncType.step2) return { type: 'step2', update: readBytes(reader) }
  return type === syncType.update ? { type: 'update', update: readBytes(reader) } : malformed('kind of sync')
}

const digestBytes = 32

const readCompare = (reader: Reader): Frame => {
  const stateVector = readStateVector(reader)
  const digest = readRest(reader)
  return digest.length === digestBytes ? { type: 'step1', stateVector, digest } : malformed('digest')
}

const readState = (reader: Reader): PresenceState => ({
  clientId: readVarUint(reader),
  clock: readVarUint(reader),
  json: readText(reader),
})

const readStates = (bytes: Uint8Array): readonly PresenceState[] => {
  const states = readStrictly(bytes, (reader) => readMany(reader, 3, readState))
  return states.ok ? states.value : malformed(states.error)
}

const readFrame = (reader: Reader): Frame => {
  const type = readVarUint(reader)
  if (type === messageType.sync) return readSync(reader)
  if (type === messageType.compare) return readCompare(reader)
  if (type === messageType.awareness) return { type: 'presence', states: readStates(readBytes(reader)) }
  if (type === messageType.queryAwareness && readRest(reader).length === 0) return { type: 'queryPresence' }
  return malformed('kind of frame')
}

/** Whether a frame is a question: numbers have one form only, so no other bytes can begin one. */
export const isQuestion = (bytes: Uint8Array): boolean =>
  bytes[0] === messageType.compare || (bytes[0] === messageType.sync && bytes[1] === syncType.step1)

/** The error says what is wrong with the frame, for the log. */
export const decodeFrame = (bytes: Uint8Array): Result<Frame, string> =>
  bytes.length === 0 ? err('empty frame') : readStrictly(bytes, readFrame)

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write)

/** Bytes a varUint takes: seven bits each. */
const sizeOf = (number: number): number => (number < 128 ? 1 : 1 + sizeOf(Math.floor(number / 128)))

/** Gives back where the next thing begins. */
const writeNumber = (into: Uint8Array, start: number, number: number): number => {
  let at = start
  let left = number
  for (; left >= 128; left = Math.floor(left / 128)) into[at++] = (left % 128) | 128
  into[at++] = left
  return at
}

/** Written by hand, like `savedFrame`: there is one for every update, and its size is known beforehand. */
const syncFrame = (type: number, body: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(2 + sizeOf(body.length) + body.length)
  bytes[0] = messageType.sync
  bytes[1] = type
  bytes.set(body, writeNumber(bytes, 2, body.length))
  return bytes
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(syncType.step1, stateVector)
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncType.step2, update)
/**
 * The step 2 for who lacks nothing: no structs, no deletions. A new one each time: what is made of a frame for this or
 * that connection is kept for as long as the frame is.
 */
export const nothingFrame = (): Uint8Array => step2Frame(Uint8Array.of(0, 0))
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncType.update, update)

const writeState = (encoder: encoding.Encoder, state: PresenceState): void => {
  encoding.writeVarUint(encoder, state.clientId)
  encoding.writeVarUint(encoder, state.clock)
  encoding.writeVarString(encoder, state.json)
}

export const presenceFrame = (states: readonly PresenceState[]): Uint8Array =>
  frame((encoder) => {
    const body = encoding.encode((inner) => {
      encoding.writeVarUint(inner, states.length)
      for (const state of states) writeState(inner, state)
    })
    encoding.writeVarUint(encoder, messageType.awareness)
    encoding.writeVarUint8Array(encoder, body)
  })

/** Presence of nobody: changes nothing, and tells a client that counts on hearing something that the server is there. */
export const keepAliveFrame = presenceFrame([])

export const savedFrame = (updates: number): Uint8Array => {
  const bytes = new Uint8Array(1 + sizeOf(updates))
  bytes[0] = messageType.saved
  writeNumber(bytes, 1, updates)
  return bytes
}

const jsonFrame = (type: number, body: object): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarString(encoder, JSON.stringify(body))
  })

export const doorbellFrame = (doorbell: Doorbell): Uint8Array => jsonFrame(messageType.doorbell, doorbell)
export const noticeFrame = (notice: Notice): Uint8Array => jsonFrame(messageType.notice, notice)
