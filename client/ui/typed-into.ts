/** Whether keys pressed here are words of the reader's own: such a place has an undo, and spaces, of its own. */
export const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
