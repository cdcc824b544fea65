/**
 * What a writer does to whole blocks: insert, move, remove, bring back. A block is never deleted: it gets the mark
 * `removed`, so that nothing a colleague writes in it meanwhile is lost, and comes back by clearing the mark.
 */
import type { Node as PmNode, Schema } from '@tiptap/pm/model'
import { Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { BlockType, FieldType } from '../../../shared/template/types.ts'
import type { EditorContext } from '../context.ts'
import { makeControlsIn } from '../fields/late-control.ts'
import { ancestorNames } from '../styles.ts'
import { editorWords } from '../words.ts'
import { blockLabel } from './describe.ts'
import { afterFilledBlock } from './written-block.ts'

const makeField = (schema: Schema, { name, kind }: FieldType): PmNode =>
  kind === 'prose'
    ? schema.node('proseField', { name }, [schema.node('paragraph')])
    : schema.node('valueField', { name })

/** A new block with every field, empty, in the template's order. */
const makeBlock = (schema: Schema, type: BlockType, id: string): PmNode =>
  schema.node(
    'planBlock',
    { id, type: type.type },
    type.fields.map((field) => makeField(schema, field)),
  )

const isTopLevelEmptyLine = ({ selection: { $from } }: EditorState): boolean =>
  $from.depth === 1 && $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0

/** Where a whole node goes: in place of the empty line the caret is in, else after the caret's top-level node. */
const insertionSpan = (state: EditorState): { from: number; to: number } => {
  const { $from } = state.selection
  if ($from.depth === 0) return { from: $from.pos, to: $from.pos }
  return isTopLevelEmptyLine(state)
    ? { from: $from.before(1), to: $from.after(1) }
    : { from: $from.after(1), to: $from.after(1) }
}

/** Puts a node at the top level near the caret; the transaction and where the node starts. */
const insertTopLevel = (state: EditorState, node: PmNode): { tr: Transaction; pos: number } => {
  const { from, to } = insertionSpan(state)
  return { tr: state.tr.replaceWith(from, to, node), pos: from }
}

/** The same where prose may be: in a field, after the caret's line in it, else at the top level. */
export const insertAtCaret = (state: EditorState, node: PmNode): { tr: Transaction; pos: number } => {
  if (!ancestorNames(state).includes('proseField')) return insertTopLevel(state, node)
  const { $from } = state.selection
  const pos = $from.after($from.depth)
  return { tr: state.tr.insert(pos, node), pos }
}

/** Inserts an empty block of a type and goes to its first field. */
export const insertBlock = (view: EditorView, type: BlockType, context: EditorContext): void => {
  const block = makeBlock(view.state.schema, type, context.current.newId())
  const after = afterFilledBlock(view)
  const { tr, pos } =
    after === null ? insertTopLevel(view.state, block) : { tr: view.state.tr.insert(after, block), pos: after }
  view.dispatch(tr.scrollIntoView())
  focusField(view, pos + 1)
}

/** Moves focus into the field that starts at `pos`: its prose, or its first control. False where there is none. */
export const focusField = (view: EditorView, pos: number): boolean => {
  const field = view.state.doc.nodeAt(pos)
  if (field?.type.name === 'proseField') {
    view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(pos + 1))).scrollIntoView())
    view.focus()
    return true
  }
  const dom = view.nodeDOM(pos)
  if (!(dom instanceof HTMLElement)) return false
  makeControlsIn(dom)
  const control = dom.querySelector<HTMLElement>(focusableSelector)
  control?.focus()
  return control !== null
}

/** From a value field to a prose field beside it, which Tab alone would pass over; false where there is none. */
export const focusNeighbour = (view: EditorView, pos: number | undefined, direction: 1 | -1): boolean => {
  const $pos = pos === undefined ? null : view.state.doc.resolve(pos)
  if ($pos?.parent.type.name !== 'planBlock') return false
  const index = $pos.index() + direction
  return $pos.parent.maybeChild(index)?.type.name === 'proseField' && focusField(view, $pos.posAtIndex(index))
}

/** What Tab reaches inside a value field. */
export const focusableSelector = 'input, select, textarea, button, summary'

/** The block at `pos`, or null when the text moved on meanwhile. */
export const blockAt = (state: EditorState, pos: number | undefined): PmNode | null => {
  const node = pos === undefined ? null : state.doc.nodeAt(pos)
  return node?.type.name === 'planBlock' ? node : null
}

/** Start of a block by its id, or null. */
export const findBlock = (doc: PmNode, id: string): number | null => {
  let found: number | null = null
  doc.forEach((node, offset) => {
    if (found === null && node.type.name === 'planBlock' && node.attrs.id === id) found = offset
  })
  return found
}

/** Marks the block as removed and says so; the caret goes to the text after it. */
export const removeBlock = (view: EditorView, pos: number, context: EditorContext): void => {
  const block = blockAt(view.state, pos)
  if (block === null) return
  const { person, template } = context.current
  const tr = view.state.tr.setNodeAttribute(pos, 'removed', { by: person.id, at: context.current.now() })
  const after =
    Selection.findFrom(tr.doc.resolve(pos + block.nodeSize), 1) ?? Selection.findFrom(tr.doc.resolve(pos), -1)
  view.dispatch(after ? tr.setSelection(after) : tr)
  view.focus()
  const label = blockLabel(template, block)
  context.screen.showRemoved(String(block.attrs.id), label)
  context.current.announce(editorWords.block.removed(label))
}

