/**
 * Keeps the page still while colleagues write. y-tiptap asks that the caret be scrolled to after each of their changes,
 * which moves the page under who reads elsewhere in it, and costs a layout. One's own keys, undo and redo do scroll.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { isColleagues } from './remote.ts'

const stillKey = new PluginKey<boolean>('stillPage')

/** The transaction that others were appended to. */
const rootOf = (tr: Transaction): Transaction => (tr.getMeta('appendedTransaction') as Transaction | undefined) ?? tr

export const StillPage = Extension.create({
  name: 'stillPage',
  addProseMirrorPlugins: () => [
    new Plugin<boolean>({
      key: stillKey,
      state: { init: () => false, apply: (tr) => isColleagues(rootOf(tr)) },
      props: { handleScrollToSelection: (view) => stillKey.getState(view.state) === true },
    }),
  ],
})
