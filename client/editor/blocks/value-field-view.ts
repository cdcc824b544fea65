/**
 * A value field of a block: its label beside a control for its kind. What is typed is written to this field's node
 * only, so values set at once on different fields merge. A colleague's value shows at once, except in the control
 * that has the focus: there a message says so, and it shows when the focus leaves.
 */
import type { NodeViewRendererProps } from '@tiptap/core'
import type { Node as PmNode } from '@tiptap/pm/model'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import { redo, undo } from '@tiptap/y-tiptap'
import type { FieldValue } from '../../../shared/plan/model.ts'
import type { FieldKind } from '../../../shared/template/types.ts'
import type { EditorContext } from '../context.ts'
import { element, nextDomId } from '../dom.ts'
import type { Control } from '../fields/control.ts'
import { createControl } from '../fields/create-control.ts'
import { editorWords } from '../words.ts'
import { focusNeighbour, focusableSelector } from './commands.ts'
import { labelContent, placeField } from './field-label.ts'
import { leaveOpen } from './open-field.ts'

/** Kinds whose controls need half a line. */
const shortKinds: readonly (FieldKind | undefined)[] = ['date', 'number', 'choice', 'body']

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Writes the value if the text still has the field there and the value is new. */
const writeValue = (props: NodeViewRendererProps, value: FieldValue): void => {
  const pos = props.getPos()
  const node = pos === undefined ? null : props.view.state.doc.nodeAt(pos)
  if (pos === undefined || node?.type.name !== 'valueField' || sameValue(node.attrs.value, value)) return
  props.view.dispatch(props.view.state.tr.setNodeAttribute(pos, 'value', value))
}

/** Undo and redo from a control that has none of its own; a text input undoes its typing itself. */
const undoByKey = ({ state }: EditorView, { key, target, ctrlKey, metaKey }: KeyboardEvent): boolean => {
  const isText = target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'search')
  if (isText || !(ctrlKey || metaKey)) return false
  if (key.toLowerCase() === 'z') undo(state)
  else if (key.toLowerCase() === 'y') redo(state)
  else return false
  return true
}

/** True if Tab in this direction would leave the control. */
const isEdge = (dom: HTMLElement, { target, shiftKey }: KeyboardEvent): boolean => {
  const stops = [...dom.querySelectorAll<HTMLElement>(focusableSelector)].filter((stop) => stop.checkVisibility())
  return target === (shiftKey ? stops[0] : stops.at(-1))
}

export const createValueFieldView = (props: NodeViewRendererProps, context: EditorContext): NodeView => {
  const place = placeField(props.view, props.getPos(), props.node, context)
  const labelId = nextDomId('field')
  const hintId = place.type?.hint ? nextDomId('hint') : null
  let known: unknown = props.node.attrs.value
  let isMine = false
  let isGone = false
  /** Since the focus came. */
  let isTyped = false

  const control: Control = createControl(place.type, props.node.attrs.value, {
    labelId,
    hintId,
    label: place.label,
    context,
    change: (value) => {
      if (isGone) return
      isMine = true
      known = value
      writeValue(props, value)
      isMine = false
    },
  })
  const label = element('span', { id: labelId, class: 'field-label' }, labelContent(place, props.view, props.getPos))
  const side = element('div', { class: 'field-side' }, [label])
  if (place.type?.hint) side.append(element('span', { id: hintId, class: 'field-hint' }, [place.type.hint]))
  const look = shortKinds.includes(place.type?.kind) ? 'field is-short' : 'field'
  const dom = element('div', { class: look, contenteditable: 'false' }, [side, control.dom])

  const isFocused = (): boolean => control.dom.contains(document.activeElement)
  const leave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && control.dom.contains(event.relatedTarget)) return
    control.settle()
    isTyped = false
    const pos = props.getPos()
    const node = pos === undefined ? null : props.view.state.doc.nodeAt(pos)
    if (node && !control.isUnsent()) control.show(node.attrs.value)
  }
  control.dom.addEventListener('input', () => void (isTyped = true))
  control.dom.addEventListener('focusout', leave)
  control.dom.addEventListener('keydown', (event) => {
    if (undoByKey(props.view, event)) return event.preventDefault()
    if (event.key !== 'Tab' || !isEdge(control.dom, event)) return
    if (focusNeighbour(props.view, props.getPos(), event.shiftKey ? -1 : 1)) event.preventDefault()
  })
  const stopListening = context.subscribe(() => control.refresh?.())

  const showRemote = (node: PmNode): void => {
    known = node.attrs.value
    if (!isFocused()) return control.show(node.attrs.value)
    context.current.announce(editorWords.changedBy(context.lastAuthor ?? editorWords.someone, place.label))
  }
  return {
    dom,
    update: (node) => {
      if (node.type.name !== 'valueField' || node.attrs.name !== props.node.attrs.name) return false
      if (!isMine && !sameValue(node.attrs.value, known)) showRemote(node)
      return true
    },
    stopEvent: () => true,
    ignoreMutation: () => true,
    destroy: () => {
      leaveOpen(props.view, dom, String(props.node.attrs.name), isTyped || control.isUnsent())
      isGone = true
      control.leave?.()
      stopListening()
    },
  }
}
