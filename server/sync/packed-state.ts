/**
 * A room's state as it is stored, and as pages are sent it: the state as one update, deflated, and its state vector, so
 * that a room can be opened and given away without being read through. As stored:
 *
 *   byte, the format · varUint, bytes of the state · varUint length and state vector · the deflated state (RFC 1951)
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { err, ok, type Result } from '../../shared/result.ts'
import { malformed, readByte, readBytes, readRest, readStrictly, readVarUint } from './bytes.ts'

export interface Deflated {
  readonly bytes: Uint8Array
  /** Of the state. */
  readonly stateBytes: number
}

export interface PackedState {
  readonly stateVector: Uint8Array
  readonly deflated: Deflated
}

/** Not how any update of Yjs begins. */
const format = 0xfe

/** The quickest: the others take up to twice as long for a tenth less. */
const level = 1

export const deflateState = (state: Uint8Array): Deflated => ({
  bytes: deflateRawSync(state, { level }),
  stateBytes: state.length,
})

/** As stored. */
export const encodePacked = ({ stateVector, deflated }: PackedState): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeUint8(encoder, format)
    encoding.writeVarUint(encoder, deflated.stateBytes)
    encoding.writeVarUint8Array(encoder, stateVector)
    encoding.writeUint8Array(encoder, deflated.bytes)
  })

/** The state of a Y.Doc, as stored. */
export const packDoc = (doc: Y.Doc): Uint8Array =>
  encodePacked({ stateVector: Y.encodeStateVector(doc), deflated: deflateState(Y.encodeStateAsUpdate(doc)) })

/** The error says why the bytes are not what `deflateState` made; they are never let come to more than they say. */
export const inflateState = ({ bytes, stateBytes }: Deflated): Result<Uint8Array, string> => {
  try {
    const state = inflateRawSync(bytes, { maxOutputLength: Math.max(1, stateBytes) })
    return state.length === stateBytes ? ok(state) : err('not all of the state')
  } catch (fault) {
    return err(fault instanceof Error ? fault.message : 'cannot be inflated')
  }
}

/** Reads what was stored; the error says why it cannot be read. The state itself is not inflated. */
export const decodePacked = (stored: Uint8Array): Result<PackedState, string> =>
  readStrictly(stored, (reader) => {
    if (readByte(reader) !== format) malformed('not a state of this program')
    const stateBytes = readVarUint(reader)
    return { stateVector: readBytes(reader), deflated: { stateBytes, bytes: readRest(reader) } }
  })

/** The state in what was stored. */
export const unpackState = (stored: Uint8Array): Result<Uint8Array, string> => {
  const packed = decodePacked(stored)
  return packed.ok ? inflateState(packed.value.deflated) : packed
}
