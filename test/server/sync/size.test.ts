import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createSize, sizeChange } from '../../../server/sync/size.ts'
import { fuzzRuns, createRandom } from '../../support/random.ts'
import { editRandomly } from '../../support/random-edits.ts'
import { firstState } from '../../support/sync-world.ts'

/** A text whose size is kept count of, and a writer whose updates it takes. */
const createCounted = () => {
  const kept = new Y.Doc()
  const writer = new Y.Doc()
  for (const doc of [kept, writer]) Y.applyUpdate(doc, firstState())
  writer.clientID = 4_000_000_000
  const size = createSize(Y.encodeStateAsUpdate(kept).length, 0)
  writer.on('update', (bytes: Uint8Array) => {
    size.note(sizeChange(kept, bytes))
    Y.applyUpdate(kept, bytes)
  })
  const paragraph = writer.getXmlFragment('content').get(0) as Y.XmlElement
  return { writer, size, text: paragraph.get(0) as Y.XmlText, stateBytes: () => Y.encodeStateAsUpdate(kept).length }
}

/** Of no account beside a section's bound; a state of a few words may be above its count by so much. */
const slackBytes = 64

describe('the count of a state’s bytes', () => {
  it('[FAULT9] goes up with what is written and down with what is deleted', () => {
    const { size, text, stateBytes } = createCounted()
    const empty = size.bytes()
    for (let chapter = 0; chapter < 20; chapter += 1) {
      text.insert(0, 'chapter '.repeat(1_000))
      text.delete(0, 8_000)
    }
    text.insert(0, 'what stays')
    expect(size.bytes()).toBeGreaterThanOrEqual(stateBytes())
    expect(size.bytes()).toBeLessThan(empty + 2_000)
  })

  it('[FAULT9] knows that deletions which cut a text into pieces make its state larger', () => {
    const { writer, size, text, stateBytes } = createCounted()
    text.insert(0, 'ab'.repeat(1_000))
    const before = stateBytes()
    writer.transact(() => {
      for (let at = 0; at < 1_000; at += 1) text.delete(at, 1)
    })
    expect(stateBytes()).toBeGreaterThan(4 * before)
    expect(size.bytes()).toBeGreaterThanOrEqual(stateBytes())
  })

  it('[FAULT9] counts cuts in text that the same update brings', () => {
    const { writer, size, text, stateBytes } = createCounted()
    writer.transact(() => {
      text.insert(0, 'ab'.repeat(1_000))
      for (let at = 0; at < 1_000; at += 1) text.delete(at, 1)
    })
    expect(size.bytes()).toBeGreaterThanOrEqual(stateBytes())
  })

  it('[FAULT9] is at no time far below the state, and above it in the end, whatever an editor writes', () => {
    let updates = 0
    for (let seed = 1; seed <= fuzzRuns(60); seed += 1) {
      const random = createRandom(seed)
      const { writer, size, stateBytes } = createCounted()
      writer.on('update', () => (updates += 1))
      for (let edit = 0; edit < 100; edit += 1) {
        editRandomly(random, writer.getXmlFragment('content'))
        expect(size.bytes()).toBeGreaterThan(0.9 * stateBytes() - slackBytes)
      }
      expect(size.bytes()).toBeGreaterThan(stateBytes())
    }
    expect(updates).toBeGreaterThan(fuzzRuns(60) * 50)
  })
})
