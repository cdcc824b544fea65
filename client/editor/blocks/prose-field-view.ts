/** A prose field of a block: its label beside text that is edited in place. */
import type { NodeViewRendererProps } from '@tiptap/core'
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import type { EditorContext } from '../context.ts'
import { element, nextDomId } from '../dom.ts'
import { labelContent, placeField } from './field-label.ts'

export const createProseFieldView = (props: NodeViewRendererProps, context: EditorContext): NodeView => {
  const place = placeField(props.view, props.getPos(), props.node, context)
  const labelId = nextDomId('field')
  const label = element('span', { id: labelId, class: 'field-label' }, labelContent(place, props.view, props.getPos))
  const side = element('div', { class: 'field-side', contenteditable: 'false' }, [label])
  if (place.type?.hint) side.append(element('span', { class: 'field-hint' }, [place.type.hint]))
  const text = element('div', { class: 'field-prose', role: 'group', 'aria-labelledby': labelId })
  const dom = element('div', { class: 'field' }, [side, text])
  return {
    dom,
    contentDOM: text,
    update: (node) => node.type.name === 'proseField' && node.attrs.name === props.node.attrs.name,
    stopEvent: (event) => event.target instanceof Node && side.contains(event.target),
    ignoreMutation: (mutation: ViewMutationRecord) => mutation.type !== 'selection' && !text.contains(mutation.target),
  }
}
