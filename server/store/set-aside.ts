/** Moves updates and snapshots of a room to where nothing is read from them and nothing deletes them. */
import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

const tables = { update: 'updates', snapshot: 'snapshots' } as const

const rowsAfter = async (trx: Transaction<Tables>, kind: 'update' | 'snapshot', room: string, seq: number) =>
  kind === 'update'
    ? trx.selectFrom('updates').selectAll().where('room', '=', room).where('seq', '>', seq).execute()
    : (await trx.selectFrom('snapshots').selectAll().where('room', '=', room).where('seq', '>', seq).execute()).map(
        (row) => ({ ...row, personId: null, at: null }),
      )

/** Those with a number above `seq`. */
export const setAside = async (
  trx: Transaction<Tables>,
  kind: 'update' | 'snapshot',
  room: string,
  seq: number,
): Promise<void> => {
  const { generation } = await trx
    .selectFrom('rooms')
    .select('generation')
    .where('room', '=', room)
    .executeTakeFirstOrThrow()
  for (const row of await rowsAfter(trx, kind, room, seq))
    await trx
      .insertInto('setAside')
      .values({ ...row, kind, generation })
      .execute()
  await trx.deleteFrom(tables[kind]).where('room', '=', room).where('seq', '>', seq).execute()
}
