/**
 * A room's state as it is stored, and as pages are sent it: the state as one update, deflated, and its state vector, so
 * that a room can be opened and given away without being read through. As stored:
 *
 *   byte, the format · varUint, bytes of the state · varUint length and state vector · the deflated state (RFC 1951)
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Result } from '../../shared/result.ts'
import { malformed, readByte, readBytes, readRest, readStrictly, readVarUint } from './bytes.ts'

export interface PackedState {
  readonly state: Uint8Array
  readonly stateVector: Uint8Array
  readonly deflated: Uint8Array
}

/** Not how any update of Yjs begins. */
const format = 0xfe

/** The quickest: the others take up to twice as long for a tenth less. */
const level = 1

export const deflateState = (state: Uint8Array): Uint8Array => deflateRawSync(state, { level })

/** As stored. */
export const encodePacked = ({ state, stateVector, deflated }: PackedState): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeUint8(encoder, format)
    encoding.writeVarUint(encoder, state.length)
    encoding.writeVarUint8Array(encoder, stateVector)
    encoding.writeUint8Array(encoder, deflated)
  })

/** The state of a Y.Doc, as stored. */
export const packDoc = (doc: Y.Doc): Uint8Array => {
  const state = Y.encodeStateAsUpdate(doc)
  return encodePacked({ state, stateVector: Y.encodeStateVector(doc), deflated: deflateState(state) })
}

/** Throws where the bytes are not what `deflateState` made. */
export const inflateState = (deflated: Uint8Array): Uint8Array => inflateRawSync(deflated)

/** `stateBytes`: how many it must come to, and may come to. */
const inflateStrictly = (deflated: Uint8Array, stateBytes: number): Uint8Array => {
  try {
    const state = inflateRawSync(deflated, { maxOutputLength: Math.max(1, stateBytes) })
    return state.length === stateBytes ? state : malformed('not all of it')
  } catch (fault) {
    return malformed(fault instanceof Error ? fault.message : 'cannot be inflated')
  }
}

/** Reads what was stored; the error says why it cannot be read. The state itself is not looked into. */
export const decodePacked = (stored: Uint8Array): Result<PackedState, string> =>
  readStrictly(stored, (reader) => {
    if (readByte(reader) !== format) malformed('not a state of this program')
    const stateBytes = readVarUint(reader)
    const stateVector = readBytes(reader)
    const deflated = readRest(reader)
    return { state: inflateStrictly(deflated, stateBytes), stateVector, deflated }
  })
