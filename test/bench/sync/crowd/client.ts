/**
 * One of the crowd in one room: greets as a y-websocket client does, holding a text or nothing, answers the server's
 * question, and hands on what it is sent without applying it.
 */
import { inflateRawSync } from 'node:zlib'
import * as frames from './frames.ts'
import { type CrowdSocket, type Door, openSocket } from './socket.ts'
import type { Text } from './text.ts'

export interface RoomDoor extends Door {
  /** Stands before every frame in either direction. */
  readonly prefix: Uint8Array
  /** Sent before the greeting. */
  readonly opening: readonly Uint8Array[]
  /** Whether its server can be told by a digest what a client holds, as our pages do. */
  readonly takesDigest?: boolean
}

/** A text a client holds already. */
export interface Held extends Text {
  /** Of all of it; null of nothing. */
  readonly digest: Uint8Array | null
  answer(stateVector: Uint8Array): Uint8Array
}

export interface Joining {
  readonly door: RoomDoor
  readonly held: Held
  /** Whether a body of step 2 or of an update completes what the client came for; the first step 2 if left out. */
  readonly isWhole?: (body: Buffer) => boolean
  /**
   * Takes a deflated state as it is for what completes it, and unpacks it when asked for it. Many clients in one process
   * would else wait for each other's unpacking, which on computers of their own they do not.
   */
  readonly unpacksLater?: boolean
  readonly onUpdate?: (body: Buffer) => void
  readonly onPresence?: (body: Buffer) => void
}

export interface Client {
  /** In one write. */
  send(bodies: readonly Uint8Array[]): void
  flushed(): Promise<void>
  /** Structs it was made to send although the server must have had them. */
  readonly reuploads: () => number
  readonly bytesRead: () => number
  /** What made it whole. */
  readonly whole: () => Uint8Array | null
  ended(): string | null
  close(): void
}

const joinMs = 30_000

/** Unpacking is the client's work, and part of what a join takes. */
const unpack = (body: Uint8Array): Buffer => inflateRawSync(body)

const holdsStructs = (update: Uint8Array): boolean => (update[0] ?? 0) !== 0

/** Resolves once it holds what it came for. */
export const joinRoom = async ({ door, held, isWhole, unpacksLater = false, ...hear }: Joining): Promise<Client> => {
  const { prefix } = door
  const arrived = Promise.withResolvers<void>()
  let socket: CrowdSocket | null = null
  let whole: Uint8Array | null = null
  let packed: Uint8Array | null = null
  let reuploads = 0
  const early: Uint8Array[] = []

  const withPrefix = (body: Uint8Array): Uint8Array => (prefix.length === 0 ? body : Buffer.concat([prefix, body]))
  const send = (bodies: readonly Uint8Array[]): void => {
    if (socket) socket.send(bodies.map(withPrefix))
    else early.push(...bodies)
  }

  const answer = (stateVector: Uint8Array): void => {
    const reply = held.answer(stateVector)
    if (holdsStructs(reply)) reuploads += 1
    send([frames.step2(reply)])
  }

  const isIn = (): boolean => whole !== null || packed !== null

  const takeState = (body: Buffer, isAnswer: boolean): void => {
    if (isWhole ? !isWhole(body) : !isAnswer) return
    whole = Uint8Array.from(body)
    arrived.resolve()
  }

  const takePacked = (body: Buffer): void => {
    if (!unpacksLater) return takeState(unpack(body), true)
    packed = Uint8Array.from(body)
    arrived.resolve()
  }

  const take = (payload: Buffer): void => {
    const { kind, body } = frames.readFrame(payload, prefix.length)
    if (kind === 'update' && isIn()) return hear.onUpdate?.(body)
    if (kind === 'presence') return hear.onPresence?.(body)
    if (kind === 'step1') return answer(body)
    if (isIn() || kind === 'other') return
    if (kind === 'packed') takePacked(body)
    else takeState(body, kind === 'step2')
  }

  socket = await openSocket(door, take)
  const greeting =
    door.takesDigest && held.digest ? frames.compare(held.stateVector, held.digest) : frames.step1(held.stateVector)
  socket.send([...door.opening, ...[greeting, ...early].map(withPrefix)])
  const late = setTimeout(
    () => arrived.reject(new Error(`Not in after ${joinMs} ms: ${door.url} ${socket.ended() ?? ''}`)),
    joinMs,
  )
  await arrived.promise
  clearTimeout(late)
  const opened = socket
  return {
    send,
    flushed: () => opened.flushed(),
    reuploads: () => reuploads,
    bytesRead: () => opened.bytesRead(),
    whole: () => (whole ??= packed && unpack(packed)),
    ended: () => opened.ended(),
    close: () => opened.close(),
  }
}
