/** The latest reading of each section, kept so that opening a plan need not open its rooms; and pictures. */
import type { Kysely } from 'kysely'
import { prepared } from '../prepared.ts'
import type { ImageRow, ReadingRow, Tables } from '../tables.ts'

const keepUnlessLater = prepared(
  (db, sectionId: string, generation: number, seq: number, facts: string, hash: string, content: string) =>
    db
      .insertInto('readings')
      .values({ sectionId, generation, seq, facts, hash, content })
      .onConflict((conflict) =>
        conflict
          .column('sectionId')
          .doUpdateSet({ generation, seq, facts, hash, content })
          .where('readings.seq', '<=', seq),
      ),
)

export const createReadingRows = (db: Kysely<Tables>) => ({
  listOf: (sectionIds: readonly string[]): Promise<ReadingRow[]> =>
    sectionIds.length === 0
      ? Promise.resolve([])
      : db.selectFrom('readings').selectAll().where('sectionId', 'in', sectionIds).execute(),

  /** Keeps a reading unless a later one is there already. */
  keep: async ({ sectionId, generation, seq, facts, hash, content }: ReadingRow): Promise<void> => {
    await keepUnlessLater(db, sectionId, generation, seq, facts, hash, content)
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
