/**
 * The browser moves the caret at once and tells of it a moment later. A transaction made in that moment from outside (a
 * colleague's words, their caret, a comment's mark) would draw the caret back to where it was, and the next letters
 * would land there. So the caret is read just before.
 */
import { Extension } from '@tiptap/core'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { yCursorPluginKey } from '@tiptap/y-tiptap'
import type { Doc, Transaction as YTransaction } from 'yjs'
import { highlightKey } from './highlights.ts'

/** Not in ProseMirror's types: what notes changes that the browser made by itself. */
interface Observed {
  readonly domObserver: { readonly pendingRecords: () => readonly unknown[]; readonly flush: () => void }
}

/** Letters the browser has put in are not read here: they are a change of their own, with its own moment. */
const readCaret = (view: EditorView): void => {
  if (view.composing) return
  const { domObserver } = view as EditorView & Observed
  if (domObserver.pendingRecords().length > 0) setTimeout(() => domObserver.flush())
  else domObserver.flush()
}

/** Others' carets and comments' marks; what the person here does brings its own caret. */
const isFromOutside = (tr: Transaction): boolean =>
  [yCursorPluginKey, highlightKey].some((key) => tr.getMeta(key) !== undefined)

const readBeforeOthersWrite = (doc: Doc, view: EditorView): { readonly destroy: () => void } => {
  const read = ({ _transaction: begun }: { readonly _transaction: YTransaction | null }): void => {
    if (begun?.local === false) readCaret(view)
  }
  doc.on('beforeAllTransactions', read)
  return { destroy: () => doc.off('beforeAllTransactions', read) }
}

export const createFreshCaret = (doc: Doc) =>
  Extension.create({
    name: 'freshCaret',
    // Ahead of the shared text, whose listener to the same event notes where the caret is.
    priority: 2_000,
    addProseMirrorPlugins: () => [new Plugin({ view: (view) => readBeforeOthersWrite(doc, view) })],
    dispatchTransaction({ transaction, next }) {
      const { editor } = this
      if (isFromOutside(transaction) && !editor.isDestroyed) {
        readCaret(editor.view)
        if (!transaction.selection.eq(editor.state.selection)) transaction.setSelection(editor.state.selection)
      }
      next(transaction)
    },
  })
