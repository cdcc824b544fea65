/**
 * The browser's own undo, from its menu or by the keys while a button has the focus, would take back its own idea of what
 * was typed, letter by letter and whoever wrote since. It is made the editor's.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { redo, undo } from '@tiptap/y-tiptap'

const acts: Readonly<Record<string, typeof undo>> = { historyUndo: undo, historyRedo: redo }

export const BrowserUndo = Extension.create({
  name: 'browserUndo',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          beforeinput: (view, event) => {
            const act = acts[event.inputType]
            if (act === undefined) return false
            event.preventDefault()
            act(view.state)
            return true
          },
        },
      },
    }),
  ],
})
