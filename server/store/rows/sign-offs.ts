/** Sign-offs and reopenings: rows are only ever added. */
import type { Kysely } from 'kysely'
import type { ReopeningRow, SignOffRow, Tables } from '../tables.ts'

/** Without the canonical text, which is long and seldom asked for. */
export interface NamedSignOff extends Omit<SignOffRow, 'canonical'> {
  readonly personName: string
}
export interface NamedReopening extends ReopeningRow {
  readonly personName: string
}

export const createSignOffRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<SignOffRow | undefined> =>
    db.selectFrom('signOffs').selectAll().where('id', '=', id).executeTakeFirst(),

  /** Newest first. */
  listOf: (planId: string): Promise<NamedSignOff[]> =>
    db
      .selectFrom('signOffs')
      .innerJoin('people', 'people.id', 'signOffs.personId')
      .select([
        'signOffs.id',
        'signOffs.planId',
        'signOffs.sectionId',
        'signOffs.contentHash',
        'signOffs.canonicalVersion',
        'signOffs.seq',
        'signOffs.personId',
        'signOffs.bodyId',
        'signOffs.capacity',
        'signOffs.statement',
        'signOffs.at',
        'people.name as personName',
      ])
      .where('signOffs.planId', '=', planId)
      .orderBy('signOffs.at', 'desc')
      .execute(),

  add: async (signOff: SignOffRow): Promise<void> => {
    await db.insertInto('signOffs').values(signOff).execute()
  },

  /** Newest first. */
  listReopenings: (planId: string): Promise<NamedReopening[]> =>
    db
      .selectFrom('reopenings')
      .innerJoin('people', 'people.id', 'reopenings.personId')
      .selectAll('reopenings')
      .select('people.name as personName')
      .where('reopenings.planId', '=', planId)
      .orderBy('reopenings.at', 'desc')
      .execute(),

  addReopening: async (reopening: ReopeningRow): Promise<void> => {
    await db.insertInto('reopenings').values(reopening).execute()
  },
})
export type SignOffRows = ReturnType<typeof createSignOffRows>
