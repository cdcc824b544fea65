/**
 * Which block someone fills in: a value's control has the focus while the caret of the text stays where it was, maybe
 * far away. What is inserted then goes after that block, not to the caret. Focus in the text itself ends it; focus
 * outside the editor, as in the toolbar, does not.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

const filled = new WeakMap<EditorView, Element>()

const follow = (view: EditorView, { target }: FocusEvent): boolean => {
  const block = target instanceof Element && target !== view.dom ? target.closest('.plan-block') : null
  if (block === null) filled.delete(view)
  else filled.set(view, block)
  return false
}

/** The position after the block being filled in by its controls; null while the caret says where one writes. */
export const afterFilledBlock = (view: EditorView): number | null => {
  const block = filled.get(view)
  if (block === undefined || !view.dom.contains(block)) return null
  return view.state.doc.resolve(view.posAtDOM(block, 0)).after(1)
}

export const WrittenBlock = Extension.create({
  name: 'writtenBlock',
  addProseMirrorPlugins: () => [new Plugin({ props: { handleDOMEvents: { focusin: follow } } })],
})
