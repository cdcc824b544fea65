/**
 * From a selection on the page to a place in a section's text, and back to words. Textblocks carry their number as
 * `data-textblock` (see shared/plan/coordinates.ts); an offset counts UTF-16 units of text in it, a line break as one.
 */
import type { ThreadTarget } from '../../shared/api/comments.ts'
import { maxQuoteChars, quoteOfRange } from '../../shared/plan/coordinates.ts'
import type { Point, Range, Textblock } from '../../shared/plan/coordinates.ts'

/** As much of a DOM node as places need, so that it can be tried without a browser. */
export interface TreeNode {
  readonly nodeName: string
  /** Text of a text node, null for elements. */
  readonly nodeValue: string | null
  readonly childNodes: ArrayLike<TreeNode>
  readonly parentNode: TreeNode | null
}

/** How much a node counts in its textblock. */
const lengthOf = (node: TreeNode): number => {
  if (node.nodeValue !== null) return node.nodeValue.length
  if (node.nodeName === 'BR') return 1
  return Array.from(node.childNodes).reduce((sum, child) => sum + lengthOf(child), 0)
}

/** Offset within `block` of a DOM position: a node in it, and an index into its text or its children. */
export const offsetIn = (block: TreeNode, node: TreeNode, index: number): number => {
  const inside =
    node.nodeValue === null
      ? Array.from(node.childNodes)
          .slice(0, index)
          .reduce((sum, child) => sum + lengthOf(child), 0)
      : index
  return inside + lengthBefore(block, node)
}

const lengthBefore = (block: TreeNode, node: TreeNode): number => {
  const parent = node.parentNode
  if (node === block || parent === null) return 0
  const siblings = Array.from(parent.childNodes)
  const before = siblings.slice(0, siblings.indexOf(node)).reduce((sum, child) => sum + lengthOf(child), 0)
  return before + lengthBefore(block, parent)
}

const closestElement = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement)

const pointOf = (node: Node, index: number): Point | null => {
  const block = closestElement(node)?.closest<HTMLElement>('[data-textblock]')
  return block ? { textblock: Number(block.dataset.textblock), offset: offsetIn(block, node, index) } : null
}

/** First or last textblock that a selection touches, where its own end lies between textblocks. */
const edgeOf = (range: globalThis.Range, root: Element, edge: 'start' | 'end'): Point | null => {
  const touched = [...root.querySelectorAll<HTMLElement>('[data-textblock]')].filter((block) =>
    range.intersectsNode(block),
  )
  const block = edge === 'start' ? touched[0] : touched.at(-1)
  if (block === undefined) return null
  return { textblock: Number(block.dataset.textblock), offset: edge === 'start' ? 0 : lengthOf(block) }
}

export interface SelectedWords {
  readonly sectionId: string
  readonly range: Range
}

/** The words selected in one section's static text; null for nothing, or for a selection across sections. */
export const readSelection = (selection: Selection | null): SelectedWords | null => {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const section = closestElement(range.startContainer)?.closest<HTMLElement>('[data-section-id]')
  if (!section || !section.contains(range.endContainer) || section.querySelector('.section-editor') !== null)
    return null
  const start = pointOf(range.startContainer, range.startOffset) ?? edgeOf(range, section, 'start')
  const end = pointOf(range.endContainer, range.endOffset) ?? edgeOf(range, section, 'end')
  return start === null || end === null || !isBefore(start, end)
    ? null
    : { sectionId: section.dataset.sectionId ?? '', range: { start, end } }
}

const isBefore = (start: Point, end: Point): boolean =>
  start.textblock < end.textblock || (start.textblock === end.textblock && start.offset < end.offset)

/** A comment's target for words; null where the range holds no words, or more than a comment quotes. */
export const wordsTarget = (words: SelectedWords, blocks: readonly Textblock[]): ThreadTarget | null => {
  const quoted = quoteOfRange(blocks, words.range)
  if (quoted.quote.trim() === '' || quoted.quote.length > maxQuoteChars) return null
  return { kind: 'words', ...words, ...quoted }
}
