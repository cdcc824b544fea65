/**
 * Paragraph styles. Levels start below the section's own title and none is skipped: a sub-heading needs a heading
 * before it. Inside blocks, tables and lists there are no headings: they would break the page's outline.
 */
import { lift, setBlockType, wrapIn } from '@tiptap/pm/commands'
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list'
import type { Command, EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** 0 is plain text. */
export type StyleLevel = 0 | 3 | 4 | 5

/** The deepest heading level that may stand where the selection starts; 0 where no heading may. */
export const deepestHeading = ({ doc, selection: { $from } }: EditorState): StyleLevel => {
  if ($from.depth !== 1) return 0
  let last = 2
  for (let index = 0; index < $from.index(0); index += 1) {
    const node = doc.child(index)
    if (node.type.name === 'heading') last = Number(node.attrs.level)
  }
  return Math.min(5, Math.max(2, last) + 1) as StyleLevel
}

/** Gives the chosen paragraphs a style; true also where the level may not stand, so that the key does nothing else. */
export const applyStyle = (view: EditorView, level: StyleLevel): true => {
  const { paragraph, heading } = view.state.schema.nodes
  if (level > deepestHeading(view.state) || !paragraph || !heading) return true
  const command = level === 0 ? setBlockType(paragraph) : setBlockType(heading, { level })
  command(view.state, view.dispatch)
  return true
}

export const ancestorNames = ({ selection: { $from } }: EditorState): readonly string[] =>
  Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type.name)

/** The kind of list the caret is in, innermost. */
export const currentList = (state: EditorState): 'bulletList' | 'orderedList' | null => {
  const name = ancestorNames(state).findLast((ancestor) => ancestor === 'bulletList' || ancestor === 'orderedList')
  return name === 'bulletList' || name === 'orderedList' ? name : null
}

const retypeList =
  (name: 'bulletList' | 'orderedList'): Command =>
  (state, dispatch) => {
    const { $from } = state.selection
    const type = state.schema.nodes[name]
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth)
      if (node.type.name !== 'bulletList' && node.type.name !== 'orderedList') continue
      if (type) dispatch?.(state.tr.setNodeMarkup($from.before(depth), type))
      return true
    }
    return false
  }

/** Makes a list of the chosen paragraphs, changes its kind, or makes it text again. */
export const toggleList =
  (name: 'bulletList' | 'orderedList'): Command =>
  (state, dispatch, view) => {
    const current = currentList(state)
    const { [name]: type, listItem } = state.schema.nodes
    if (!type || !listItem) return false
    if (current === null) return wrapInList(type)(state, dispatch, view)
    return current === name ? liftListItem(listItem)(state, dispatch, view) : retypeList(name)(state, dispatch, view)
  }

/** Quotes the chosen paragraphs, or takes them out of the quote. */
export const toggleQuote: Command = (state, dispatch, view) => {
  const type = state.schema.nodes.blockquote
  if (!type) return false
  return ancestorNames(state).includes('blockquote') ? lift(state, dispatch, view) : wrapIn(type)(state, dispatch, view)
}
