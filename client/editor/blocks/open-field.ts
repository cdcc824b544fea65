/**
 * Goes on where someone fills in a value whose block is drawn anew under their hands: a colleague moved it, or moved
 * another past it, and shared text knows no move. What was typed, the focus and the caret go over to the field that
 * takes the place of the old one. A field that is gone for good takes them with it.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { makeControlsIn } from '../fields/late-control.ts'
import { findBlock, focusableSelector } from './commands.ts'

interface OpenField {
  readonly blockId: string
  readonly name: string
  /** What its inputs hold that was typed since one came; null where nothing was. */
  readonly texts: readonly string[] | null
  /** Which of its controls has the focus, from 0, and where the caret is in it; null where none has. */
  readonly focus: { readonly stop: number; readonly caret: readonly [number, number] | null } | null
}

const leftOpen = new WeakMap<EditorView, readonly OpenField[]>()

const inputsIn = (dom: Element): readonly HTMLInputElement[] => [
  ...dom.querySelectorAll<HTMLInputElement>('input[type=text]'),
]
const stopsIn = (dom: Element): readonly HTMLElement[] => [...dom.querySelectorAll<HTMLElement>(focusableSelector)]

const readFocus = (dom: Element): OpenField['focus'] => {
  const stop = stopsIn(dom).findIndex((control) => control === document.activeElement)
  if (stop === -1) return null
  const { activeElement } = document
  const isText = activeElement instanceof HTMLInputElement && activeElement.type === 'text'
  return { stop, caret: isText ? [activeElement.selectionStart ?? 0, activeElement.selectionEnd ?? 0] : null }
}

/** To be called when a field's view ends, while it still stands in the page. */
export const leaveOpen = (view: EditorView, dom: HTMLElement, name: string, wasTyped: boolean): void => {
  const blockId = dom.closest<HTMLElement>('.plan-block')?.dataset.blockId
  const focus = readFocus(dom)
  if (blockId === undefined || (focus === null && !wasTyped)) return
  const texts = wasTyped ? inputsIn(dom).map(({ value }) => value) : null
  leftOpen.set(view, [...(leftOpen.get(view) ?? []), { blockId, name, texts, focus }])
}

const domOf = (view: EditorView, { blockId, name }: OpenField): HTMLElement | null => {
  const pos = findBlock(view.state.doc, blockId)
  if (pos === null) return null
  const $inside = view.state.doc.resolve(pos + 1)
  const index = $inside.parent.children.findIndex(
    ({ type, attrs }) => type.name === 'valueField' && attrs.name === name,
  )
  const dom = index === -1 ? null : view.nodeDOM($inside.posAtIndex(index))
  return dom instanceof HTMLElement ? dom : null
}

/** As if it were typed once more: the control then sends it. */
const retype = (dom: Element, texts: readonly string[]): void =>
  inputsIn(dom).forEach((input, index) => {
    const text = texts[index] ?? ''
    if (input.value === text) return
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })

const focusAgain = (dom: Element, { stop, caret }: NonNullable<OpenField['focus']>): void => {
  const control = stopsIn(dom)[stop]
  control?.focus({ preventScroll: true })
  if (control instanceof HTMLInputElement && caret !== null) control.setSelectionRange(...caret)
}

const goOn = (view: EditorView): void => {
  const fields = leftOpen.get(view)
  leftOpen.delete(view)
  for (const field of fields ?? []) {
    const dom = domOf(view, field)
    if (dom === null) continue
    makeControlsIn(dom)
    if (field.texts !== null) retype(dom, field.texts)
    if (field.focus !== null) focusAgain(dom, field.focus)
  }
}

export const OpenFields = Extension.create({
  name: 'openFields',
  addProseMirrorPlugins: () => [new Plugin({ view: () => ({ update: goOn }) })],
})
