/** All that is stored of a room, read for the operator and mended in one commit; see `RoomRecords`. */
import type { Kysely, Transaction } from 'kysely'
import { parseRoom } from '../../shared/protocol.ts'
import { checksumOf, isIntact } from './checksum.ts'
import { authorsOf, reading, updatesAfter } from './log.ts'
import type { Rebuilding, RoomRecord, RoomRecords, Snapshot } from './ports.ts'
import { setAside } from './set-aside.ts'
import type { Tables } from './tables.ts'

const snapshotsOf = async (db: Kysely<Tables>, room: string): Promise<readonly Snapshot[]> => {
  const rows = await db.selectFrom('snapshots').selectAll().where('room', '=', room).orderBy('seq', 'desc').execute()
  return rows.map((row) => ({ seq: row.seq, bytes: row.bytes, isIntact: isIntact(row) }))
}

const readRecord = async (db: Kysely<Tables>, room: string): Promise<RoomRecord | null> => {
  const found = await db.selectFrom('rooms').select('generation').where('room', '=', room).executeTakeFirst()
  if (!found) return null
  const aside = await db
    .selectFrom('setAside')
    .select((count) => count.fn.countAll<number>().as('rows'))
    .where('room', '=', room)
    .executeTakeFirstOrThrow()
  return {
    generation: found.generation,
    updates: await updatesAfter(db, room, 0),
    snapshots: await snapshotsOf(db, room),
    authors: await authorsOf(db, room),
    setAside: Number(aside.rows),
  }
}

/** The reading names a generation and a number, which now mean another text. */
const forgetReading = async (trx: Transaction<Tables>, room: string): Promise<void> => {
  const sectionId = parseRoom(room)?.sectionId
  if (sectionId) await trx.deleteFrom('readings').where('sectionId', '=', sectionId).execute()
}

const rebuildRoom = async (trx: Transaction<Tables>, room: string, { seq, packed }: Rebuilding): Promise<number> => {
  await setAside(trx, 'update', room, seq)
  await setAside(trx, 'snapshot', room, 0)
  await trx
    .insertInto('snapshots')
    .values({ room, seq, bytes: packed, checksum: checksumOf(packed) })
    .execute()
  await forgetReading(trx, room)
  const { generation } = await trx
    .updateTable('rooms')
    .set((current) => ({ generation: current('generation', '+', 1) }))
    .where('room', '=', room)
    .returning('generation')
    .executeTakeFirstOrThrow()
  return generation
}

export const createRoomRecords = (db: Kysely<Tables>): RoomRecords => ({
  read: (room) => reading(db).execute((trx) => readRecord(trx, room)),
  rebuild: (room, rebuilding) => db.transaction().execute((trx) => rebuildRoom(trx, room, rebuilding)),
})
