import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { factsVersion, type KeptFacts, type KeptText } from '../../../client/device/copy-store.ts'
import { withNewestWords } from '../../../client/device/kept-plan.ts'
import { readContent } from '../../../shared/plan/read.ts'

const write = (words: string): Y.Doc => {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment('content').insert(0, [paragraph])
  return doc
}

const reading = (sectionId: string, generation: number, seq: number) => ({
  sectionId,
  generation,
  seq,
  hash: '',
  content: readContent(write('as it was read')),
})

const text = (sectionId: string, generation: number, seq: number): KeptText => ({
  sectionId,
  title: sectionId,
  generation,
  seq,
  at: 1,
  bytes: Y.encodeStateAsUpdate(write('as its room had it')),
})

it('[COPY14] has the words of a section from its own text where that is at least as new as the reading', () => {
  // A plan's facts beside its readings are passed on as they are.
  const facts = { version: factsVersion, at: 1, plan: { id: 'plan1' } } as KeptFacts
  const readings = ['same', 'newer', 'older', 'rebuilt', 'without'].map((id) => reading(id, 2, 5))
  const texts = [text('same', 2, 5), text('newer', 2, 6), text('older', 2, 4), text('rebuilt', 1, 9)]
  const kept = withNewestWords({ ...facts, readings }, texts)
  const written = readContent(write('as its room had it'))
  expect(kept).toEqual({
    ...facts,
    readings: readings.map((one) => (['same', 'newer'].includes(one.sectionId) ? { ...one, content: written } : one)),
  })
})
