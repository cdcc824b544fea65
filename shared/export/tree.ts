/**
 * A section as a format-neutral tree of elements, from which the page (React), the single HTML file and print are
 * made. Tags and attributes are HTML's; text is text and is escaped by whoever writes it out. Textblocks carry
 * `data-textblock` with their number (`plan/coordinates.ts`), so that a selection on the page is a place in the text.
 */
import type { Range } from '../plan/coordinates.ts'
import type { Field, Inline, Item, Mark, PlanBlock, Prose, SectionContent } from '../plan/model.ts'
import { numberedLabel } from '../plan/numbers.ts'
import { findBlockType, findField } from '../template/lookup.ts'
import type { BlockType, FieldType } from '../template/types.ts'
import { element, type Tree } from './element.ts'
import { formatValue, type ValueNames } from './value.ts'

export interface Highlight {
  readonly threadId: string
  readonly range: Range
  readonly open: boolean
}

export interface TreeOptions extends ValueNames {
  readonly highlights: readonly Highlight[]
}

/** Elements of a section's content, in order; removed blocks are left out but counted. */
export const sectionTree = (content: SectionContent, options: TreeOptions): readonly Tree[] => {
  const writer: Writer = { options, textblock: 0 }
  return content.items.flatMap((item) => itemTree(item, writer))
}

/** Prose that is not part of a section, such as guidance: no numbers, no comments. */
export const proseTree = (prose: readonly Prose[]): readonly Tree[] =>
  prose.map((node) => proseNode(node, { options: null, textblock: 0 }))

/** Walks the content once and counts textblocks as it goes. */
interface Writer {
  readonly options: TreeOptions | null
  textblock: number
}

const itemTree = (item: Item, writer: Writer): readonly Tree[] => {
  if (item.type !== 'planBlock') return [proseNode(item, writer)]
  const block = blockTree(item, writer)
  return item.removed === null ? [block] : []
}

const proseAll = (prose: readonly Prose[], writer: Writer): readonly Tree[] =>
  prose.map((node) => proseNode(node, writer))

const proseNode = (node: Prose, writer: Writer): Tree => {
  switch (node.type) {
    case 'paragraph':
      return line('p', node.content, writer)
    case 'heading':
      return line(`h${node.level}`, node.content, writer)
    case 'bulletList':
      return element(
        'ul',
        {},
        node.content.map((item) => element('li', {}, proseAll(item.content, writer))),
      )
    case 'orderedList':
      return element(
        'ol',
        node.start === 1 ? {} : { start: node.start },
        node.content.map((item) => element('li', {}, proseAll(item.content, writer))),
      )
    case 'blockquote':
      return element('blockquote', {}, proseAll(node.content, writer))
    case 'table':
      return tableTree(node, writer)
    case 'image':
      return element('img', { src: node.src, alt: node.alt }, [])
  }
}

/**
 * The wrapper lets a wide table scroll inside the page; it can be reached by keyboard to do so. A first row of headings
 * is the table's head, which every sheet of paper repeats.
 */
const tableTree = (table: Prose & { type: 'table' }, writer: Writer): Tree => {
  const rows = table.content.map((row, index) =>
    element(
      'tr',
      {},
      row.content.map((cell) =>
        cell.type === 'tableHeader' && cell.content.some(hasWords)
          ? element('th', { scope: index === 0 ? 'col' : 'row' }, proseAll(cell.content, writer))
          : element('td', {}, proseAll(cell.content, writer)),
      ),
    ),
  )
  return element('div', { class: 'table-scroll', role: 'group', tabindex: 0, 'aria-label': 'Table' }, [
    element('table', { class: 'ds_table' }, inGroups(rows, isHead(table.content))),
  ])
}

/** Corners of a head may be empty. */
const isHead = ([first, ...others]: (Prose & { type: 'table' })['content']): boolean =>
  others.length > 0 && first !== undefined && first.content.every(({ type }) => type === 'tableHeader')

const inGroups = (rows: readonly Tree[], hasHead: boolean): readonly Tree[] =>
  hasHead ? [element('thead', {}, rows.slice(0, 1)), element('tbody', {}, rows.slice(1))] : [element('tbody', {}, rows)]

// ---- lines -------------------------------------------------------------------------------------------------------

const line = (tag: string, content: readonly Inline[], writer: Writer): Tree => {
  if (writer.options === null) return element(tag, {}, content.map(inlineTree))
  const textblock = writer.textblock++
  const spans = spansIn(textblock, writer.options.highlights)
  return element(
    tag,
    { 'data-textblock': textblock },
    spans.length === 0 ? content.map(inlineTree) : highlighted(content, spans),
  )
}

const inlineTree = (inline: Inline): Tree =>
  inline.type === 'hardBreak' ? element('br', {}, []) : wrapMarks(inline.text, inline.marks ?? [])

const wrapMarks = (text: string, marks: readonly Mark[]): Tree => marks.reduceRight<Tree>(wrapMark, text)

const wrapMark = (inner: Tree, mark: Mark): Tree => {
  switch (mark.type) {
    case 'bold':
      return element('strong', {}, [inner])
    case 'italic':
      return element('em', {}, [inner])
    case 'link':
      return element('a', { href: mark.href, rel: 'noopener noreferrer' }, [inner])
  }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly threadId: string
}

