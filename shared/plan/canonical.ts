/**
 * The canonical form of a section and its hash, which a sign-off pins. What a reader sees counts: title, tags, prose,
 * blocks and their values. What they do not see does not: ids of editors and blocks, removed blocks, empty paragraphs at the end,
 * how text was cut into runs, the order tags were set in, fields nobody filled. Comments are not in the document.
 *
 * Form: JSON with keys sorted, no white space, strings in Unicode form NFC; hash: SHA-256 of its UTF-8 bytes, in hex.
 */
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import { toHexString } from 'lib0/buffer'
import type { Tag } from './facts.ts'
import type { Field, Item, PlanBlock, Prose, SectionContent } from './model.ts'

/** Stored with every hash; raised when the form changes, so that old hashes are compared in their own form. */
export const CANONICAL_VERSION = 1

export interface SignedText {
  readonly title: string
  readonly tags: readonly Tag[]
  readonly content: SectionContent
}

/** 64 hex digits. */
export const contentHash = (text: SignedText): string => toHexString(digest(encodeUtf8(canonicalise(text))))

export const canonicalise = ({ title, tags, content }: SignedText): string =>
  stringifySorted({
    title: title.trim(),
    tags: tags.map(({ framework, code }) => `${framework}:${code}`).sort(),
    items: withoutTrailingBlanks(content.items.filter(isRead)).map(canonicalItem),
  })

const isRead = (item: Item): boolean => item.type !== 'planBlock' || item.removed === null

const isBlank = (item: Item | undefined): boolean => item?.type === 'paragraph' && item.content.length === 0

const withoutTrailingBlanks = <T extends Item>(items: readonly T[]): readonly T[] => {
  const last = items.findLastIndex((item) => !isBlank(item))
  return items.slice(0, last + 1)
}

const canonicalItem = (item: Item): unknown => (item.type === 'planBlock' ? canonicalBlock(item) : item)

const canonicalBlock = ({ blockType, fields }: PlanBlock): unknown => ({
  blockType,
  fields: Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => canonicalField(name, field))),
})

const canonicalField = (name: string, field: Field): readonly (readonly [string, unknown])[] => {
  const filled = field.kind === 'value' ? field.value : proseOrNull(field.content)
  return filled === null ? [] : [[name, filled]]
}

const proseOrNull = (content: readonly Prose[]): readonly Prose[] | null => {
  const prose = withoutTrailingBlanks(content)
  return prose.length === 0 ? null : prose
}

/** JSON with sorted keys. Values here are plain data: no undefined, no functions, no cycles. */
const stringifySorted = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(stringifySorted).join(',')}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${stringifySorted(entry)}`).join(',')}}`
}
