/** What was made for whom under which name of theirs, so that what is asked again for want of an answer is made once. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const makings = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('makings')
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
      .addColumn('once', 'text', (c) => c.notNull())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('made_id', 'text', (c) => c.notNull())
      .addColumn('asked', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('makings_pk', ['person_id', 'once', 'what'])
      .execute()
  },
})
