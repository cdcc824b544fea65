/**
 * A plan as its copy on this device has it: the facts of the moment at which they were stored, with the words of each
 * section from its own text where that is at least as new. Of a section that is written in, the page has the words from
 * its room and asks for no reading, so the one among the facts may be old.
 */
import * as Y from 'yjs'
import type { Reading } from '../../shared/api/sections.ts'
import { readContent } from '../../shared/plan/read.ts'
import type { KeptFacts, KeptText } from './copy-store.ts'

const isAsNew = (text: KeptText | undefined, { generation, seq }: Reading): text is KeptText =>
  text !== undefined && text.generation === generation && text.seq >= seq

const withText = (reading: Reading, { bytes }: KeptText): Reading => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const content = readContent(doc)
  doc.destroy()
  return { ...reading, content }
}

export const withNewestWords = (facts: KeptFacts, texts: readonly KeptText[]): KeptFacts => {
  const textsById = new Map(texts.map((text) => [text.sectionId, text]))
  const readings = facts.readings.map((reading) => {
    const text = textsById.get(reading.sectionId)
    return isAsNew(text, reading) ? withText(reading, text) : reading
  })
  return { ...facts, readings }
}
