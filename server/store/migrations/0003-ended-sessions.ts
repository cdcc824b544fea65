/** When a session was ended on purpose: it lets nobody in, and stays until its time is over for its browser to be told. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const endedSessions = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('sessions').addColumn('ended_at', 'text').execute()
  },
})
