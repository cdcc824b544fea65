/**
 * After undo and redo the caret stands at the end of what changed, in sight; a value that changed is brought into sight
 * and leaves the caret alone. What changed is found by comparing the texts before and after. Whether "the " has come
 * back before or after another "the " they do not tell; then the caret goes where it stood before, if that is one of
 * the ends there may be.
 *
 * y-tiptap keeps a caret with each step too, but looks at it when the step is drawn already: it would only move the
 * caret with the next change of a colleague, and is dropped.
 */
import { Extension } from '@tiptap/core'
import { Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { Node as PmNode } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import { relativePositionToAbsolutePosition, ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap'
import type { ProsemirrorBinding } from '@tiptap/y-tiptap'
import type { RelativePosition, UndoManager } from 'yjs'
import { smallestChange } from './highlights.ts'
import { isUndoOrRedo } from './remote.ts'

/** What y-tiptap notes of a selection. */
interface HeldSelection {
  readonly anchor: RelativePosition | null
  readonly head: RelativePosition | null
}

/** What is needed here of y-tiptap's tie between editor and shared text. */
interface Binding extends Pick<ProsemirrorBinding, 'doc' | 'type' | 'mapping'> {
  beforeTransactionSelection: unknown
}

const undoManagerOf = (state: EditorState): UndoManager =>
  (yUndoPluginKey.getState(state) as { readonly undoManager: UndoManager }).undoManager

const bindingOf = (state: EditorState): Binding | undefined =>
  (ySyncPluginKey.getState(state) as { readonly binding?: Binding } | undefined)?.binding

/** The edges of what was chosen before the change that is being undone or redone. */
const heldPlaces = (state: EditorState): readonly (number | null)[] => {
  const binding = bindingOf(state)
  const held = binding && (undoManagerOf(state).currStackItem?.meta.get(binding) as HeldSelection | null | undefined)
  if (!binding || !held) return []
  return [held.anchor, held.head].map(
    (position) => position && relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping),
  )
}

/** How far the change could as well stand to the left, since its last letters are those before it. */
const slackOf = (doc: PmNode, from: number, to: number): number => {
  const $from = doc.resolve(from)
  if (!$from.sameParent(doc.resolve(to))) return 0
  const letterBefore = (pos: number): string => doc.textBetween(Math.max($from.start(), pos - 1), pos, '', '\ufffc')
  let slack = 0
  while (from - slack > $from.start() && letterBefore(from - slack) === letterBefore(to - slack)) slack += 1
  return slack
}

const isInRemovedBlock = ({ $head }: Selection): boolean =>
  $head.depth > 0 && ($head.node(1).attrs.removed ?? null) !== null

/** The last place for a caret before `end`, or the first after it where that is hidden or there is none. */
const caretAt = (doc: PmNode, end: number): Selection | undefined => {
  const $end = doc.resolve(end)
  if ($end.parent.inlineContent) return TextSelection.create(doc, end)
  const found = [Selection.findFrom($end, -1, true), Selection.findFrom($end, 1, true)]
  return found.find((selection) => selection !== null && !isInRemovedBlock(selection)) ?? undefined
}

const showNode = (view: EditorView, pos: number): void => {
  const dom = view.nodeDOM(pos)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'nearest' })
}

/** Sets the caret in a transaction that is not applied yet; answers what else has to be shown once it is. */
const goToChange = (tr: Transaction, view: EditorView): (() => void) | undefined => {
  const change = smallestChange(tr.before, tr.doc)
  if (change === null) return undefined
  const { from, to } = change
  if (tr.doc.nodeAt(from)?.type.name === 'valueField' && to === from + 1) return () => showNode(view, from)
  const leftmost = to - slackOf(tr.doc, from, to)
  const held = heldPlaces(view.state).flatMap((place) =>
    place === null || place < leftmost || place > to ? [] : [place],
  )
  const caret = caretAt(tr.doc, held.length > 0 ? Math.max(...held) : to)
  if (caret !== undefined) tr.setSelection(caret).scrollIntoView()
  return undefined
}

export const UndoCaret = Extension.create({
  name: 'undoCaret',
  onCreate() {
    const { editor } = this
    // After y-tiptap's own listener, which has just put it there.
    undoManagerOf(editor.state).on('stack-item-popped', () => {
      const binding = bindingOf(editor.state)
      if (binding) binding.beforeTransactionSelection = null
    })
  },
  dispatchTransaction({ transaction, next }) {
    const show = isUndoOrRedo(transaction) ? goToChange(transaction, this.editor.view) : undefined
    next(transaction)
    show?.()
  },
})
