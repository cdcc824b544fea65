/**
 * The browser's own undo, from its menu or by the keys while a button has the focus, would take back its own idea of what
 * was typed, letter by letter and whoever wrote since. It is made the editor's. The keys are read where nothing else
 * takes them: a browser whose own undo was stopped has nothing to redo, so that it neither tells of these keys nor
 * offers redo in its menu.
 */
import { Extension } from '@tiptap/core'
import { keydownHandler } from '@tiptap/pm/keymap'
import { Plugin, type Command } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { redo, undo } from '@tiptap/y-tiptap'
import { isTypedInto } from '../ui/typed-into.ts'

const acts: Readonly<Record<string, Command>> = { historyUndo: undo, historyRedo: redo }

const runKey = keydownHandler({ 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo })

const watchKeys = (view: EditorView): { readonly destroy: () => void } => {
  const page = view.dom.ownerDocument
  const onKey = (event: KeyboardEvent): void => {
    if (!event.defaultPrevented && !isTypedInto(event.target) && runKey(view, event)) event.preventDefault()
  }
  page.addEventListener('keydown', onKey)
  return { destroy: () => page.removeEventListener('keydown', onKey) }
}

export const BrowserUndo = Extension.create({
  name: 'browserUndo',
  addProseMirrorPlugins: () => [
    new Plugin({
      view: watchKeys,
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
