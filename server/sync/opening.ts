/**
 * Reads a room's words from the log: from the newest snapshot and what came after it; where that cannot be read, from
 * the snapshot before and a longer tail; at last from the whole log. Snapshots that could not be read are set aside, so
 * that they never count as one of the two that are kept. A room whose log itself is damaged is not opened: nothing is
 * written to it and nothing of it is deleted, until an operator mends it with `comhla room repair`.
 */
import type { RoomDeps } from './deps.ts'
import { openText, type RoomText } from './text.ts'

export type Unreadable = 'absent' | 'damaged' | 'failing'

const readOnwards = async (
  { log, logger }: RoomDeps,
  room: string,
  withDoc: boolean,
): Promise<RoomText | Unreadable> => {
  for (let before: number | undefined; ;) {
    const stored = await log.load(room, before)
    if (!stored) return 'absent'
    const text = openText(stored, withDoc)
    if (text.ok && before !== undefined) await log.setSnapshotsAside(room, text.value.snapshotSeq)
    if (text.ok) return text.value
    logger.error({ room, snapshot: stored.snapshot?.seq, fault: text.error }, 'The stored words of a room are damaged')
    if (!stored.snapshot) return 'damaged'
    before = stored.snapshot.seq
  }
}

/** `withDoc` makes the Y.Doc at once, which finds what else would be found when somebody writes. */
export const readRoomText = async (deps: RoomDeps, room: string, withDoc: boolean): Promise<RoomText | Unreadable> => {
  try {
    return await readOnwards(deps, room, withDoc)
  } catch (error) {
    deps.logger.error({ room, error }, 'A room could not be loaded')
    return 'failing'
  }
}
