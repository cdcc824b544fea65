/**
 * Takes the focus when an editor opens, caret at the first words, in sight below the tools. It does so only for someone
 * whose focus waits on the section's heading: who has gone elsewhere meanwhile stays there. Writes nothing.
 */
import type { Editor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'

/** A text that begins further down the screen, as a share of its height, shows too little of itself to write in. */
const lowestStart = 0.45

export const takeFocus = ({ view }: Editor, headingId: string): void => {
  if (document.activeElement?.id !== headingId) return
  view.dispatch(view.state.tr.setSelection(Selection.atStart(view.state.doc)))
  // Before the focus, which changes how the editor looks: so the page is laid out once.
  const startsLow = view.dom.getBoundingClientRect().top > window.innerHeight * lowestStart
  view.focus()
  if (startsLow) view.dom.closest('.section-editor')?.scrollIntoView({ block: 'start' })
}
