/**
 * Keys of writing. The usual ones of a word processor, without those that would surprise here: Tab never makes a row
 * or leaves a list unasked, heading levels are never skipped, and nothing tidies the text by itself.
 */
import { Extension, type Editor } from '@tiptap/core'
import {
  chainCommands,
  createParagraphNear,
  deleteSelection,
  joinBackward,
  joinForward,
  liftEmptyBlock,
  selectNodeBackward,
  selectNodeForward,
  splitBlock,
} from '@tiptap/pm/commands'
import { undoInputRule } from '@tiptap/pm/inputrules'
import { liftListItem, sinkListItem, splitListItem } from '@tiptap/pm/schema-list'
import type { Command, EditorState } from '@tiptap/pm/state'
import { commentOnSelection } from './comment.ts'
import type { EditorContext } from './context.ts'
import { focusField, moveNode } from './blocks/commands.ts'
import { ancestorNames, applyStyle, type StyleLevel } from './styles.ts'
import { moveCell, startRow } from './tables.ts'
import { editorWords } from './words.ts'

const withList =
  (command: (type: Parameters<typeof splitListItem>[0]) => Command): Command =>
  (state, dispatch, view) => {
    const type = state.schema.nodes.listItem
    return type !== undefined && command(type)(state, dispatch, view)
  }

/** In how many entries of lists the caret is, one in another. */
const listDepth = (state: EditorState): number => ancestorNames(state).filter((name) => name === 'listItem').length

const isInList: Command = (state) => listDepth(state) > 0

/** In a block, Tab goes to the next field, whether text or control; past the last the browser takes over. */
const moveField =
  (direction: 1 | -1): Command =>
  (state, _dispatch, view) => {
    const { $from } = state.selection
    if (!view || $from.depth < 2 || $from.node(1).type.name !== 'planBlock') return false
    const next = $from.node(1).maybeChild($from.index(1) + direction)
    const pos = next ? $from.posAtIndex($from.index(1) + direction, 1) : null
    return pos !== null && focusField(view, pos)
  }

const tab = (context: EditorContext): Command =>
  chainCommands(
    moveCell(1, () => context.current.announce(editorWords.lastCell)),
    withList(sinkListItem),
    isInList,
    moveField(1),
  )
const shiftTab = chainCommands(
  moveCell(-1, () => undefined),
  (state, dispatch, view) => listDepth(state) > 1 && withList(liftListItem)(state, dispatch, view),
  isInList,
  moveField(-1),
)

const enter = chainCommands(withList(splitListItem), createParagraphNear, liftEmptyBlock, splitBlock)
const backspace = chainCommands(undoInputRule, deleteSelection, joinBackward, selectNodeBackward)
const del = chainCommands(deleteSelection, joinForward, selectNodeForward)

const run = (editor: Editor, command: Command): boolean => command(editor.state, editor.view.dispatch, editor.view)

const moveTopLevelNode = (editor: Editor, direction: 1 | -1, context: EditorContext): boolean => {
  const { $from } = editor.state.selection
  if ($from.depth > 0) moveNode(editor.view, $from.before(1), direction, context)
  return true
}

export const createKeymap = (context: EditorContext) =>
  Extension.create({
    name: 'writingKeys',
    priority: 50,
    addKeyboardShortcuts() {
      const { editor } = this
      const style = (level: StyleLevel) => () => applyStyle(editor.view, level)
      return {
        Enter: () => run(editor, enter),
        'Mod-Enter': () => run(editor, startRow) || editor.commands.setHardBreak(),
        Backspace: () => run(editor, backspace),
        'Mod-Backspace': () => run(editor, backspace),
        'Shift-Backspace': () => run(editor, backspace),
        Delete: () => run(editor, del),
        'Mod-Delete': () => run(editor, del),
        Tab: () => run(editor, tab(context)),
        'Shift-Tab': () => run(editor, shiftTab),
        'Mod-Alt-0': style(0),
        'Mod-Alt-1': style(3),
        'Mod-Alt-2': style(4),
        'Mod-Alt-3': style(5),
        // Words chosen by the keys just before are told to the editor only after this key.
        'Mod-Alt-m': () => {
          setTimeout(() => editor.isDestroyed || commentOnSelection(editor.view, context))
          return true
        },
        'Mod-k': () => {
          context.screen.openLink()
          return true
        },
        'Mod-/': () => {
          context.screen.openKeys()
          return true
        },
        'Alt-F10': () => {
          context.screen.focusToolbar()
          return true
        },
        'Alt-ArrowUp': () => moveTopLevelNode(editor, -1, context),
        'Alt-ArrowDown': () => moveTopLevelNode(editor, 1, context),
      }
    },
  })
