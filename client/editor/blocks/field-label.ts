/** The label of a field, and whether it is a spare copy that a merge left: two people added one field at once. */
import type { Node as PmNode } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import type { FieldType } from '../../../shared/template/types.ts'
import type { EditorContext } from '../context.ts'
import { countedFields } from '../coordinates.ts'
import { actionButton, element } from '../dom.ts'
import { editorWords } from '../words.ts'
import { allowStructureChange } from '../guard.ts'
import { fieldTypeOf } from './describe.ts'

export interface FieldPlace {
  readonly type: FieldType | undefined
  readonly label: string
  /** Not read: a field of that name stands before it in the block. */
  readonly isSpare: boolean
}

/** What the field at `pos` is, from the block around it. */
export const placeField = (
  view: EditorView,
  pos: number | undefined,
  node: PmNode,
  context: EditorContext,
): FieldPlace => {
  const $pos = pos === undefined ? null : view.state.doc.resolve(pos)
  const block = $pos?.parent.type.name === 'planBlock' ? $pos.parent : null
  const type = fieldTypeOf(context.current.template, block, node.attrs.name)
  const isSpare =
    block !== null && $pos !== null && !countedFields(block).some(({ offset }) => offset === $pos.parentOffset)
  return { type, isSpare, label: type?.label ?? String(node.attrs.name ?? editorWords.block.unknownField) }
}

const deleteSpare = (view: EditorView, pos: number | undefined): void => {
  const node = pos === undefined ? null : view.state.doc.nodeAt(pos)
  if (pos !== undefined && node) view.dispatch(allowStructureChange(view.state.tr.delete(pos, pos + node.nodeSize)))
}

/** The words of the label; a spare copy says so and can be deleted. */
export const labelContent = (
  place: FieldPlace,
  view: EditorView,
  getPos: () => number | undefined,
): readonly (Node | string)[] =>
  place.isSpare
    ? [
        element('span', { class: 'field-spare' }, [editorWords.block.spare(place.label)]),
        actionButton(editorWords.block.deleteSpare, editorWords.block.deleteSpare, () => deleteSpare(view, getPos())),
      ]
    : [place.label]
