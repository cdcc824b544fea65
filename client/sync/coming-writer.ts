/**
 * Opens a section's room while someone is on their way to write in it, so that its text is there by the time they ask
 * for the editor: at once when they press the button, after a moment when pointer or focus rests on it. Who only passes
 * over it opens nothing; a room opened for nothing is let go again.
 */
import type { Later } from './later.ts'

export interface ComingWriter {
  /** Pointer or focus has come to what opens the section's editor. */
  readonly near: (sectionId: string) => void
  /** It is pressed. */
  readonly press: (sectionId: string) => void
  /** Pointer or focus has gone, or the section is being written in. */
  readonly away: () => void
  readonly close: () => void
}

/** Longer than crossing a button takes, shorter than it takes to press it. */
export const restMs = 80
/** Whoever comes back so soon finds the room open; and an editor that opens has taken it over long before. */
const letGoMs = 1_000

/** `expect` opens a section's room, and with null lets the last one go unless it is wanted for something else. */
export const createComingWriter = (later: Later, expect: (sectionId: string | null) => void): ComingWriter => {
  let cancel = (): void => {}
  const instead = (ms: number, sectionId: string | null): void => {
    cancel()
    cancel = later(ms, () => expect(sectionId))
  }
  return {
    near: (sectionId) => instead(restMs, sectionId),
    press: (sectionId) => {
      cancel()
      expect(sectionId)
    },
    away: () => instead(letGoMs, null),
    close: () => cancel(),
  }
}
