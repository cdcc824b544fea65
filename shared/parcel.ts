/**
 * What one physical connection between a page and the server carries. A room on it is a channel, numbered by the page
 * from 1 up, no number twice. A message is a parcel, and a parcel is entries one after the other:
 *
 *   varUint channel · varUint kind · varUint length · body
 *   0 open   page only: the room and its query, as they stand after `/sync/` in a plain client's address
 *   1 frame  a frame of `protocol.ts`
 *   2 close  varUint code, then the reason; from the page the code means nothing
 *   3 ask    channel 0: are you there? Answered with `here`
 *   4 here   channel 0: yes. The server's first word on a connection, too
 *
 * Reading is strict: bounded by the bytes at hand, nothing left over, null for what is no parcel.
 */
import * as decoding from 'lib0/decoding'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { joinBytes } from './byte-rows.ts'

export type Entry =
  | { readonly kind: 'open'; readonly channel: number; readonly address: string }
  | { readonly kind: 'frame'; readonly channel: number; readonly frame: Uint8Array }
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'ask' }
  | { readonly kind: 'here' }

const kinds = ['open', 'frame', 'close', 'ask', 'here'] as const

/** Longest address of a room with its query. */
const maxAddressBytes = 400

/** Entries of one parcel: three bytes make one. A turn in which four hundred people type brings some hundred. */
const maxEntries = 50_000

/** Numbers as lib0 writes them: seven bits a byte, lowest first. By hand, since every frame that is sent has three. */
const varUint = (value: number): readonly number[] => {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return [...bytes, rest]
}

const nothing = new Uint8Array()

const bodyOf = (entry: Entry): Uint8Array => {
  if (entry.kind === 'open') return encodeUtf8(entry.address)
  if (entry.kind === 'frame') return entry.frame
  return entry.kind === 'close' ? joinBytes([varUint(entry.code), encodeUtf8(entry.reason)]) : nothing
}

/** What stands before a body. */
const headOf = (kind: Entry['kind'], channel: number, length: number): readonly number[] => [
  ...varUint(channel),
  kinds.indexOf(kind),
  ...varUint(length),
]

/** One entry; entries joined are a parcel. */
export const encodeEntry = (entry: Entry): Uint8Array => {
  const body = bodyOf(entry)
  return joinBytes([headOf(entry.kind, 'channel' in entry ? entry.channel : 0, body.length), body])
}

/** A parcel of frames for one channel. */
export const encodeFrames = (channel: number, frames: readonly Uint8Array[]): Uint8Array =>
  joinBytes(frames.flatMap((frame) => [headOf('frame', channel, frame.length), frame]))

const readClose = (channel: number, body: Uint8Array): Entry => {
  const decoder = decoding.createDecoder(body)
  const code = decoding.readVarUint(decoder)
  return { kind: 'close', channel, code, reason: decodeUtf8(body.subarray(decoder.pos)) }
}

const isWell = (kind: Entry['kind'], channel: number, length: number): boolean => {
  if (kind === 'ask' || kind === 'here') return channel === 0 && length === 0
  return channel > 0 && (kind !== 'open' || length <= maxAddressBytes)
}

const readEntry = (decoder: decoding.Decoder): Entry | null => {
  const channel = decoding.readVarUint(decoder)
  const kind = kinds[decoding.readVarUint(decoder)]
  const length = decoding.readVarUint(decoder)
  if (kind === undefined || !isWell(kind, channel, length) || length > decoder.arr.length - decoder.pos) return null
  const body = decoding.readUint8Array(decoder, length)
  if (kind === 'open') return { kind, channel, address: decodeUtf8(body) }
  if (kind === 'frame') return { kind, channel, frame: body }
  return kind === 'close' ? readClose(channel, body) : { kind }
}

const readEntries = (bytes: Uint8Array): readonly Entry[] | null => {
  const decoder = decoding.createDecoder(bytes)
  const entries: Entry[] = []
  while (decoding.hasContent(decoder)) {
    const entry = readEntry(decoder)
    if (entry === null || entries.length === maxEntries) return null
    entries.push(entry)
  }
  return entries.length === 0 ? null : entries
}

/** Frames are views of `bytes`, not copies. */
export const decodeParcel = (bytes: Uint8Array): readonly Entry[] | null => {
  try {
    return readEntries(bytes)
  } catch {
    // lib0 throws on numbers cut short and on what is no text; to a reader that is one fault.
    return null
  }
}
