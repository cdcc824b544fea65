/**
 * The texts of the bench: a small section to write letters in, and a large one that somebody wrote over months.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { contentRoot } from '../../../../shared/plan/layout.ts'
import { holdingOf } from '../../../../shared/state-digest.ts'

/** The client id of first states; crowds write under other ids. */
const firstAuthor = 1

const createDoc = (clientId: number): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}

const paragraphs = (doc: Y.Doc): readonly Y.XmlText[] =>
  doc
    .getXmlFragment(contentRoot)
    .toArray()
    .flatMap((element) => (element instanceof Y.XmlElement ? element.toArray() : []))
    .filter((text) => text instanceof Y.XmlText)

const addParagraphs = (doc: Y.Doc, count: number): void => {
  const elements = Array.from({ length: count }, () => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText('We begin here.')])
    return element
  })
  doc.transact(() => doc.getXmlFragment(contentRoot).push(elements))
}

export interface Text {
  readonly state: Uint8Array
  readonly stateVector: Uint8Array
}

export const textOf = (doc: Y.Doc): Text => ({
  state: Y.encodeStateAsUpdate(doc),
  stateVector: Y.encodeStateVector(doc),
})

/** So many paragraphs with a few words each. */
export const smallText = (count: number): Text => {
  const doc = createDoc(firstAuthor)
  addParagraphs(doc, count)
  return textOf(doc)
}

/** Letters one author types at the end of a paragraph, each an update; they build on `base` and each other alone. */
export const writeLetters = (base: Text, clientId: number, paragraph: number, count: number): readonly Uint8Array[] => {
  const doc = createDoc(clientId)
  Y.applyUpdate(doc, base.state)
  const all = paragraphs(doc)
  const text = all[paragraph % all.length]
  const letters: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => letters.push(bytes))
  for (let typed = 0; typed < count; typed += 1) text?.insert(text.length, 'abcdefghij klmno'.charAt(typed % 16))
  return letters
}

/** A long section that was really typed, 260,000 keystrokes of one paper; see `make-typed-room.ts`. */
export const largeText = (): Text => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, gunzipSync(readFileSync(join(import.meta.dirname, 'typed-room.gz'))))
  return textOf(doc)
}

/** Applies what arrived to a fresh copy, and gives the text it comes to. */
export const readText = (updates: readonly Uint8Array[]): string => {
  const doc = new Y.Doc()
  doc.transact(() => updates.forEach((bytes) => Y.applyUpdate(doc, bytes)))
  return doc.getXmlFragment(contentRoot).toString()
}

/** What someone who holds a text answers to a server's state vector. */
export const createAnswers = ({ state }: Text): ((stateVector: Uint8Array) => Uint8Array) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const known = new Map<string, Uint8Array>()
  return (stateVector) => {
    const asked = Buffer.from(stateVector).toString('base64')
    const answer = known.get(asked) ?? Y.encodeStateAsUpdate(doc, stateVector)
    known.set(asked, answer)
    return answer
  }
}

/** As a page that holds the text makes it. */
export const digestOf = ({ state }: Text): Uint8Array => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return holdingOf(doc).digest
}

/** A text and letters written on it. */
export const withLetters = ({ state }: Text, letters: readonly Uint8Array[]): Text => {
  const doc = new Y.Doc()
  for (const bytes of [state, ...letters]) Y.applyUpdate(doc, bytes)
  return textOf(doc)
}
