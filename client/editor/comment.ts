/** Turns what is chosen into what a comment is about: words, or the block the caret is in. */
import type { EditorView } from '@tiptap/pm/view'
import { maxQuoteChars, quoteOfRange } from '../../shared/plan/coordinates.ts'
import type { EditorContext } from './context.ts'
import { placeTextblocks, spanToRange, textblocksOfDoc } from './coordinates.ts'
import { editorWords } from './words.ts'

/** Opens a comment on the chosen words, else on the block around the caret, else says what to do. */
export const commentOnSelection = (view: EditorView, context: EditorContext): true => {
  const { $from, from, to } = view.state.selection
  const range = spanToRange(placeTextblocks(view.state.doc), { from, to })
  if (range !== null) {
    const quoted = quoteOfRange(textblocksOfDoc(view.state.doc), range)
    if (quoted.quote.length > maxQuoteChars) context.current.announce(editorWords.commentTooLong)
    else context.current.onComment({ kind: 'words', range, ...quoted })
    return true
  }
  const block = $from.depth > 0 && $from.node(1).type.name === 'planBlock' ? $from.node(1) : null
  if (typeof block?.attrs.id === 'string') context.current.onComment({ kind: 'block', blockId: block.attrs.id })
  else context.current.announce(editorWords.commentNothing)
  return true
}
