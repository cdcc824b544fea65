/**
 * A checksum beside the bytes of every update and snapshot, and a place for what a repair leaves out. What was stored
 * before is taken to be as it was written.
 */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { checksumOf } from '../checksum.ts'
import type { Engine } from './index.ts'

// Of the day of this migration.
interface Rows {
  readonly room: string
  readonly seq: number
  readonly bytes: Uint8Array
  readonly checksum: number
}
type Db = Kysely<{ readonly rooms: { readonly room: string }; readonly updates: Rows; readonly snapshots: Rows }>

const addTo = async (db: Db, table: 'updates' | 'snapshots'): Promise<void> => {
  await db.schema
    .alterTable(table)
    .addColumn('checksum', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
  for (const { room } of await db.selectFrom('rooms').select('room').execute()) {
    for (const { seq, bytes } of await db.selectFrom(table).select(['seq', 'bytes']).where('room', '=', room).execute())
      await db
        .updateTable(table)
        .set({ checksum: checksumOf(bytes) })
        .where('room', '=', room)
        .where('seq', '=', seq)
        .execute()
  }
}

export const checksums = (engine: Engine): Migration => ({
  up: async (db: Db) => {
    await addTo(db, 'updates')
    await addTo(db, 'snapshots')
    await db.schema
      .createTable('set_aside')
      .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
      .addColumn('generation', 'integer', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('person_id', 'text')
      .addColumn('at', 'bigint')
      .addColumn('bytes', engine === 'postgres' ? 'bytea' : 'blob', (c) => c.notNull())
      .addColumn('checksum', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('set_aside_by_room').on('set_aside').columns(['room']).execute()
  },
})