/** Open threads' ranges as far as they lie in one textblock. */
const spansIn = (textblock: number, highlights: readonly Highlight[]): readonly Span[] =>
  highlights
    .filter(({ open, range }) => open && range.start.textblock <= textblock && textblock <= range.end.textblock)
    .map(({ threadId, range }) => ({
      threadId,
      from: range.start.textblock === textblock ? range.start.offset : 0,
      to: range.end.textblock === textblock ? range.end.offset : Number.MAX_SAFE_INTEGER,
    }))

/** Cuts runs at the edges of spans; where several threads overlap the words name them all. */
const highlighted = (content: readonly Inline[], spans: readonly Span[]): readonly Tree[] => {
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  let at = 0
  return content.flatMap((inline) => {
    const start = at
    at += inline.type === 'text' ? inline.text.length : 1
    return cut(inline, start, edges).map(({ piece, from }) =>
      commented(
        piece,
        spans.filter((s) => s.from <= from && from < s.to),
      ),
    )
  })
}

const cut = (inline: Inline, start: number, edges: readonly number[]): readonly { piece: Inline; from: number }[] => {
  if (inline.type === 'hardBreak') return [{ piece: inline, from: start }]
  const inside = edges.filter((edge) => edge > start && edge < start + inline.text.length)
  const bounds = [start, ...inside, start + inline.text.length]
  return bounds.slice(0, -1).map((from, index) => ({
    piece: { ...inline, text: inline.text.slice(from - start, (bounds[index + 1] ?? from) - start) },
    from,
  }))
}

const commented = (piece: Inline, spans: readonly Span[]): Tree => {
  const first = spans[0]
  if (first === undefined) return inlineTree(piece)
  const threads = spans.map(({ threadId }) => threadId).join(' ')
  return element('span', { class: 'commented', 'data-threads': threads, 'aria-details': `thread-${first.threadId}` }, [
    inlineTree(piece),
  ])
}

// ---- blocks ------------------------------------------------------------------------------------------------------

const blockTree = (block: PlanBlock, writer: Writer): Tree => {
  const type = writer.options ? findBlockType(writer.options.template, block.blockType) : undefined
  const name = type ? ownName(block, type) : null
  const fields = Object.entries(block.fields).flatMap(([field, value]) => {
    if (name !== null && field === type?.title) return []
    const known = (type && findField(type, field)) ?? null
    const tree = fieldTree(value, known, block, writer)
    if (tree === null) return []
    const label = element('dt', {}, [known?.label ?? field])
    return [element('div', { class: fieldClass(value, known), 'data-field': field }, [label, tree])]
  })
  return element(
    'div',
    {
      // A type that the template does not know is somebody's own words, which could name any of the page's classes.
      class: type === undefined ? 'plan-block' : `plan-block plan-block-${type.type}`,
      id: `block-${block.id}`,
      'data-block': block.id,
      tabindex: -1,
    },
    [...blockHead(block, type, name, writer), ...blockBody(name, fields)],
  )
}

/** `Priority 1` over its name; the name alone where nobody says a number, as of an entry in a glossary. */
const blockHead = (
  block: PlanBlock,
  type: BlockType | undefined,
  name: string | null,
  writer: Writer,
): readonly Tree[] => {
  const heading = { class: 'plan-block-type' }
  if (name !== null && type?.numbered !== true)
    return [element('h3', { ...heading, 'data-field': type?.title ?? '' }, [name])]
  const label = numberedLabel(type?.label ?? block.blockType, writer.options?.blockNumber(block.id))
  const title =
    name === null ? [] : [element('p', { class: 'plan-block-own-name', 'data-field': type?.title ?? '' }, [name])]
  return [element('h3', heading, [label]), ...title]
}

const blockBody = (name: string | null, fields: readonly Tree[]): readonly Tree[] => {
  if (fields.length > 0) return [element('dl', {}, fields)]
  return name === null ? [element('p', { class: 'plan-block-empty' }, ['Nothing filled in yet.'])] : []
}

/** What a block is called in a line of its own, which says by its place what it is; null for a title in prose, or empty. */
const ownName = (block: PlanBlock, type: BlockType): string | null => {
  const title = findField(type, type.title)
  const field = block.fields[type.title]
  return title?.kind === 'text' && field?.kind === 'value' && typeof field.value === 'string' ? field.value : null
}

/** In characters: longer text makes a column beside others high and narrow. */
const longText = 80

const fieldClass = (field: Field, type: FieldType | null): string =>
  isWide(field, type) ? 'plan-field plan-field-wide' : 'plan-field'

/** Prose, a list of references, which are whole, and a long line need the width. */
const isWide = (field: Field, type: FieldType | null): boolean => {
  if (field.kind === 'prose' || type?.kind === 'links') return true
  return type?.kind === 'text' && typeof field.value === 'string' && field.value.length > longText
}

/** Null for a field nobody filled: the page shows what is there, the findings say what is missing. */
const fieldTree = (field: Field, type: FieldType | null, block: PlanBlock, writer: Writer): Tree | null => {
  if (field.kind === 'prose') {
    const prose = proseAll(field.content, writer)
    return field.content.some(hasWords) ? element('dd', { class: 'plan-prose' }, prose) : null
  }
  if (field.value === null || writer.options === null) return null
  return element('dd', {}, formatValue(field.value, type, block, writer.options))
}

const hasWords = (node: Prose): boolean => node.type === 'image' || node.content.length > 0
