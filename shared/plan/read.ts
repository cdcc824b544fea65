/**
 * Reads a section's Y.Doc into plain data (`model.ts`). Never writes. Reads whatever a merge left, as well as it can:
 * what the layout does not know is passed over, text where a paragraph should be becomes one, attributes that make no
 * sense fall back. So every replica of one state reads alike.
 */
import * as Y from 'yjs'
import { contentRoot, isFieldName, safeHref, safeImageSrc } from './layout.ts'
import type {
  Field,
  FieldValue,
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
import type { BlockMark } from './numbers.ts'

/** The section's content as of now. */
export const readContent = (doc: Y.Doc): SectionContent => ({ items: readItems(doc.getXmlFragment(contentRoot)) })

/** The section's blocks that are not removed, in order and without their words, so that little has to be read. */
export const readBlockMarks = (doc: Y.Doc): readonly BlockMark[] =>
  elementsOf(doc.getXmlFragment(contentRoot)).flatMap((element) =>
    element.nodeName === 'planBlock' && readRemoved(attribute(element, 'removed')) === null
      ? [{ id: stringOr(attribute(element, 'id'), ''), blockType: stringOr(attribute(element, 'type'), '') }]
      : [],
  )

type Parent = Y.XmlFragment | Y.XmlElement

/** Child elements; stray text is passed over here and read by `readInline`. */
const elementsOf = (parent: Parent): readonly Y.XmlElement[] =>
  parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)

const readItems = (fragment: Y.XmlFragment): readonly Item[] =>
  elementsOf(fragment).flatMap((element): readonly Item[] => {
    if (element.nodeName === 'planBlock') return [readBlock(element)]
    const prose = readProseNode(element)
    return prose === null ? [] : [prose]
  })

const readProse = (parent: Parent): readonly Prose[] =>
  elementsOf(parent).flatMap((element) => {
    const prose = readProseNode(element)
    return prose === null ? [] : [prose]
  })

const readProseNode = (element: Y.XmlElement): Prose | null => {
  switch (element.nodeName) {
    case 'paragraph':
      return { type: 'paragraph', content: readInline(element) }
    case 'heading':
      return { type: 'heading', level: headingLevel(attribute(element, 'level')), content: readInline(element) }
    case 'bulletList':
      return { type: 'bulletList', content: readListItems(element) }
    case 'orderedList':
      return { type: 'orderedList', start: listStart(attribute(element, 'start')), content: readListItems(element) }
    case 'blockquote':
      return { type: 'blockquote', content: readProse(element) }
    case 'table':
      return { type: 'table', content: readRows(element) }
    case 'image':
      return readImage(element)
    default:
      return null
  }
}

const readListItems = (list: Y.XmlElement): readonly ListItem[] =>
  elementsOf(list)
    .filter((item) => item.nodeName === 'listItem')
    .map((item) => ({ type: 'listItem', content: readProse(item) }))

const readRows = (table: Y.XmlElement): readonly TableRow[] =>
  elementsOf(table)
    .filter((row) => row.nodeName === 'tableRow')
    .map((row) => ({ type: 'tableRow', content: readCells(row) }))

const readCells = (row: Y.XmlElement): readonly TableCell[] =>
  elementsOf(row).flatMap((cell): readonly TableCell[] =>
    cell.nodeName === 'tableHeader' || cell.nodeName === 'tableCell'
      ? [{ type: cell.nodeName, content: readProse(cell) }]
      : [],
  )

const readImage = (element: Y.XmlElement): Prose | null => {
  const src = safeImageSrc(attribute(element, 'src'))
  const alt = attribute(element, 'alt')
  return src === null ? null : { type: 'image', src, alt: typeof alt === 'string' ? alt : '' }
}

/** Yjs types attributes as strings; the layout stores any JSON value in them. */
const attribute = (element: Y.XmlElement, name: string): unknown => element.getAttribute(name) as unknown

/** Levels outside 3 to 5 are brought to the nearest: the section's title is the level 2. */
const headingLevel = (level: unknown): 3 | 4 | 5 => (level === 4 ? 4 : typeof level === 'number' && level >= 5 ? 5 : 3)

const listStart = (start: unknown): number =>
  typeof start === 'number' && Number.isInteger(start) && start >= 0 && start < 100_000 ? start : 1

