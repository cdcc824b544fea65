/**
 * A room's state as it is stored, and as pages are sent it: the state as one update, deflated, with its state vector and
 * its deletions, so that a room can be opened, given away and come back to without being read through. As stored:
 *
 *   byte, the format · varUint, bytes of the state · varUint length and state vector · varUint length and deletions ·
 *   the deflated state (RFC 1951)
 *
 * An earlier format is read, too: it has no deletions.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { messageType } from '../../shared/protocol.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { malformed, readByte, readBytes, readRest, readStrictly, readVarUint } from './bytes.ts'

export interface Deflated {
  /** The frame that carries it to pages (`packed` in `shared/protocol.ts`): a room in memory has it just once. */
  readonly frame: Uint8Array
  /** Of the state. */
  readonly stateBytes: number
}

const frameOf = (deflated: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(1 + deflated.length)
  frame[0] = messageType.packed
  frame.set(deflated, 1)
  return frame
}

const deflatedIn = ({ frame }: Deflated): Uint8Array => frame.subarray(1)

export interface PackedState {
  readonly stateVector: Uint8Array
  /** An update of the state's deletions alone: what who has all its words is answered. */
  readonly deletions: Uint8Array
  readonly deflated: Deflated
}

/** What is read may be of the earlier format. */
export type StoredState = Omit<PackedState, 'deletions'> & { readonly deletions: Uint8Array | null }

/** Not how any update of Yjs begins. */
const format = 0xfd
const earlierFormat = 0xfe

/** Bytes inflated at once: zlib takes no fewer than the least. */
const minChunk = 64
const maxChunk = 2 ** 20

/** The quickest: the others take up to twice as long for a tenth less. */
const level = 1

export const deflateState = (state: Uint8Array): Deflated => ({
  frame: frameOf(deflateRawSync(state, { level })),
  stateBytes: state.length,
})

/** As stored. */
export const encodePacked = ({ stateVector, deletions, deflated }: PackedState): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeUint8(encoder, format)
    encoding.writeVarUint(encoder, deflated.stateBytes)
    encoding.writeVarUint8Array(encoder, stateVector)
    encoding.writeVarUint8Array(encoder, deletions)
    encoding.writeUint8Array(encoder, deflatedIn(deflated))
  })

/** The state of a Y.Doc, as stored. */
export const packDoc = (doc: Y.Doc): Uint8Array => {
  const stateVector = Y.encodeStateVector(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  return encodePacked({ stateVector, deletions, deflated: deflateState(Y.encodeStateAsUpdate(doc)) })
}

/** The error says why the bytes are not what `deflateState` made; they are never let come to more than they say. */
export const inflateState = (deflated: Deflated): Result<Uint8Array, string> => {
  const { stateBytes } = deflated
  try {
    const state = inflateRawSync(deflatedIn(deflated), {
      maxOutputLength: Math.max(1, stateBytes),
      // In one piece where it is not too large: pieces of the usual 16 kB take a third longer.
      chunkSize: Math.min(stateBytes + minChunk, maxChunk),
    })
    return state.length === stateBytes ? ok(state) : err('not all of the state')
  } catch (fault) {
    return err(fault instanceof Error ? fault.message : 'cannot be inflated')
  }
}

/**
 * Reads what was stored, and keeps nothing of its bytes; the error says why it cannot be read. The state itself is not
 * inflated.
 */
export const decodePacked = (stored: Uint8Array): Result<StoredState, string> =>
  readStrictly(stored, (reader) => {
    const kind = readByte(reader)
    if (kind !== format && kind !== earlierFormat) malformed('not a state of this program')
    const stateBytes = readVarUint(reader)
    const stateVector = readBytes(reader).slice()
    const deletions = kind === format ? readBytes(reader).slice() : null
    return { stateVector, deletions, deflated: { stateBytes, frame: frameOf(readRest(reader)) } }
  })

/** The state in what was stored. */
export const unpackState = (stored: Uint8Array): Result<Uint8Array, string> => {
  const packed = decodePacked(stored)
  return packed.ok ? inflateState(packed.value.deflated) : packed
}