/** Clears the mark: the block is back with all that was written in it meanwhile. */
export const bringBackBlock = (view: EditorView, id: string, context: EditorContext): void => {
  const pos = findBlock(view.state.doc, id)
  const block = pos === null ? null : blockAt(view.state, pos)
  if (pos === null || block === null) return
  view.dispatch(view.state.tr.setNodeAttribute(pos, 'removed', null))
  context.current.announce(editorWords.block.broughtBack(blockLabel(context.current.template, block)))
  const dom = view.nodeDOM(pos)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'nearest' })
}

const isHidden = (node: PmNode): boolean => node.type.name === 'planBlock' && node.attrs.removed !== null

/** How far to step so that the node passes one visible neighbour: hidden blocks between are passed over with it. */
const stepsPast = (doc: PmNode, index: number, direction: 1 | -1): number => {
  let steps = direction
  while (doc.maybeChild(index + steps) && isHidden(doc.child(index + steps))) steps += direction
  return doc.maybeChild(index + steps) ? steps : 0
}

const childStarts = (doc: PmNode): readonly number[] => {
  const starts = [0]
  doc.forEach((child, offset) => starts.push(offset + child.nodeSize))
  return starts
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Shared text knows no move: what moves is deleted and made anew, and letters that are on their way to it are lost. */
const isWrittenIn = (view: EditorView, { from, to }: Span): boolean => {
  const starts = childStarts(view.state.doc).filter((start) => start >= from && start < to)
  const carets = [...view.dom.querySelectorAll('.remote-caret')]
  return starts.some((start) => carets.some((caret) => view.nodeDOM(start)?.contains(caret) === true))
}

/** Makes a span anew at `target`, as new nodes so that the other side of the swap is what stays; takes the selection along. */
const carry = (state: EditorState, { from, to }: Span, target: number): Transaction => {
  const nodes: PmNode[] = []
  state.doc
    .slice(from, to)
    .content.forEach((node) => nodes.push(node.type.create(node.attrs, node.content, node.marks)))
  const tr = state.tr.delete(from, to)
  const start = tr.mapping.map(target)
  tr.insert(start, nodes)
  const { anchor, head } = state.selection
  const isInside = anchor > from && head > from && anchor < to && head < to
  return isInside ? tr.setSelection(TextSelection.create(tr.doc, anchor - from + start, head - from + start)) : tr
}

/**
 * The top-level node at `pos` and its neighbour change places; null at the end of the section. The one a colleague
 * writes in stays and the other goes past it; the node itself when that is neither or both.
 */
const swapTopLevel = (view: EditorView, pos: number, direction: 1 | -1): Transaction | null => {
  const { state } = view
  const index = state.doc.resolve(pos).index(0)
  const steps = stepsPast(state.doc, index, direction)
  if (steps === 0) return null
  const starts = childStarts(state.doc)
  const at = (child: number): number => starts[child] ?? state.doc.content.size
  const node = { from: at(index), to: at(index + 1) }
  const passed =
    direction === 1 ? { from: node.to, to: at(index + steps + 1) } : { from: at(index + steps), to: node.from }
  return isWrittenIn(view, passed) && !isWrittenIn(view, node)
    ? carry(state, node, direction === 1 ? passed.to : passed.from)
    : carry(state, passed, direction === 1 ? node.from : node.to)
}

/** Moves the block or paragraph at `pos` and says whether it could. */
export const moveNode = (view: EditorView, pos: number, direction: 1 | -1, context: EditorContext): void => {
  const tr = swapTopLevel(view, pos, direction)
  const node = view.state.doc.nodeAt(pos)
  if (tr === null || node === null) return context.current.announce(editorWords.block.cannotMove)
  view.dispatch(tr.scrollIntoView())
  const label = node.type.name === 'planBlock' ? blockLabel(context.current.template, node) : editorWords.block.text
  context.current.announce(editorWords.block.moved(label))
}

/** Adds a field the block's template has and the block lacks, at the template's place, and goes there. */
export const addField = (view: EditorView, blockPos: number, field: FieldType, order: readonly string[]): void => {
  const block = blockAt(view.state, blockPos)
  if (block === null) return
  const rank = order.indexOf(field.name)
  let pos = blockPos + 1
  block.forEach((child, offset) => {
    if (order.indexOf(String(child.attrs.name)) < rank) pos = blockPos + 1 + offset + child.nodeSize
  })
  view.dispatch(view.state.tr.insert(pos, makeField(view.state.schema, field)))
  focusField(view, pos)
}

/** An empty line after the top-level node at `pos`, with the caret in it. */
export const addTextBelow = (view: EditorView, pos: number): void => {
  const node = view.state.doc.nodeAt(pos)
  if (node === null) return
  const after = pos + node.nodeSize
  const tr = view.state.tr.insert(after, view.state.schema.node('paragraph'))
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView())
  view.focus()
}
