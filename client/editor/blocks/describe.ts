/** What a block and its fields are called on screen, read off the editor's nodes and the template. */
import type { Node as PmNode } from '@tiptap/pm/model'
import { numberedLabel } from '../../../shared/plan/numbers.ts'
import type { BlockNumbers } from '../../../shared/plan/numbers.ts'
import { clip } from '../../../shared/plan/text.ts'
import { findBlockType } from '../../../shared/template/lookup.ts'
import type { BlockType, FieldType, Template } from '../../../shared/template/types.ts'
import { countedFields } from '../coordinates.ts'
import { editorWords } from '../words.ts'

export const blockTypeOf = (template: Template, block: PmNode): BlockType | undefined =>
  findBlockType(template, String(block.attrs.type))

export const blockLabel = (template: Template, block: PmNode): string =>
  blockTypeOf(template, block)?.label ?? editorWords.block.unknownType

/** Longest title of a card's head, in characters. */
const maxTitleChars = 80

/** The words in the block's title field; '' when there are none. */
export const blockTitleText = (template: Template, block: PmNode): string => {
  const titleName = blockTypeOf(template, block)?.title
  const field = countedFields(block).find(({ field }) => field.attrs.name === titleName)?.field
  if (field === undefined) return ''
  const value: unknown = field.attrs.value
  const text = field.type.name === 'proseField' ? field.textBetween(0, field.content.size, ' ') : value
  return typeof text === 'string' ? clip(text, maxTitleChars) : ''
}

/** `Action 3.2`, or the label alone. */
export const numberedBlockLabel = (template: Template, block: PmNode, numbers: BlockNumbers): string =>
  numberedLabel(blockLabel(template, block), numbers.get(String(block.attrs.id)))

export const fieldTypeOf = (template: Template, block: PmNode | null, name: unknown): FieldType | undefined =>
  block === null ? undefined : blockTypeOf(template, block)?.fields.find((field) => field.name === name)

/** Fields the template has and the block lacks: it was made before the template had them. */
export const missingFields = (template: Template, block: PmNode): readonly FieldType[] => {
  const present = new Set(countedFields(block).map(({ field }) => field.attrs.name as string))
  return (blockTypeOf(template, block)?.fields ?? []).filter(({ name }) => !present.has(name))
}
