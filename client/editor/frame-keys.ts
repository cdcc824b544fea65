/**
 * Keys that work in a field's control as well as in the text: the text's own keys do not reach controls. What the
 * text has handled already is left alone.
 */
import type { EditorScreen } from './context.ts'

/** Watches the keys of `root`; returns what stops watching. */
export const watchFrameKeys = (root: HTMLElement, screen: EditorScreen): (() => void) => {
  const handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    if (event.key === 'F10' && event.altKey) screen.focusToolbar()
    else if (event.key === '/' && event.ctrlKey) screen.openKeys()
    else return
    event.preventDefault()
  }
  root.addEventListener('keydown', handle)
  return () => root.removeEventListener('keydown', handle)
}