// ---- lines -------------------------------------------------------------------------------------------------------

/** Neighbouring runs with the same marks are joined: how typing was cut into runs is not content. */
const readInline = (line: Y.XmlElement): readonly Inline[] => {
  const runs: Inline[] = []
  for (const child of line.toArray()) {
    if (child instanceof Y.XmlText) for (const run of readRuns(child)) pushRun(runs, run)
    else if (child instanceof Y.XmlElement && child.nodeName === 'hardBreak') runs.push({ type: 'hardBreak' })
  }
  return runs
}

const pushRun = (runs: Inline[], run: Inline & { type: 'text' }): void => {
  const last = runs.at(-1)
  if (last?.type === 'text' && sameMarks(last.marks, run.marks))
    runs[runs.length - 1] = { ...last, text: last.text + run.text }
  else runs.push(run)
}

const sameMarks = (a: readonly Mark[] = [], b: readonly Mark[] = []): boolean =>
  a.length === b.length && a.every((mark, index) => JSON.stringify(mark) === JSON.stringify(b[index]))

interface Delta {
  readonly insert?: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

const readRuns = (text: Y.XmlText): readonly (Inline & { type: 'text' })[] =>
  (text.toDelta() as readonly Delta[]).flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = readMarks(attributes ?? {})
    return [{ type: 'text' as const, text: insert, ...(marks.length > 0 && { marks }) }]
  })

const readMarks = (formats: Readonly<Record<string, unknown>>): readonly Mark[] => {
  const marks: Mark[] = []
  if (isOn(formats.bold)) marks.push({ type: 'bold' })
  if (isOn(formats.italic)) marks.push({ type: 'italic' })
  const href = isOn(formats.link) ? safeHref((formats.link as { readonly href?: unknown }).href) : null
  if (href !== null) marks.push({ type: 'link', href })
  return marks
}

const isOn = (format: unknown): boolean => typeof format === 'object' && format !== null

// ---- blocks ------------------------------------------------------------------------------------------------------

const readBlock = (element: Y.XmlElement): PlanBlock => {
  const fields: Record<string, Field> = {}
  for (const child of elementsOf(element)) {
    const name = attribute(child, 'name')
    if (!isFieldName(name) || Object.hasOwn(fields, name)) continue
    const field = readField(child)
    if (field !== null) fields[name] = field
  }
  return {
    type: 'planBlock',
    id: stringOr(attribute(element, 'id'), ''),
    blockType: stringOr(attribute(element, 'type'), ''),
    removed: readRemoved(attribute(element, 'removed')),
    fields,
  }
}

const readField = (element: Y.XmlElement): Field | null => {
  if (element.nodeName === 'proseField') return { kind: 'prose', content: readProse(element) }
  if (element.nodeName === 'valueField') return { kind: 'value', value: readValue(attribute(element, 'value')) }
  return null
}

const stringOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

const readRemoved = (removed: unknown): PlanBlock['removed'] => {
  if (typeof removed !== 'object' || removed === null) return null
  const { by, at } = removed as { readonly by?: unknown; readonly at?: unknown }
  return { by: stringOr(by, ''), at: stringOr(at, '') }
}

/** A stored value in one of the shapes fields have; anything else reads as not filled. */
export const readValue = (value: unknown): FieldValue => {
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return readList(value)
  return typeof value === 'object' && value !== null ? readNumbers(value) : null
}

const readList = (list: readonly unknown[]): FieldValue => {
  if (list.length === 0) return null
  if (list.every((entry): entry is string => typeof entry === 'string')) return list
  const series = list.flatMap((entry) => (isDated(entry) ? [{ at: entry.at, value: entry.value }] : []))
  return series.length === 0 ? null : series
}

const isDated = (entry: unknown): entry is { readonly at: string; readonly value: number } => {
  if (typeof entry !== 'object' || entry === null) return false
  const { at, value } = entry as { readonly at?: unknown; readonly value?: unknown }
  return typeof at === 'string' && typeof value === 'number' && Number.isFinite(value)
}

const readNumbers = (value: object): FieldValue => {
  const numbers = Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1]))
  return numbers.length === 0 ? null : Object.fromEntries(numbers.sort(([a], [b]) => (a < b ? -1 : 1)))
}
