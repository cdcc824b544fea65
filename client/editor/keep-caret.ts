/**
 * Keeps the caret on its letters while colleagues write in the same field. y-tiptap holds the caret by Yjs relative
 * positions, which is right, but then overrules them by comparing texts whenever the line reads differently than
 * before, which every edit of a colleague makes it do; in a block the caret stays behind and letters land out of
 * order. The comparison is of use only where a position leads nowhere any more (a line that was moved). So it is
 * given the old place just then, and nothing to compare otherwise.
 */
import { Extension } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

interface HeldSelection {
  readonly anchor: Y.RelativePosition | null
  readonly head: Y.RelativePosition | null
  absAnchor?: number | null
  absHead?: number | null
}

interface Binding {
  readonly beforeTransactionSelection: HeldSelection | null
}

/** Whether a position still leads to text that stands in the section. */
const stands = (doc: Y.Doc, position: Y.RelativePosition | null): boolean => {
  const found = position === null ? null : Y.createAbsolutePositionFromRelativePosition(position, doc)
  const item = found?.type._item
  return found !== null && (item === null || item === undefined || !item.deleted)
}

const trustPositions = (doc: Y.Doc, held: HeldSelection | null): void => {
  if (held === null) return
  if (stands(doc, held.anchor)) held.absAnchor = null
  if (stands(doc, held.head)) held.absHead = null
}

export const createKeepCaret = (doc: Y.Doc) =>
  Extension.create({
    name: 'keepCaret',
    onCreate() {
      const { editor } = this
      const trust = (transaction: Y.Transaction): void => {
        if (transaction.local) return
        // Not in y-tiptap's types: the state of its plugin holds the binding that draws the shared text.
        const sync = ySyncPluginKey.getState(editor.state) as { readonly binding?: Binding } | undefined
        trustPositions(doc, sync?.binding?.beforeTransactionSelection ?? null)
      }
      doc.on('beforeObserverCalls', trust)
      editor.on('destroy', () => doc.off('beforeObserverCalls', trust))
    },
  })
