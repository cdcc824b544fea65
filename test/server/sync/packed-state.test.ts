import { deflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { decodePacked, packDoc, unpackState } from '../../../server/sync/packed-state.ts'
import { createRandom } from '../../support/random.ts'

const docWith = (text: string): Y.Doc => {
  const doc = new Y.Doc()
  doc.getText('content').insert(0, text)
  return doc
}

describe('a packed state', () => {
  it('[ROOM63] gives back the state and its state vector', () => {
    const doc = docWith('Every child here grows up loved. '.repeat(200))
    const packed = packDoc(doc)
    const read = decodePacked(packed)
    const state = unpackState(packed)
    expect(state.ok && Uint8Array.from(state.value)).toEqual(Y.encodeStateAsUpdate(doc))
    expect(read.ok && read.value.stateVector).toEqual(Y.encodeStateVector(doc))
    expect(packed.length).toBeLessThan(Y.encodeStateAsUpdate(doc).length / 5)
  })

  it('[ROOM63] gives back what who has all the words is answered; one of an earlier format does without', () => {
    const doc = docWith('Every child here grows up loved.')
    doc.getText('content').delete(6, 6)
    const packed = packDoc(doc)
    const read = decodePacked(packed)
    const stateVector = Y.encodeStateVector(doc)
    expect(read.ok && read.value.deletions).toEqual(Y.encodeStateAsUpdate(doc, stateVector))
    const state = Y.encodeStateAsUpdate(doc)
    const earlier = encoding.encode((encoder) => {
      encoding.writeUint8(encoder, 0xfe)
      encoding.writeVarUint(encoder, state.length)
      encoding.writeVarUint8Array(encoder, stateVector)
      encoding.writeUint8Array(encoder, deflateRawSync(state))
    })
    const readEarlier = decodePacked(earlier)
    expect(readEarlier.ok && readEarlier.value.deletions).toBe(null)
    expect(unpackState(earlier)).toEqual(unpackState(packed))
  })

  it('[ROOM63] says so where it is cut short, is longer than it says, or is no packed state', () => {
    const doc = docWith('words')
    const packed = packDoc(doc)
    const longer = packed.slice()
    longer[1] = (longer[1] ?? 0) - 1
    for (const bytes of [packed.slice(0, -2), longer, Y.encodeStateAsUpdate(doc), new Uint8Array()])
      expect(unpackState(bytes).ok).toBe(false)
  })

  it('[ROOM63] never throws, whatever was done to its bytes', () => {
    const random = createRandom(71)
    const packed = packDoc(docWith('Every child here grows up loved. '.repeat(20)))
    let refused = 0
    for (let run = 0; run < 2_000; run += 1) {
      const bytes = packed.slice(0, random.chance(0.3) ? random.int(packed.length) : packed.length)
      for (let change = 1 + random.int(3); change > 0; change -= 1) bytes[random.int(bytes.length)] = random.int(256)
      if (!unpackState(bytes).ok) refused += 1
    }
    expect(refused).toBeGreaterThan(500)
  })
})
