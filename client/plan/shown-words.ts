/**
 * A section's words as the page shows them: those of its room while that has some, else the server's last reading. A
 * room that has ended is shown no more: what it holds may be older than the plan, or its author's alone.
 */
import type { Reading } from '../../shared/api/sections.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { contentIn } from './use-plan-text.ts'

export const isRoomShown = ({ state }: Pick<SectionRoom, 'state'>): boolean => {
  const { hasContent, phase } = state()
  return hasContent && phase !== 'ended'
}

/** `room`: the section's, null while it has none. Undefined while there are no words of it at all. */
export const shownContent = (
  sectionId: string,
  room: Pick<SectionRoom, 'state' | 'content'> | null,
  readings: readonly Reading[] | undefined,
): SectionContent | undefined =>
  room !== null && isRoomShown(room) ? room.content.get() : contentIn(readings, sectionId)
