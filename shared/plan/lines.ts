/**
 * The elements of a section's Y.Doc that hold lines of text, in the order `textblocksOf` counts them: what ties a
 * place in the text to a position in the document. Follows the rules of `read.ts` to the letter (a fuzz holds the two
 * together): what the reader passes over has no line here.
 */
import * as Y from 'yjs'
import { contentRoot, isFieldName } from './layout.ts'

/** The elements behind `textblocksOf`, in the same order, and by the same rules as `read.ts`. */
export const linesOf = (doc: Y.Doc): readonly Y.XmlElement[] => {
  const lines: Y.XmlElement[] = []
  collectLines(doc.getXmlFragment(contentRoot), [...proseNames, 'planBlock'], lines)
  return lines
}

const proseNames = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'table']

/** Children that count, where they are not prose. */
const childNames: Readonly<Record<string, readonly string[]>> = {
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
}

const collectLines = (parent: Y.XmlFragment | Y.XmlElement, counted: readonly string[], into: Y.XmlElement[]): void => {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement) || !counted.includes(child.nodeName)) continue
    if (child.nodeName === 'paragraph' || child.nodeName === 'heading') into.push(child)
    else if (child.nodeName === 'planBlock') collectFields(child, into)
    else collectLines(child, childNames[child.nodeName] ?? proseNames, into)
  }
}

/** The first field of a name counts, as it does for readers. */
const collectFields = (block: Y.XmlElement, into: Y.XmlElement[]): void => {
  const seen = new Set<unknown>()
  for (const field of block.toArray()) {
    if (!(field instanceof Y.XmlElement)) continue
    const name: unknown = field.getAttribute('name')
    const isField = field.nodeName === 'proseField' || field.nodeName === 'valueField'
    if (!isField || !isFieldName(name) || seen.has(name)) continue
    seen.add(name)
    if (field.nodeName === 'proseField') collectLines(field, proseNames, into)
  }
}
