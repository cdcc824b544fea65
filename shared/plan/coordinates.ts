/**
 * Places in a section's text, for comments: a textblock (paragraph or heading, counted through the whole section in
 * document order, prose fields of blocks included, removed blocks included) and an offset in its text in UTF-16 units;
 * a hard break counts as one. Static page, editor and server count alike, so a place needs no translation.
 */
import type { Item, PlanBlock, Prose, SectionContent, Inline } from './model.ts'

export interface Point {
  readonly textblock: number
  readonly offset: number
}
/** `start` before `end`; both may lie in different textblocks. */
export interface Range {
  readonly start: Point
  readonly end: Point
}

export interface Textblock {
  readonly text: string
  /** The block whose prose field holds it; null outside blocks. */
  readonly blockId: string | null
}

/** Text of a line as places count it, and as readers of plain words get it. */
export const inlineText = (content: readonly Inline[]): string =>
  content.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')

const proseTextblocks = (prose: readonly Prose[], blockId: string | null, into: Textblock[]): void => {
  for (const node of prose) {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
        into.push({ text: inlineText(node.content), blockId })
        break
      case 'image':
        break
      case 'bulletList':
      case 'orderedList':
        for (const item of node.content) proseTextblocks(item.content, blockId, into)
        break
      case 'blockquote':
        proseTextblocks(node.content, blockId, into)
        break
      case 'table':
        for (const row of node.content) for (const cell of row.content) proseTextblocks(cell.content, blockId, into)
    }
  }
}

const blockTextblocks = (block: PlanBlock, into: Textblock[]): void => {
  for (const field of Object.values(block.fields)) {
    if (field.kind === 'prose') proseTextblocks(field.content, block.id, into)
  }
}

const isBlock = (item: Item): item is PlanBlock => item.type === 'planBlock'

/** Every textblock of a section, in the order places count them. */
export const textblocksOf = (content: SectionContent): readonly Textblock[] => {
  const into: Textblock[] = []
  for (const item of content.items) {
    if (isBlock(item)) blockTextblocks(item, into)
    else proseTextblocks([item], null, into)
  }
  return into
}

/** The words of a range, textblocks joined by a line feed; empty where the range lies outside the text. */
export const textOfRange = (blocks: readonly Textblock[], range: Range): string =>
  blocks
    .slice(range.start.textblock, range.end.textblock + 1)
    .map(({ text }, index) => {
      const isLast = range.start.textblock + index === range.end.textblock
      return text.slice(index === 0 ? range.start.offset : 0, isLast ? range.end.offset : undefined)
    })
    .join('\n')

/** Longest quote of a comment, in UTF-16 units. */
export const maxQuoteChars = 2_000

/** So much is kept of what stands on either side of a quote, in UTF-16 units. */
export const contextChars = 64

export interface Quote {
  readonly quote: string
  readonly before: string
  readonly after: string
}

/** The words of a range with what stands around them, to find them again when others have typed meanwhile. */
export const quoteOfRange = (blocks: readonly Textblock[], range: Range): Quote => {
  const { start, end } = range
  return {
    quote: textOfRange(blocks, range),
    before: (blocks[start.textblock]?.text ?? '').slice(0, start.offset).slice(-contextChars),
    after: (blocks[end.textblock]?.text ?? '').slice(end.offset).slice(0, contextChars),
  }
}

/** The block all of a range lies in; null where there is none or more than one. */
export const blockOfRange = (blocks: readonly Textblock[], { start, end }: Range): string | null => {
  const first = blocks[start.textblock]?.blockId ?? null
  return first === (blocks[end.textblock]?.blockId ?? null) ? first : null
}
