/**
 * Marks the words that have comments, as decorations: nothing enters the plan. Ranges come from the server; between
 * two readings they are carried along. y-tiptap replaces the whole text for each remote change, which would map every
 * range to nothing, so those are carried across the part that really differs.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { StepMap, Mapping, type Mappable } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Node as PmNode } from '@tiptap/pm/model'
import { isRemote } from './remote.ts'
import type { Highlight } from '../../shared/export/tree.ts'
import type { EditorContext } from './context.ts'
import { placeTextblocks, rangeToSpan } from './coordinates.ts'

interface Marked {
  readonly threadId: string
  readonly from: number
  readonly to: number
}
interface HighlightState {
  readonly marked: readonly Marked[]
  readonly active: string | null
  readonly decorations: DecorationSet
}
interface HighlightUpdate {
  readonly highlights: readonly Highlight[]
  readonly active: string | null
}

export const highlightKey = new PluginKey<HighlightState>('commentHighlights')

/** Shows these ranges from now on; resolved ones are not drawn. */
export const showHighlights = (view: EditorView, update: HighlightUpdate): void => {
  view.dispatch(view.state.tr.setMeta(highlightKey, update).setMeta('addToHistory', false))
}

const decorate = (doc: PmNode, marked: readonly Marked[], active: string | null): DecorationSet =>
  DecorationSet.create(
    doc,
    marked.map(({ threadId, from, to }) =>
      Decoration.inline(from, to, {
        nodeName: 'span',
        class: threadId === active ? 'comment-mark is-active' : 'comment-mark',
        'data-thread': threadId,
        'aria-details': `thread-${threadId}`,
      }),
    ),
  )

const placeHighlights = (doc: PmNode, highlights: readonly Highlight[]): readonly Marked[] => {
  const placed = placeTextblocks(doc)
  return highlights.flatMap(({ threadId, range, open }) => {
    const span = open ? rangeToSpan(placed, range) : null
    return span === null ? [] : [{ threadId, ...span }]
  })
}

interface Change {
  readonly from: number
  /** Where it ends in the text before. */
  readonly oldTo: number
  readonly to: number
}

/** The smallest change that turns one text into the other; null when they are the same. */
export const smallestChange = (before: PmNode, after: PmNode): Change | null => {
  const from = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (from === null || end === null) return null
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  return { from, oldTo: end.a + overlap, to: end.b + overlap }
}

/** The smallest change, as a mapping. */
const mappingBetween = (before: PmNode, after: PmNode): Mappable => {
  const change = smallestChange(before, after)
  if (change === null) return new Mapping()
  const { from, oldTo, to } = change
  return new StepMap([from, oldTo - from, to - from])
}

const carry = (marked: readonly Marked[], mapping: Mappable): readonly Marked[] =>
  marked.flatMap(({ threadId, from, to }) => {
    const mapped = { threadId, from: mapping.map(from, 1), to: mapping.map(to, -1) }
    return mapped.from < mapped.to ? [mapped] : []
  })

const applyChange = (tr: Transaction, old: HighlightState, before: EditorState): HighlightState => {
  const update = tr.getMeta(highlightKey) as HighlightUpdate | undefined
  if (update !== undefined) {
    const marked = placeHighlights(tr.doc, update.highlights)
    return { marked, active: update.active, decorations: decorate(tr.doc, marked, update.active) }
  }
  if (!tr.docChanged) return old
  const marked = carry(old.marked, isRemote(tr) ? mappingBetween(before.doc, tr.doc) : tr.mapping)
  return { ...old, marked, decorations: decorate(tr.doc, marked, old.active) }
}

const threadAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-thread]')?.getAttribute('data-thread') ?? null) : null

const openThreadAtCaret = (state: EditorState, context: EditorContext): boolean => {
  const caret = state.selection.from
  const marked = highlightKey.getState(state)?.marked.find(({ from, to }) => from <= caret && caret <= to)
  if (marked === undefined) return false
  context.current.onOpenThread(marked.threadId)
  return true
}

/** A click on marked words shows their thread, and one writes on in them; Alt+Enter goes there. */
export const createHighlights = (context: EditorContext) =>
  Extension.create({
    name: 'commentHighlights',
    addKeyboardShortcuts() {
      return { 'Alt-Enter': () => openThreadAtCaret(this.editor.state, context) }
    },
    addProseMirrorPlugins: () => [
      new Plugin<HighlightState>({
        key: highlightKey,
        state: {
          init: () => ({ marked: [], active: null, decorations: DecorationSet.empty }),
          apply: applyChange,
        },
        props: {
          decorations: (state) => highlightKey.getState(state)?.decorations,
          handleClick: (_view, _pos, event) => {
            const threadId = threadAt(event.target)
            if (threadId !== null) context.current.onShowThread(threadId)
            return false
          },
        },
      }),
    ],
  })
