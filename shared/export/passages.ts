/**
 * A section in plain words, passage by passage: the prose between blocks, and each field of a block by its name, with
 * its value in words as the page shows it. Two versions of a section can be compared by their passages. All that was
 * written is here, but for blocks that were removed, which the page does not show either.
 */
import type { Field, FieldValue, PlanBlock, Prose, SectionContent } from '../plan/model.ts'
import { blockTitleWords } from '../plan/text.ts'
import { findBlockType, findField } from '../template/lookup.ts'
import type { Tree } from './element.ts'
import { proseTree } from './tree.ts'
import { formatValue, type ValueNames } from './value.ts'

export interface BlockField {
  readonly blockId: string
  /** `Action: Train tutors`, or what kind of block it is where it has no title yet. */
  readonly blockName: string
  readonly name: string
  readonly label: string
}

export interface Passage {
  /** Null for prose that stands in no block. */
  readonly field: BlockField | null
  /** In order, without blank ones; none for a field that nobody filled. */
  readonly lines: readonly string[]
}

/** Where no template is at hand: blocks and fields by their names in the document, values as they are stored. */
export const withoutTemplate: ValueNames = {
  template: { blocks: [], frameworks: [], period: { from: '01-01' } },
  bodyName: () => null,
  blockName: () => null,
  blockNumber: () => null,
}

export const readPassages = ({ items }: SectionContent, names: ValueNames): readonly Passage[] =>
  items.flatMap((item) => {
    if (item.type !== 'planBlock') return prosePassages(item)
    return item.removed === null ? blockPassages(item, names) : []
  })

/** The same for the same place in every version of a section. */
export const placeOf = ({ field }: Passage): string => (field === null ? '' : `${field.blockId}/${field.name}`)

/** A blank line before and after each block; its name, then each filled field after its own. */
export const passagesToText = (passages: readonly Passage[]): string =>
  passages
    .flatMap((passage, index) => [...headOf(passage, passages[index - 1]), ...labelled(passage)])
    .join('\n')
    .trim()

const prosePassages = (prose: Prose): readonly Passage[] => {
  const lines = linesOf(proseTree([prose]))
  return lines.length === 0 ? [] : [{ field: null, lines }]
}

const blockPassages = (block: PlanBlock, names: ValueNames): readonly Passage[] => {
  const type = findBlockType(names.template, block.blockType)
  const title = blockTitleWords(block, type)
  const kind = type?.label ?? block.blockType
  const blockName = title === '' ? kind : `${kind}: ${title}`
  return Object.entries(block.fields).map(([name, field]) => {
    const fieldType = type && findField(type, name)
    return {
      field: { blockId: block.id, blockName, name, label: fieldType?.label ?? name },
      lines: fieldLines(field, (value) => formatValue(value, fieldType ?? null, block, names)),
    }
  })
}

/** A value stands on one line, a list of values too, so that no part of it is without the field's name. */
const fieldLines = (field: Field, format: (value: FieldValue) => readonly Tree[]): readonly string[] => {
  if (field.kind === 'prose') return linesOf(proseTree(field.content))
  const parts = linesOf(format(field.value))
  return parts.length === 0 ? [] : [parts.join('; ')]
}

const headOf = ({ field }: Passage, before: Passage | undefined): readonly string[] => {
  if (field?.blockId === before?.field?.blockId) return []
  return field === null ? [''] : ['', field.blockName]
}

const labelled = ({ field, lines: [first, ...others] }: Passage): readonly string[] => {
  if (first === undefined) return []
  return [field === null ? first : `${field.label}: ${first}`, ...others]
}

// ---- trees as lines ----------------------------------------------------------------------------------------------

/** Tags that stand within a line; every other is a line of its own, or several. */
const inlineTags = new Set(['strong', 'em', 'a', 'span'])

const linesOf = (trees: readonly Tree[]): readonly string[] =>
  trees
    .map(treeText)
    .join('')
    .split('\n')
    .filter((line) => line.trim() !== '')

const treeText = (tree: Tree): string => {
  if (typeof tree === 'string') return tree
  if (tree.tag === 'br') return '\n'
  if (tree.tag === 'img') return `\n${pictureText(String(tree.attrs.alt))}\n`
  const text = tree.children.map(treeText).join('')
  if (tree.tag === 'a') return linkText(text, String(tree.attrs.href))
  return inlineTags.has(tree.tag) ? text : `\n${text}\n`
}

const pictureText = (alt: string): string => (alt === '' ? 'Picture' : `Picture: ${alt}`)

/** A link within the plan is known by its words. */
const linkText = (text: string, href: string): string =>
  href.startsWith('#') || href === text ? text : `${text} (${href})`
