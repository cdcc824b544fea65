/**
 * Two people at work at random, online and off, and after each step the question whether each editor shows what the
 * shared text says, drawn afresh. What differs is told by step.
 */
import type { Editor } from '@tiptap/core'
import { initProseMirrorDoc } from '@tiptap/y-tiptap'
import type { Doc } from 'yjs'
import { contentRoot } from '../../../../shared/plan/layout.ts'

export interface Desk {
  readonly editor: Editor
  readonly doc: Doc
}

export interface ScrambleReport {
  /** Steps that changed something, by name. */
  readonly done: Readonly<Record<string, number>>
  readonly differences: readonly string[]
}

type Random = (below: number) => number
type Step = (editor: Editor, random: Random) => void

/** Park and Miller's generator. */
const createRandom = (seed: number): Random => {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** A place in some line. */
const anyPlace = ({ state }: Editor, random: Random): number => {
  const lines: number[] = []
  state.doc.descendants((node, pos) => {
    if (node.isTextblock) lines.push(pos + 1 + random(node.content.size + 1))
  })
  return lines[random(lines.length)] ?? 0
}

const anyBlock = ({ state }: Editor, random: Random) => {
  const index = random(state.doc.childCount)
  const node = state.doc.child(index)
  let from = 0
  for (let before = 0; before < index; before += 1) from += state.doc.child(before).nodeSize
  return { node, from, to: from + node.nodeSize }
}

const steps: Readonly<Record<string, Step>> = {
  type: (editor, random) => editor.view.dispatch(editor.state.tr.insertText('ab ', anyPlace(editor, random))),
  split: (editor, random) => editor.view.dispatch(editor.state.tr.split(anyPlace(editor, random))),
  bold: (editor, random) => {
    const { node, from, to } = anyBlock(editor, random)
    if (node.isTextblock) editor.view.dispatch(editor.state.tr.addMark(from, to, editor.schema.mark('bold')))
  },
  turn: (editor, random) => {
    const { node, from } = anyBlock(editor, random)
    const type = editor.schema.nodes[node.type.name === 'heading' ? 'paragraph' : 'heading']
    if (node.isTextblock && type) editor.view.dispatch(editor.state.tr.setBlockType(from + 1, from + 1, type))
  },
  drop: (editor, random) => {
    const { node, from, to } = anyBlock(editor, random)
    if (node.isTextblock && editor.state.doc.childCount > 4) editor.view.dispatch(editor.state.tr.delete(from, to))
  },
  move: (editor, random) => {
    const { node, from, to } = anyBlock(editor, random)
    const tr = editor.state.tr.delete(from, to)
    editor.view.dispatch(tr.insert(random(2) === 0 ? 0 : tr.doc.content.size, node))
  },
  undo: (editor) => void editor.commands.undo(),
}

const shown = ({ editor }: Desk): string => JSON.stringify(editor.state.doc)

const afresh = ({ editor, doc }: Desk): string =>
  JSON.stringify(initProseMirrorDoc(doc.getXmlFragment(contentRoot), editor.schema).doc)

export const scramble = (
  desks: readonly [Desk, Desk],
  setLinked: (linked: boolean) => void,
  seed: number,
  count: number,
): ScrambleReport => {
  const random = createRandom(seed)
  const names = Object.keys(steps)
  const done: Record<string, number> = {}
  const differences: string[] = []
  for (let number = 0; number < count; number += 1) {
    if (random(10) === 0) setLinked(random(2) === 0)
    const desk = desks[random(2) === 0 ? 0 : 1]
    const name = names[random(names.length)] ?? ''
    const before = shown(desk)
    steps[name]?.(desk.editor, random)
    if (shown(desk) !== before) done[name] = (done[name] ?? 0) + 1
    for (const each of desks) if (shown(each) !== afresh(each)) differences.push(`${number}: ${name}`)
  }
  setLinked(true)
  if (shown(desks[0]) !== shown(desks[1])) differences.push('the end')
  return { done, differences }
}
