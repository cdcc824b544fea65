/** What every control of a value field offers to the view around it, and what it is given. */
import type { FieldValue } from '../../../shared/plan/model.ts'
import type { EditorContext } from '../context.ts'

export interface Control {
  readonly dom: HTMLElement
  /** Shows a value that came from elsewhere. Values of another kind than the control's show as empty. */
  show(value: unknown): void
  /** Sends what was typed and not sent yet. */
  settle(): void
  /** True while something is typed that is not, or cannot be, sent. */
  isUnsent(): boolean
  /** Draws choices anew when the plan's bodies or blocks changed. */
  refresh?(): void
  /** Its field has left the page. */
  leave?(): void
}

export interface ControlDeps {
  readonly labelId: string
  readonly hintId: string | null
  readonly label: string
  readonly context: EditorContext
  change(value: FieldValue): void
}

/** Typing is sent after this pause, in milliseconds: words arrive whole, and soon enough to be seen live. */
export const typingPauseMs = 400
