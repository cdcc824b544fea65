/**
 * Plain words of a section as read: for counts, checks, search, titles in lists. Paragraphs, headings, list items and
 * table cells each stand on a line of their own; marks and pictures are passed over.
 */
import { findBlockType } from '../template/lookup.ts'
import type { BlockType, Template } from '../template/types.ts'
import { inlineText } from './coordinates.ts'
import type { Field, Item, PlanBlock, Prose } from './model.ts'

/** One run of words with nothing but inline content in it: what the reader sees as a line or a paragraph. */
export interface TextLine {
  readonly kind: 'paragraph' | 'heading' | 'quote'
  readonly text: string
}

type LineKind = TextLine['kind']

/** The lines of some prose in document order; a line within a quotation is a `quote`, however deep. */
export const proseLines = (content: readonly Prose[], within: LineKind = 'paragraph'): readonly TextLine[] =>
  content.flatMap((prose) => linesOf(prose, within))

const linesOf = (prose: Prose, within: LineKind): readonly TextLine[] => {
  switch (prose.type) {
    case 'paragraph':
      return [{ kind: within, text: inlineText(prose.content) }]
    case 'heading':
      return [{ kind: 'heading', text: inlineText(prose.content) }]
    case 'bulletList':
    case 'orderedList':
      return prose.content.flatMap((entry) => proseLines(entry.content, within))
    case 'blockquote':
      return proseLines(prose.content, 'quote')
    case 'table':
      return prose.content.flatMap((row) => row.content.flatMap((cell) => proseLines(cell.content, within)))
    case 'image':
      return []
  }
}

const proseText = (content: readonly Prose[]): string =>
  proseLines(content)
    .map((line) => line.text)
    .join('\n')

/** The words of a field: its prose, or its value where that is a string; other values have no words. */
export const fieldText = (field: Field | undefined): string => {
  if (!field) return ''
  if (field.kind === 'prose') return proseText(field.content)
  return typeof field.value === 'string' ? field.value : ''
}

const blockProse = (block: PlanBlock): string =>
  Object.values(block.fields)
    .filter((field) => field.kind === 'prose')
    .map(fieldText)
    .join('\n')

/** All prose of the items, one line each, with the prose fields of blocks that are not removed; no values. */
export const plainText = (items: readonly Item[]): string =>
  items
    .map((item) => (item.type !== 'planBlock' ? proseText([item]) : item.removed ? '' : blockProse(item)))
    .filter((text) => text !== '')
    .join('\n')

/** Words as a reader counts them: `Children's`, `well-being` and `2.5` are one each. */
export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0

/** At most `maxChars` characters on one line, cut between words, with an ellipsis where words were cut. */
export const clip = (text: string, maxChars: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= maxChars) return line
  const cut = line.slice(0, maxChars)
  const space = cut.lastIndexOf(' ')
  return `${(space > maxChars / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.]+$/, '')}…`
}

/** Longest title of a block in a list or a sentence, in characters: about eight words. */
const maxTitleChars = 60

/** The words in the block's title field on one line, cut at about eight words; '' when there are none. */
export const blockTitleWords = (block: PlanBlock, type: BlockType | undefined): string =>
  type ? clip(firstSentence(fieldText(block.fields[type.title])), maxTitleChars) : ''

/** Without its full stop; a very short one, such as `Yes.`, names nothing, so what follows it is kept. */
const firstSentence = (text: string): string => /^(.{15,}?)\.(?=\s|$)/.exec(text.trimStart())?.[1] ?? text

/** Bounds what one endless line costs in every place that names it; no sentence of a plan is as long. */
const maxWholeTitleChars = 1_000

/** The first sentence of its first line. */
const wholeTitleWords = (block: PlanBlock, type: BlockType): string => {
  const [line = ''] = fieldText(block.fields[type.title]).trimStart().split('\n')
  return clip(firstSentence(line), maxWholeTitleChars)
}

const untitled = (block: PlanBlock, type: BlockType | undefined): string =>
  `Untitled ${(type?.label ?? block.blockType).toLowerCase()}`

/** How a block is called in lists: its title field, or `Untitled action`. */
export const blockTitle = (block: PlanBlock, template: Template): string => {
  const type = findBlockType(template, block.blockType)
  return blockTitleWords(block, type) || untitled(block, type)
}

/** The same uncut, for references in the text: on paper nothing leads to the rest of the words. */
export const wholeBlockTitle = (block: PlanBlock, template: Template): string => {
  const type = findBlockType(template, block.blockType)
  return (type && wholeTitleWords(block, type)) || untitled(block, type)
}
