/** A section's room as a page has it: connected, with all that was written saved. */
import type { SectionRoomState } from '../../client/sync/section-room.ts'

export const liveRoom: SectionRoomState = {
  phase: 'live',
  hasContent: true,
  hasText: true,
  unsaved: 0,
  savedAt: null,
  offlineSince: null,
  endedBy: null,
  notice: null,
}
