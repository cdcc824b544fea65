/**
 * A section as a format-neutral tree of elements, from which the page (React), the single HTML file and print are
 * made. Tags and attributes are HTML's; text is text and is escaped by whoever writes it out. Textblocks carry
 * `data-textblock` with their number (`plan/coordinates.ts`), so that a selection on the page is a place in the text.
 */
import type { Range } from '../plan/coordinates.ts'
import type { Field, Inline, Item, Mark, PlanBlock, Prose, SectionContent } from '../plan/model.ts'
import { numberedLabel } from '../plan/numbers.ts'
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
  const type = writer.options?.template.blocks.find(({ type }) => type === block.blockType)
  const title = type && ownNameTree(block, type)
  const fields = Object.entries(block.fields).flatMap(([name, field]) => {
    if (title && name === type?.title) return []
    const tree = fieldTree(field, type?.fields.find((known) => known.name === name) ?? null, block, writer)
    return tree === null
      ? []
      : [
          element('div', { class: 'plan-field', 'data-field': name }, [
            element('dt', {}, [labelOf(name, type?.fields)]),
            tree,
          ]),
        ]
  })
  const label = numberedLabel(type?.label ?? block.blockType, writer.options?.blockNumber(block.id))
  return element(
    'div',
    {
      // A type that the template does not know is somebody's own words, which could name any of the page's classes.
      class: type === undefined ? 'plan-block' : `plan-block plan-block-${type.type}`,
      id: `block-${block.id}`,
      'data-block': block.id,
      tabindex: -1,
    },
    [element('h3', { class: 'plan-block-type' }, [label]), ...blockBody(title ?? null, fields)],
  )
}

const blockBody = (name: Tree | null, fields: readonly Tree[]): readonly Tree[] => {
  const named = name === null ? [] : [name]
  if (fields.length > 0) return [...named, element('dl', {}, fields)]
  return name === null ? [element('p', { class: 'plan-block-empty' }, ['Nothing filled in yet.'])] : named
}

/** `Priority 1` needs no second "Priority" before its name; null for a title that is labelled otherwise, or empty. */
const ownNameTree = (block: PlanBlock, type: BlockType): Tree | null => {
  const title = type.fields.find(({ name }) => name === type.title)
  const field = block.fields[type.title]
  if (title?.label !== type.label || field?.kind !== 'value' || typeof field.value !== 'string') return null
  return element('p', { class: 'plan-block-own-name', 'data-field': type.title }, [field.value])
}

const labelOf = (name: string, fields: readonly FieldType[] | undefined): string =>
  fields?.find((field) => field.name === name)?.label ?? name

/** Null for a field nobody filled: the page shows what is there, the findings say what is missing. */
const fieldTree = (field: Field, type: FieldType | null, block: PlanBlock, writer: Writer): Tree | null => {
  if (field.kind === 'prose') {
    const prose = proseAll(field.content, writer)
    return field.content.some(hasWords) ? element('dd', { class: 'plan-prose' }, prose) : null
  }
  if (field.value === null || writer.options === null) return null
  return element('dd', {}, formatValue(field.value, type, block, writer.options))
}

const hasWords = (node: Prose): boolean => {
  if (node.type === 'image') return true
  if (node.type === 'paragraph' || node.type === 'heading') return node.content.length > 0
  return node.content.length > 0
}
