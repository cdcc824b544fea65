/**
 * Paste. HTML is cleaned and read into the schema only; a pasted block gets a new id (it is another block now),
 * removed blocks do not travel, and a block of which only a part was copied arrives as its words. Whole blocks stand
 * at the top level wherever the caret is.
 */
import { Extension } from '@tiptap/core'
import { Fragment, Slice, type Node as PmNode } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { EditorContext } from './context.ts'
import { cleanPastedHtml } from './pasted-html.ts'
import { readPastedText } from './pasted-text.ts'
import { editorWords } from './words.ts'

const isBlock = (node: PmNode | null | undefined): boolean => node?.type.name === 'planBlock'

/** The prose of a block's fields, for a block that was copied in part. */
const proseOf = (block: PmNode): readonly PmNode[] =>
  block.children.flatMap((field) => (field.type.name === 'proseField' ? field.children : []))

/** A slice cut out of one field or through blocks, with the cut blocks replaced by their words. */
const openCutBlocks = (slice: Slice): Slice => {
  const { content, openStart, openEnd } = slice
  const isCutStart = openStart > 0 && isBlock(content.firstChild)
  const isCutEnd = openEnd > 0 && isBlock(content.lastChild)
  if (!isCutStart && !isCutEnd) return slice
  const last = content.childCount - 1
  const nodes = content.content.flatMap((node, index) =>
    (index === 0 && isCutStart) || (index === last && isCutEnd) ? proseOf(node) : [node],
  )
  const fragment = Fragment.from(nodes)
  const depth = (open: number, isCut: boolean): number => Math.max(0, open - (isCut ? 2 : 0))
  return Slice.maxOpen(fragment).openStart === 0
    ? new Slice(fragment, 0, 0)
    : new Slice(fragment, depth(openStart, isCutStart), depth(openEnd, isCutEnd))
}

const renewBlocks = (slice: Slice, context: EditorContext): Slice => {
  const nodes = slice.content.content.flatMap((node) => {
    if (!isBlock(node)) return [node]
    if (node.attrs.removed !== null) return []
    return [node.type.create({ ...node.attrs, id: context.current.newId() }, node.content, node.marks)]
  })
  return new Slice(
    Fragment.from(nodes),
    nodes.length === 0 ? 0 : slice.openStart,
    nodes.length === 0 ? 0 : slice.openEnd,
  )
}

/** Whole blocks go after the caret's top-level node; everything else is left to the editor. */
const pasteBlocks = (view: EditorView, slice: Slice): boolean => {
  if (!slice.content.content.some(isBlock)) return false
  const { $to } = view.state.selection
  const pos = $to.depth === 0 ? $to.pos : $to.after(1)
  view.dispatch(view.state.tr.insert(pos, slice.content).scrollIntoView().setMeta('paste', true))
  return true
}

const say = (context: EditorContext, messages: readonly (string | false)[]): void => {
  const said = messages.filter((message) => message !== false).join(' ')
  if (said !== '') context.current.announce(said)
}

export const createPaste = (context: EditorContext) =>
  Extension.create({
    name: 'cleanPaste',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          transformPastedHTML: (html) => {
            const { html: clean, isSimplified, droppedPictures } = cleanPastedHtml(html)
            say(context, [
              isSimplified && editorWords.paste.simplified,
              droppedPictures > 0 && editorWords.paste.picturesDropped,
            ])
            return clean
          },
          clipboardTextParser: (text, $context) => readPastedText(text, $context),
          transformPasted: (slice) => renewBlocks(openCutBlocks(slice), context),
          handlePaste: (view, _event, slice) => pasteBlocks(view, slice),
        },
      }),
    ],
  })
