/** Edits as people make them in a section, at random: words, marks, blocks, values, deletes, several at once. */
import * as Y from 'yjs'
import type { Random } from './random.ts'

const words = ['plan ', 'child ', 'wellbeing ', '🦊 ', 'né ', '\n', 'x']

const element = (name: string, attributes: Readonly<Record<string, string | number>> = {}): Y.XmlElement => {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  return made
}

const paragraph = (text: string): Y.XmlElement => {
  const made = element('paragraph')
  made.insert(0, [new Y.XmlText(text)])
  return made
}

const block = (random: Random): Y.XmlElement => {
  const made = element('planBlock', { id: `b${random.int(1_000)}`, type: 'action' })
  const what = element('proseField', { name: 'what' })
  what.insert(0, [paragraph('What will be done')])
  made.insert(0, [what, element('valueField', { name: 'end', value: '2029-03-31' })])
  return made
}

const textsIn = (root: Y.XmlFragment): Y.XmlText[] =>
  [...root.createTreeWalker(() => true)].filter((node): node is Y.XmlText => node instanceof Y.XmlText)

const elementsIn = (root: Y.XmlFragment): Y.XmlElement[] =>
  [...root.createTreeWalker(() => true)].filter((node): node is Y.XmlElement => node instanceof Y.XmlElement)

/** Editors never cut a character in two. */
const toCharacter = (characters: string, index: number): number =>
  /[\udc00-\udfff]/.test(characters.charAt(index)) ? index - 1 : index

const editText = (random: Random, text: Y.XmlText): void => {
  const characters = Y.Text.prototype.toString.call(text)
  const at = toCharacter(characters, random.int(characters.length + 1))
  const length = toCharacter(characters, Math.min(at + random.int(6), characters.length)) - at
  if (random.chance(0.6)) text.insert(at, random.pick(words))
  else if (random.chance(0.5)) text.delete(at, length)
  else if (length > 0)
    text.format(at, length, random.pick([{ bold: {} }, { bold: null }, { link: { href: 'https://example.org/' } }]))
}

const editBlocks = (random: Random, root: Y.XmlFragment): void => {
  const at = random.int(root.length + 1)
  if (random.chance(0.7) || root.length < 2)
    root.insert(at, [random.chance(0.5) ? block(random) : paragraph(random.pick(words))])
  else root.delete(Math.min(at, root.length - 1), 1)
}

const editValues = (random: Random, root: Y.XmlFragment): void => {
  const fields = elementsIn(root).filter(({ nodeName }) => nodeName === 'valueField')
  if (fields.length > 0) random.pick(fields).setAttribute('value', String(random.int(100)))
}

const editOnce = (random: Random, root: Y.XmlFragment): void => {
  const texts = textsIn(root)
  const kind = random.int(10)
  if (kind < 7 && texts.length > 0) editText(random, random.pick(texts))
  else if (kind < 9) editBlocks(random, root)
  else editValues(random, root)
}

export const editRandomly = (random: Random, root: Y.XmlFragment): void => {
  const edit = (): void => editOnce(random, root)
  if (random.chance(0.2) && root.doc) root.doc.transact(() => [edit(), edit(), edit()])
  else edit()
}
