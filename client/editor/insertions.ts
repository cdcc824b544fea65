/** What may be inserted at the caret: the template's blocks, first those its section is about, then structures. */
import type { EditorState } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { insertAtCaret, insertBlock } from './blocks/commands.ts'
import type { EditorContext } from './context.ts'
import { ancestorNames, applyStyle, deepestHeading, toggleList, toggleQuote } from './styles.ts'
import { makeTable, selectFirstCell } from './tables.ts'
import { editorWords } from './words.ts'

export interface Insertion {
  readonly id: string
  readonly label: string
  readonly hint: string
  run(view: EditorView): void
}

/** Blocks of the template in the order they are offered here. */
export const blockInsertions = (context: EditorContext): readonly Insertion[] => {
  const { template, blockTypesFirst } = context.current
  const rank = (type: string): number => {
    const index = blockTypesFirst.indexOf(type)
    return index < 0 ? blockTypesFirst.length : index
  }
  return template.blocks
    .toSorted((a, b) => rank(a.type) - rank(b.type))
    .map((type) => ({
      id: `block-${type.type}`,
      label: type.label,
      hint: type.hint,
      run: (view) => insertBlock(view, type, context),
    }))
}

export const insertTable = (view: EditorView): void => {
  const { tr, pos } = insertAtCaret(view.state, makeTable(view.state.schema))
  view.dispatch(selectFirstCell(tr, pos).scrollIntoView())
  view.focus()
}

const structure = (id: string, label: string, run: (view: EditorView) => void): Insertion => ({
  id,
  label,
  hint: '',
  run,
})

const { styles, bulletList, orderedList, quote, table, picture } = editorWords

const headings = (state: EditorState): readonly Insertion[] =>
  [
    { level: 3 as const, label: styles.heading3 },
    { level: 4 as const, label: styles.heading4 },
    { level: 5 as const, label: styles.heading5 },
  ]
    .filter(({ level }) => level <= deepestHeading(state))
    .map(({ level, label }) => structure(`heading-${level}`, label, (view) => void applyStyle(view, level)))

const structures = (state: EditorState, context: EditorContext): readonly Insertion[] => [
  ...headings(state),
  structure('bullets', bulletList, (view) => void toggleList('bulletList')(view.state, view.dispatch, view)),
  structure('numbers', orderedList, (view) => void toggleList('orderedList')(view.state, view.dispatch, view)),
  structure('quote', quote, (view) => void toggleQuote(view.state, view.dispatch, view)),
  ...(ancestorNames(state).includes('table') ? [] : [structure('table', table, insertTable)]),
  structure('picture', picture, () => context.screen.openPicture()),
]

/** Everything offered at the caret; blocks only at the top level, where they may stand. */
export const insertionsAt = (state: EditorState, context: EditorContext): readonly Insertion[] => [
  ...(state.selection.$from.depth <= 1 ? blockInsertions(context) : []),
  ...structures(state, context),
]

/** Insertions whose label starts with, then those that hold, what was typed. */
export const filterInsertions = (insertions: readonly Insertion[], query: string): readonly Insertion[] => {
  const wanted = query.toLowerCase()
  const starts = insertions.filter(({ label }) => label.toLowerCase().startsWith(wanted))
  const holds = insertions.filter(
    (insertion) => !starts.includes(insertion) && insertion.label.toLowerCase().includes(wanted),
  )
  return [...starts, ...holds]
}

/** The caret back where it was, one transaction that deletes what was typed to open the menu. */
export const deleteQuery = (view: EditorView, from: number, to: number): void => {
  const tr = view.state.tr.delete(from, to)
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from)))
}
