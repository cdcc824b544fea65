/**
 * The texts of the bench, made by Yjs itself and by seeded chance: a small section to write letters in, and a large one
 * with the history of months of writing (typing, erasing, coming back elsewhere, several authors).
 */
import * as Y from 'yjs'
import { contentRoot } from '../../../../shared/plan/layout.ts'
import { createRandom, type Random } from '../../../support/random.ts'

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

const alphabet = 'etaoin shrdlu cmfwyp vbgkjqxz'

const typeOn = (text: Y.XmlText, random: Random): number => {
  const length = 1 + random.int(60)
  let at = random.chance(0.6) ? text.length : random.int(text.length + 1)
  for (let typed = 0; typed < length; typed += 1) text.insert(at++, alphabet.charAt(random.int(alphabet.length)))
  return length
}

const eraseFrom = (text: Y.XmlText, random: Random): void => {
  const length = Math.min(text.length, 1 + random.int(25))
  if (length > 0) text.delete(random.int(text.length - length + 1), length)
}

/** As many bytes as the state of a long section that was really typed (260,000 keystrokes) takes. */
const largeBytes = 311 * 1024
const authors = 8

/** One long history by several authors, until its state is large. */
export const largeText = (seed: number): Text => {
  const random = createRandom(seed)
  const doc = createDoc(firstAuthor)
  addParagraphs(doc, 60)
  const all = paragraphs(doc)
  for (let burst = 0; ; burst += 1) {
    doc.clientID = 2 + (burst % authors)
    doc.transact(() => {
      const text = random.pick(all)
      if (random.chance(0.3)) eraseFrom(text, random)
      else typeOn(text, random)
    })
    if (burst % 100 === 0 && Y.encodeStateAsUpdate(doc).length >= largeBytes) return textOf(doc)
  }
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

/** A text and letters written on it. */
export const withLetters = ({ state }: Text, letters: readonly Uint8Array[]): Text => {
  const doc = new Y.Doc()
  for (const bytes of [state, ...letters]) Y.applyUpdate(doc, bytes)
  return textOf(doc)
}
