/**
 * What the screen around the text shows of it: which tools are pressed, which blocks were removed. Plain values, so that
 * the same ones cost no React rendering while someone types.
 */
import type { EditorState } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'
import type { Template } from '../../shared/template/types.ts'
import { blockLabel, blockTitleText } from './blocks/describe.ts'
import { ancestorNames, currentList, deepestHeading, type StyleLevel } from './styles.ts'

export interface RemovedBlock {
  readonly id: string
  readonly label: string
  readonly title: string
}

export interface EditorSnapshot {
  /** null inside what has no style of its own. */
  readonly style: StyleLevel
  readonly deepest: StyleLevel
  readonly bold: boolean
  readonly italic: boolean
  readonly link: boolean
  readonly list: 'bulletList' | 'orderedList' | null
  readonly quote: boolean
  readonly inTable: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly removed: readonly RemovedBlock[]
}

const hasMark = (state: EditorState, name: string): boolean => {
  const { from, to, empty, $from } = state.selection
  const type = state.schema.marks[name]
  if (!type) return false
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type)
}

const styleOf = ({ selection: { $from } }: EditorState): StyleLevel =>
  $from.parent.type.name === 'heading' ? (Math.min(5, Math.max(3, Number($from.parent.attrs.level))) as StyleLevel) : 0

const removedBlocks = (state: EditorState, template: Template): readonly RemovedBlock[] =>
  state.doc.children
    .filter((node) => node.type.name === 'planBlock' && node.attrs.removed !== null)
    .map((node) => ({
      id: String(node.attrs.id),
      label: blockLabel(template, node),
      title: blockTitleText(template, node),
    }))

export const readSnapshot = (state: EditorState, template: Template): EditorSnapshot => {
  const ancestors = ancestorNames(state)
  const { undoManager } = yUndoPluginKey.getState(state) as { readonly undoManager: UndoManager }
  return {
    style: styleOf(state),
    deepest: deepestHeading(state),
    bold: hasMark(state, 'bold'),
    italic: hasMark(state, 'italic'),
    link: hasMark(state, 'link'),
    list: currentList(state),
    quote: ancestors.includes('blockquote'),
    inTable: ancestors.includes('table'),
    canUndo: undoManager.undoStack.length > 0,
    canRedo: undoManager.redoStack.length > 0,
    removed: removedBlocks(state, template),
  }
}
