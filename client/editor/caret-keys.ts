/**
 * Where the caret goes by keys that browsers leave undone between blocks: Ctrl+Home and Ctrl+End reach the start and
 * end of the field, and from there of the section; an arrow after choosing more than a line goes to its edge.
 */
import { Extension } from '@tiptap/core'
import { Selection, TextSelection, type Command, type EditorState } from '@tiptap/pm/state'
import { textWithin } from './guard.ts'

type Edge = 'start' | 'end'

const moveTo = (state: EditorState, selection: Selection, dispatch: Parameters<Command>[1]): true => {
  dispatch?.(state.tr.setSelection(selection).scrollIntoView())
  return true
}

const edgeOf = (state: EditorState, from: number, to: number, edge: Edge): Selection =>
  edge === 'start' ? Selection.near(state.doc.resolve(from), 1) : Selection.near(state.doc.resolve(to), -1)

/** The field's edge first; from there, and outside fields, the section's. */
const toEdge =
  (edge: Edge): Command =>
  (state, dispatch) => {
    const field = textWithin(state.doc, state.selection.$head, 'proseField')
    const near = field && edgeOf(state, field.from, field.to, edge)
    if (near && near.head !== state.selection.head) return moveTo(state, near, dispatch)
    return moveTo(state, edge === 'start' ? Selection.atStart(state.doc) : Selection.atEnd(state.doc), dispatch)
  }

/** Inside one line the browser does it. */
const leaveChosen =
  (edge: Edge): Command =>
  (state, dispatch) => {
    const { from, to, empty, $from, $to } = state.selection
    if (empty || (state.selection instanceof TextSelection && $from.sameParent($to))) return false
    return moveTo(state, edgeOf(state, from, to, edge), dispatch)
  }

export const CaretKeys = Extension.create({
  name: 'caretKeys',
  priority: 2_000,
  addKeyboardShortcuts() {
    const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch, this.editor.view)
    return {
      'Mod-Home': run(toEdge('start')),
      'Mod-End': run(toEdge('end')),
      ArrowLeft: run(leaveChosen('start')),
      ArrowUp: run(leaveChosen('start')),
      ArrowRight: run(leaveChosen('end')),
      ArrowDown: run(leaveChosen('end')),
    }
  },
})
