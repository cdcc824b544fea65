/**
 * Reads a room's words from the log: from the newest snapshot and what came after it; where that cannot be read, from
 * the snapshot before and a longer tail; at last from the whole log. Snapshots that could not be read are set aside, so
 * that they never count as one of the two that are kept. A room whose log itself is damaged, or ends before a snapshot
 * that cannot be read, is not opened: nothing is written to it and nothing of it is deleted, until an operator mends it
 * with `comhla room repair`.
 */
import type { RoomDeps } from './deps.ts'
import { openText, type RoomText } from './text.ts'

export type Unreadable = 'absent' | 'damaged' | 'failing'

const setAside = async ({ log, logger }: RoomDeps, room: string, { snapshotSeq }: RoomText): Promise<void> => {
  try {
    await log.setSnapshotsAside(room, snapshotSeq)
  } catch (error) {
    // The text is good without it, and a full disk keeps no reader out. The next opening tries again, where no newer
    // snapshot has taken its place by then.
    logger.warn({ room, err: error }, 'A snapshot that cannot be read was not set aside')
  }
}

/** A text read from further back than the snapshot at `unread`, if it comes as far. */
const readFurtherBack = async (
  deps: RoomDeps,
  room: string,
  text: RoomText,
  unread: number,
): Promise<RoomText | Unreadable> => {
  if (text.seq < unread) {
    const fault = `the log ends at update ${text.seq}, before the snapshot at ${unread}`
    deps.logger.error({ room, fault }, 'The stored words of a room are damaged')
    return 'damaged'
  }
  await setAside(deps, room, text)
  return text
}

const readOnwards = async (deps: RoomDeps, room: string, withDoc: boolean): Promise<RoomText | Unreadable> => {
  const { log, logger } = deps
  /** The newest snapshot that could not be read. */
  let unread: number | null = null
  for (let before: number | undefined; ;) {
    const stored = await log.load(room, before)
    if (!stored) return 'absent'
    const text = openText(stored, withDoc)
    if (text.ok) return unread === null ? text.value : await readFurtherBack(deps, room, text.value, unread)
    logger.error({ room, snapshot: stored.snapshot?.seq, fault: text.error }, 'The stored words of a room are damaged')
    if (!stored.snapshot) return 'damaged'
    unread ??= stored.snapshot.seq
    before = stored.snapshot.seq
  }
}

/** `withDoc` makes the Y.Doc at once, which finds what else would be found when somebody writes. */
export const readRoomText = async (deps: RoomDeps, room: string, withDoc: boolean): Promise<RoomText | Unreadable> => {
  try {
    return await readOnwards(deps, room, withDoc)
  } catch (error) {
    deps.logger.error({ room, err: error }, 'A room could not be loaded')
    return 'failing'
  }
}
