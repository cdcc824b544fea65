/**
 * What is said about saving, in words: never a colour or a sign alone.
 */
import { words } from '../words/en.ts'
import { sayTime } from '../words/en/general.ts'
import type { SectionRoomState } from './section-room.ts'

/** After so long without a connection a bar warns; short gaps are normal on poor networks. */
const warnOfflineAfterMs = 30_000

/** After so long what needs a connection says so; most gaps are over by then, and the page would move for nothing. */
export const sayOfflineAfterMs = 5_000

/** Up to so many changes on their way are "Saving…"; more are counted. */
const usualInFlight = 12

export type SaveMood = 'saved' | 'saving' | 'waiting' | 'offline'

export interface SaveWords {
  readonly mood: SaveMood
  readonly says: string
}

/** `isKept`: changes are kept on this device, too, not on this page alone. */
export const saySaving = (state: SectionRoomState, isKept = false): SaveWords => {
  if (state.phase === 'connecting') return { mood: 'saving', says: words.save.connecting }
  if (state.phase === 'ended') return { mood: 'offline', says: words.save.ended }
  if (state.phase === 'offline') return { mood: 'offline', says: words.save.offline(state.unsaved, isKept) }
  if (state.unsaved > usualInFlight) return { mood: 'waiting', says: words.save.waiting(state.unsaved) }
  if (state.unsaved > 0) return { mood: 'saving', says: words.save.saving }
  return {
    mood: 'saved',
    says: state.savedAt === null ? words.save.allSaved : words.save.savedAt(sayTime(state.savedAt)),
  }
}

/** True when what is said of a lost connection after so long is due: by itself, the bar that warns of it. */
export const isOfflineTooLong = (offlineSince: number | null, now: number, afterMs = warnOfflineAfterMs): boolean =>
  offlineSince !== null && now - offlineSince >= afterMs
