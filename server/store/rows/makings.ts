/** What was made under a name that its sender gave; see `actions/once.ts`. */
import type { Kysely } from 'kysely'
import type { MakingRow, Tables } from '../tables.ts'

export const createMakingRows = (db: Kysely<Tables>) => ({
  find: ({ personId, once, what }: Pick<MakingRow, 'personId' | 'once' | 'what'>): Promise<MakingRow | undefined> =>
    db
      .selectFrom('makings')
      .selectAll()
      .where('personId', '=', personId)
      .where('once', '=', once)
      .where('what', '=', what)
      .executeTakeFirst(),

  /** In the place of one of the same name, of which nothing is left. */
  put: async (making: MakingRow): Promise<void> => {
    const { madeId, asked, at } = making
    await db
      .insertInto('makings')
      .values(making)
      .onConflict((held) => held.columns(['personId', 'once', 'what']).doUpdateSet({ madeId, asked, at }))
      .execute()
  },

  forgetBefore: async (at: string): Promise<void> => {
    await db.deleteFrom('makings').where('at', '<', at).execute()
  },
})
export type MakingRows = ReturnType<typeof createMakingRows>
