/** The latest reading of each section, kept so that opening a plan need not open its rooms; and pictures. */
import type { Kysely } from 'kysely'
import type { ImageRow, ReadingRow, Tables } from '../tables.ts'

export const createReadingRows = (db: Kysely<Tables>) => ({
  listOf: (sectionIds: readonly string[]): Promise<ReadingRow[]> =>
    sectionIds.length === 0
      ? Promise.resolve([])
      : db.selectFrom('readings').selectAll().where('sectionId', 'in', sectionIds).execute(),

  /** Keeps a reading unless a later one is there already. */
  keep: async (reading: ReadingRow): Promise<void> => {
    const { generation, seq, facts, hash, content } = reading
    await db
      .insertInto('readings')
      .values(reading)
      .onConflict((conflict) =>
        conflict
          .column('sectionId')
          .doUpdateSet({ generation, seq, facts, hash, content })
          .where('readings.seq', '<=', seq),
      )
      .execute()
  },
})
export type ReadingRows = ReturnType<typeof createReadingRows>

export const createImageRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<ImageRow | undefined> =>
    db.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst(),

  /** One already in the plan with the same bytes. */
  findSame: (planId: string, sha256: string): Promise<Pick<ImageRow, 'id'> | undefined> =>
    db.selectFrom('images').select('id').where('planId', '=', planId).where('sha256', '=', sha256).executeTakeFirst(),

  add: async (image: ImageRow): Promise<void> => {
    await db.insertInto('images').values(image).execute()
  },
})
export type ImageRows = ReturnType<typeof createImageRows>
