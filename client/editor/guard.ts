/**
 * No keystroke deletes a block or a field. Choosing all goes in stages (field, block, section); deleting over blocks
 * deletes only the prose between them; typing or pasting over blocks is refused. Last line, for what no key handler
 * saw (input methods, dragging): a local change that would lose a block or a field is not let through.
 */
import { Extension } from '@tiptap/core'
import type { Node as PmNode, ResolvedPos } from '@tiptap/pm/model'
import {
  AllSelection,
  Plugin,
  TextSelection,
  type EditorState,
  type Selection,
  type Transaction,
} from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { EditorContext } from './context.ts'
import { editorWords } from './words.ts'

const allowedMeta = 'mayChangeStructure'

/** For a command that deletes a spare copy of a field on purpose. */
export const allowStructureChange = (tr: Transaction): Transaction => tr.setMeta(allowedMeta, true)

// ---- what a change would lose ------------------------------------------------------------------------------------

const planBlocks = (doc: PmNode): readonly PmNode[] => doc.children.filter((node) => node.type.name === 'planBlock')

const fieldKeys = (block: PmNode): readonly string[] =>
  block.children.map((field) => `${field.type.name} ${String(field.attrs.name)}`)

/** True if `kept` holds every entry of `wanted`, as often as it stands there. */
const holdsAll = (kept: readonly string[], wanted: readonly string[]): boolean => {
  const left = [...kept]
  return wanted.every((entry) => {
    const index = left.indexOf(entry)
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}

/** Blocks untouched keep their identity in a local change, so usually nothing is compared but a few dozen pointers. */
const losesStructure = (before: PmNode, after: PmNode): boolean => {
  const kept = planBlocks(after)
  const untouched = new Set(kept)
  const changed = planBlocks(before).filter((block) => !untouched.has(block))
  if (changed.length === 0) return false
  const candidates = kept.filter((block) => !before.children.includes(block))
  return changed.some((block) => {
    const index = candidates.findIndex(
      (candidate) => candidate.attrs.id === block.attrs.id && holdsAll(fieldKeys(candidate), fieldKeys(block)),
    )
    if (index >= 0) candidates.splice(index, 1)
    return index < 0
  })
}

const isGuarded = (tr: Transaction): boolean =>
  tr.docChanged && tr.getMeta(ySyncPluginKey) === undefined && tr.getMeta(allowedMeta) === undefined

// ---- selections over blocks --------------------------------------------------------------------------------------

const ancestorDepth = ($pos: ResolvedPos, name: string): number | null => {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type.name === name) return depth
  return null
}

/** Start of the prose field around a place; null at the top level. */
const fieldStart = ($pos: ResolvedPos): number | null => {
  const depth = ancestorDepth($pos, 'proseField')
  return depth === null ? null : $pos.before(depth)
}

/** True if deleting the selection would reach over the edge of a block or a field. */
const crossesStructure = (doc: PmNode, { $from, $to, from, to, empty }: Selection): boolean => {
  if (empty) return false
  if (fieldStart($from) !== fieldStart($to)) return true
  if (fieldStart($from) !== null) return false
  let crosses = false
  doc.nodesBetween(from, to, (node) => {
    if (node.type.name === 'planBlock') crosses = true
    return false
  })
  return crosses
}

/** Deletes what is chosen of the prose outside blocks; null when there is none. */
const deleteProseOutside = (state: EditorState): Transaction | null => {
  const { from, to } = state.selection
  const runs: { from: number; to: number }[] = []
  state.doc.forEach((node, offset) => {
    const end = offset + node.nodeSize
    if (node.type.name === 'planBlock' || end <= from || offset >= to) return
    const last = runs.at(-1)
    if (last?.to === offset) last.to = Math.min(end, to)
    else runs.push({ from: Math.max(offset, from), to: Math.min(end, to) })
  })
  if (runs.length === 0) return null
  const tr = state.tr
  for (const run of runs.reverse()) tr.deleteRange(run.from, run.to)
  return tr
}

// ---- choosing all ------------------------------------------------------------------------------------------------

/** The text inside the nearest ancestor of that name; null where there is none. */
export const textWithin = (doc: PmNode, $pos: ResolvedPos, name: string): Selection | null => {
  const depth = ancestorDepth($pos, name)
  return depth === null ? null : TextSelection.between(doc.resolve($pos.start(depth)), doc.resolve($pos.end(depth)))
}

/** The next larger stage: the field, the block, the section. */
const nextSelectionStage = (state: EditorState): Selection => {
  const { $head, from, to } = state.selection
  const stages = [textWithin(state.doc, $head, 'proseField'), textWithin(state.doc, $head, 'planBlock')]
  const larger = stages.find(
    (stage): stage is Selection =>
      stage !== null && stage.from <= from && stage.to >= to && (stage.from < from || stage.to > to),
  )
  return larger ?? new AllSelection(state.doc)
}

// ---- the plugin --------------------------------------------------------------------------------------------------

const refuse = (context: EditorContext): true => {
  context.current.announce(editorWords.block.kept)
  return true
}

const isDeletion = (event: KeyboardEvent): boolean => event.key === 'Backspace' || event.key === 'Delete'

const deleteOver = (view: EditorView, context: EditorContext): true => {
  const tr = deleteProseOutside(view.state)
  if (tr) view.dispatch(tr.scrollIntoView())
  return refuse(context)
}

const handleKey = (view: EditorView, event: KeyboardEvent, context: EditorContext): boolean => {
  if (!crossesStructure(view.state.doc, view.state.selection)) return false
  if (isDeletion(event)) return deleteOver(view, context)
  return event.key === 'Enter' ? refuse(context) : false
}

const cutOver = (view: EditorView, event: ClipboardEvent, context: EditorContext): boolean => {
  if (!crossesStructure(view.state.doc, view.state.selection) || !event.clipboardData) return false
  const { dom, text } = view.serializeForClipboard(view.state.selection.content())
  event.preventDefault()
  event.clipboardData.clearData()
  event.clipboardData.setData('text/html', dom.innerHTML)
  event.clipboardData.setData('text/plain', text)
  return deleteOver(view, context)
}

export const createGuard = (context: EditorContext) =>
  Extension.create({
    name: 'blockGuard',
    priority: 2_000,
    addKeyboardShortcuts() {
      return {
        'Mod-a': () => {
          const { state, view } = this.editor
          view.dispatch(state.tr.setSelection(nextSelectionStage(state)))
          return true
        },
      }
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        filterTransaction: (tr, state) => {
          if (!isGuarded(tr) || !losesStructure(state.doc, tr.doc)) return true
          context.current.announce(editorWords.block.kept)
          return false
        },
        props: {
          handleKeyDown: (view, event) => handleKey(view, event, context),
          handleTextInput: (view) => crossesStructure(view.state.doc, view.state.selection) && refuse(context),
          handlePaste: (view) => crossesStructure(view.state.doc, view.state.selection) && refuse(context),
          handleDOMEvents: { cut: (view, event) => cutOver(view, event, context) },
        },
      }),
    ],
  })
