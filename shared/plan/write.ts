/**
 * Writes plain data (`model.ts`) into an empty section's Y.Doc, in the layout of `layout.ts`: the inverse of
 * `read.ts`. Used where content is made once on the server (templates, the example, copies), never on a live room.
 */
import * as Y from 'yjs'
import { contentRoot } from './layout.ts'
import type {
  Field,
  Inline,
  Item,
  ListItem,
  Mark,
  PlanBlock,
  Prose,
  SectionContent,
  TableCell,
  TableRow,
} from './model.ts'

/** Appends the content to the section's root. */
export const writeContent = (doc: Y.Doc, content: SectionContent): void => {
  doc.transact(() => doc.getXmlFragment(contentRoot).push(content.items.map(itemElement)))
}

/** The whole state of a new section as one update, written under `clientId`. */
export const encodeContent = (content: SectionContent, clientId: number): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  writeContent(doc, content)
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

/** Attributes hold JSON values though Yjs types them as strings. */
const element = (
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  children: readonly (Y.XmlElement | Y.XmlText)[] = [],
): Y.XmlElement => {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value as string)
  made.insert(0, [...children])
  return made
}

const itemElement = (item: Item): Y.XmlElement => (item.type === 'planBlock' ? blockElement(item) : proseElement(item))

const proseElement = (prose: Prose): Y.XmlElement => {
  switch (prose.type) {
    case 'paragraph':
      return element('paragraph', {}, inlineNodes(prose.content))
    case 'heading':
      return element('heading', { level: prose.level }, inlineNodes(prose.content))
    case 'bulletList':
      return element('bulletList', {}, prose.content.map(listItemElement))
    case 'orderedList':
      return element('orderedList', { start: prose.start }, prose.content.map(listItemElement))
    case 'blockquote':
      return element('blockquote', {}, prose.content.map(proseElement))
    case 'table':
      return element('table', {}, prose.content.map(rowElement))
    case 'image':
      return element('image', { src: prose.src, alt: prose.alt })
  }
}

const listItemElement = (item: ListItem): Y.XmlElement => element('listItem', {}, item.content.map(proseElement))
const rowElement = (row: TableRow): Y.XmlElement => element('tableRow', {}, row.content.map(cellElement))
const cellElement = (cell: TableCell): Y.XmlElement =>
  element(cell.type, { colspan: 1, rowspan: 1 }, cell.content.map(proseElement))

/** Runs between hard breaks share one Y.XmlText, as the editor would write them. */
const inlineNodes = (content: readonly Inline[]): readonly (Y.XmlElement | Y.XmlText)[] => {
  const nodes: (Y.XmlElement | Y.XmlText)[] = []
  let delta: { insert: string; attributes: Record<string, object> }[] = []
  const flush = (): void => {
    if (delta.length > 0) nodes.push(textNode(delta))
    delta = []
  }
  for (const inline of content) {
    if (inline.type === 'text') delta.push({ insert: inline.text, attributes: formats(inline.marks ?? []) })
    else {
      flush()
      nodes.push(element('hardBreak', {}))
    }
  }
  flush()
  return nodes
}

const textNode = (delta: readonly { insert: string; attributes: Record<string, object> }[]): Y.XmlText => {
  const text = new Y.XmlText()
  text.applyDelta([...delta])
  return text
}

const formats = (marks: readonly Mark[]): Record<string, object> =>
  Object.fromEntries(marks.map((mark) => [mark.type, mark.type === 'link' ? { href: mark.href } : {}]))

const blockElement = ({ id, blockType, removed, fields }: PlanBlock): Y.XmlElement =>
  element('planBlock', { id, type: blockType, removed }, Object.entries(fields).map(fieldElement))

const fieldElement = ([name, field]: readonly [string, Field]): Y.XmlElement =>
  field.kind === 'prose'
    ? element('proseField', { name }, field.content.map(proseElement))
    : element('valueField', { name, value: field.value })
