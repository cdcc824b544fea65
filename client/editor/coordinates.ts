/**
 * Places of `shared/plan/coordinates.ts` <-> positions of the editor. Textblocks are counted as the reader counts
 * them: removed blocks included, and of two fields of one name in a block only the first.
 */
import type { Node as PmNode } from '@tiptap/pm/model'
import type { Point, Range, Textblock } from '../../shared/plan/coordinates.ts'
import { isFieldName } from '../../shared/plan/layout.ts'

/** A textblock and the position its text starts at. */
export interface PlacedTextblock {
  readonly node: PmNode
  readonly start: number
  readonly blockId: string | null
}

/** Every textblock that counts, in document order. */
export const placeTextblocks = (doc: PmNode): readonly PlacedTextblock[] => {
  const placed: PlacedTextblock[] = []
  doc.forEach((child, offset) => {
    if (child.type.name === 'planBlock') placeBlock(child, offset + 1, placed)
    else placeProse(child, offset, null, placed)
  })
  return placed
}

const placeProse = (node: PmNode, pos: number, blockId: string | null, into: PlacedTextblock[]): void => {
  if (node.isTextblock) into.push({ node, start: pos + 1, blockId })
  else node.forEach((child, offset) => placeProse(child, pos + 1 + offset, blockId, into))
}

const placeBlock = (block: PmNode, contentStart: number, into: PlacedTextblock[]): void => {
  const id = typeof block.attrs.id === 'string' ? block.attrs.id : ''
  for (const { field, offset } of countedFields(block)) {
    if (field.type.name === 'proseField') placeProse(field, contentStart + offset, id, into)
  }
}

/** The fields of a block that are read: the first of each name; `offset` is within the block's content. */
export const countedFields = (block: PmNode): readonly { field: PmNode; offset: number }[] => {
  const seen = new Set<string>()
  const counted: { field: PmNode; offset: number }[] = []
  block.forEach((field, offset) => {
    const name: unknown = field.attrs.name
    if (!isFieldName(name) || seen.has(name)) return
    seen.add(name)
    counted.push({ field, offset })
  })
  return counted
}

const textOf = (node: PmNode): string => node.textBetween(0, node.content.size, undefined, '\n')

/** Textblocks as the plan's own code counts them; for quotes, and for tests that both agree. */
export const textblocksOfDoc = (doc: PmNode): readonly Textblock[] =>
  placeTextblocks(doc).map(({ node, blockId }) => ({ text: textOf(node), blockId }))

export interface Span {
  readonly from: number
  readonly to: number
}

/** null where the range lies outside the text, as after a large remote change. */
export const rangeToSpan = (placed: readonly PlacedTextblock[], range: Range): Span | null => {
  const from = pointToPosition(placed, range.start)
  const to = pointToPosition(placed, range.end)
  return from === null || to === null || from >= to ? null : { from, to }
}

const pointToPosition = (placed: readonly PlacedTextblock[], point: Point): number | null => {
  const block = placed[point.textblock]
  return block === undefined ? null : block.start + Math.min(point.offset, block.node.content.size)
}

/** The places a span covers, without empty ends; null when it covers no text. */
export const spanToRange = (placed: readonly PlacedTextblock[], span: Span): Range | null => {
  const covered = placed.flatMap(({ node, start }, textblock) => {
    const from = Math.max(span.from, start)
    const to = Math.min(span.to, start + node.content.size)
    return from < to ? [{ textblock, from: from - start, to: to - start }] : []
  })
  const first = covered[0]
  const last = covered.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    start: { textblock: first.textblock, offset: first.from },
    end: { textblock: last.textblock, offset: last.to },
  }
}
