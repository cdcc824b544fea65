/** Follows the changes of an earlier visit that this device kept, until the server has them or they became a rescue. */
import type { SectionRoom } from '../sync/section-room.ts'

export interface BroughtState {
  /** How many still wait. */
  readonly unsaved: number
  /** When the last of them was saved; null before, and when all became rescues. */
  readonly savedAt: number | null
}

export interface Brought {
  readonly state: () => BroughtState
  readonly subscribe: (listener: () => void) => () => void
  /** These will not be saved; they are offered as a copy. */
  readonly lose: (room: SectionRoom) => void
}

export const followBrought = (rooms: readonly SectionRoom[], now: () => number): Brought => {
  const listeners = new Set<() => void>()
  const waiting = new Set(rooms)
  let isAnySaved = false
  let state: BroughtState = { unsaved: 0, savedAt: null }

  const count = (): void => {
    const unsaved = [...waiting].reduce((sum, room) => sum + room.state().unsaved, 0)
    const savedAt = state.savedAt ?? (isAnySaved && waiting.size === 0 ? now() : null)
    if (unsaved === state.unsaved && savedAt === state.savedAt) return
    state = { unsaved, savedAt }
    for (const listener of listeners) listener()
  }
  const look = (room: SectionRoom): void => {
    const { unsaved, savedAt } = room.state()
    if (waiting.has(room) && unsaved === 0) {
      waiting.delete(room)
      // Else there was nothing to bring: another window had taken it.
      if (savedAt !== null) isAnySaved = true
    }
    count()
  }
  for (const room of rooms) room.subscribe(() => look(room))
  count()

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lose: (room) => {
      waiting.delete(room)
      count()
    },
  }
}
