/**
 * Leaving the editor by keyboard (WCAG 2.1.2). Esc, then Tab or Shift+Tab, moves focus past the whole editor, from
 * tables, lists and fields too; any other key forgets the Esc; a second Esc stops editing. What is open inside (a
 * menu, a list of choices) takes the Esc for itself by stopping it.
 */
export interface LeaveDeps {
  /** Focused before the browser handles Tab, so that it goes on from there. */
  readonly before: HTMLElement
  readonly after: HTMLElement
  close(): void
}

const modifiers: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta']

/** Watches the keys of `root`; returns what stops watching. */
export const watchLeaving = (root: HTMLElement, deps: LeaveDeps): (() => void) => {
  let isLeaving = false
  const beforeOthers = (event: KeyboardEvent): void => {
    if (modifiers.includes(event.key) || event.key === 'Escape') return
    const wasLeaving = isLeaving
    isLeaving = false
    if (event.key !== 'Tab' || !wasLeaving) return
    event.stopPropagation()
    const target = event.shiftKey ? deps.before : deps.after
    target.focus({ preventScroll: true })
  }
  const afterOthers = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    if (isLeaving) deps.close()
    isLeaving = !isLeaving
  }
  const forget = (): void => {
    isLeaving = false
  }
  root.addEventListener('keydown', beforeOthers, true)
  root.addEventListener('keydown', afterOthers)
  root.addEventListener('mousedown', forget)
  return () => {
    root.removeEventListener('keydown', beforeOthers, true)
    root.removeEventListener('keydown', afterOthers)
    root.removeEventListener('mousedown', forget)
  }
}
