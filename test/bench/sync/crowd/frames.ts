/** The frames of y-websocket, as little of them as the crowd must read: kinds, ids, clocks. */
import * as encoding from 'lib0/encoding'
import { messageType } from '../../../../shared/protocol.ts'

const framed = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  encoding.encode((encoder) => {
    for (const part of parts)
      if (typeof part === 'number') encoding.writeVarUint(encoder, part)
      else encoding.writeVarUint8Array(encoder, part)
  })

export const step1 = (stateVector: Uint8Array): Uint8Array => framed(0, 0, stateVector)
export const step2 = (update: Uint8Array): Uint8Array => framed(0, 1, update)
export const compare = (stateVector: Uint8Array, digest: Uint8Array): Uint8Array =>
  Buffer.concat([framed(messageType.compare, stateVector), digest])
export const update = (bytes: Uint8Array): Uint8Array => framed(0, 2, bytes)

export const presence = (clientId: number, clock: number, state: object): Uint8Array => {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return framed(1, body)
}

export interface Taken {
  readonly kind: 'step1' | 'step2' | 'update' | 'presence' | 'packed' | 'other'
  readonly body: Buffer
}

/** A varUint and where the next thing begins. */
export const readNumber = (bytes: Uint8Array, at: number): readonly [number, number] => {
  let value = 0
  let scale = 1
  for (let next = at; ; next += 1) {
    const byte = bytes[next] ?? 0
    value += (byte & 127) * scale
    if (byte < 128) return [value, next + 1]
    scale *= 128
  }
}

const syncKinds = ['step1', 'step2', 'update'] as const

/** `skip`: bytes before the frame proper. Hocuspocus calls the sync frame that it asks back with 4. */
export const readFrame = (payload: Buffer, skip: number): Taken => {
  const type = payload[skip] ?? 255
  if (type === messageType.packed) return { kind: 'packed', body: payload.subarray(skip + 1) }
  const isSync = type === 0 || type === 4
  const kind = isSync ? (syncKinds[payload[skip + 1] ?? 3] ?? 'other') : type === 1 ? 'presence' : 'other'
  if (kind === 'other') return { kind, body: payload }
  const [length, start] = readNumber(payload, skip + (isSync ? 2 : 1))
  return { kind, body: payload.subarray(start, start + length) }
}

const hasOrigin = 128
const hasRightOrigin = 64
const skipKind = 10

const passId = (bytes: Uint8Array, at: number): number => readNumber(bytes, readNumber(bytes, at)[1])[1]

/** Where a struct of a letter's update ends, and how many letters it holds; a gap holds none that arrived. */
const readRun = (body: Uint8Array, at: number): readonly [number, number, boolean] => {
  const info = body[at] ?? 0
  let next = at + 1
  if (info === skipKind) {
    const [length, end] = readNumber(body, next)
    return [end, length, false]
  }
  if (info & hasOrigin) next = passId(body, next)
  if (info & hasRightOrigin) next = passId(body, next)
  const [length, start] = readNumber(body, next)
  return [start + length, length, true]
}

/**
 * Tells of each letter in an update: who wrote it (ids from `firstId` on) and its number. Servers may join letters into
 * one update; what older authors wrote comes after theirs and is passed over.
 */
export const readLetters = (
  body: Uint8Array,
  firstId: number,
  hear: (client: number, letter: number) => void,
): void => {
  let [blocks, at] = readNumber(body, 0)
  for (; blocks > 0; blocks -= 1) {
    const [structs, afterCount] = readNumber(body, at)
    const [client, afterClient] = readNumber(body, afterCount)
    if (client < firstId) return
    let [clock, next] = readNumber(body, afterClient)
    for (let read = 0; read < structs; read += 1) {
      const [end, length, isText] = readRun(body, next)
      if (isText) for (let letter = clock; letter < clock + length; letter += 1) hear(client, letter)
      clock += length
      next = end
    }
    at = next
  }
}
