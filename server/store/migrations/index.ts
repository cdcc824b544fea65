/**
 * All migrations in order, one set for every engine. They only go forward; going back is restoring a backup.
 */
import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { first } from './0001-first.ts'
import { checksums } from './0002-checksums.ts'
import { endedSessions } from './0003-ended-sessions.ts'
import { makings } from './0004-makings.ts'

export type Engine = 'sqlite' | 'postgres'

const migrationsFor = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
  '0002-checksums': checksums(engine),
  '0003-ended-sessions': endedSessions(),
  '0004-makings': makings(),
})

/** Brings the tables to today's shape; throws with the migration's name when one fails. */
export const migrate = async <T>(db: Kysely<T>, engine: Engine): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrationsFor(engine)) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first'
  throw new Error(`The store could not be brought up to date (${failed}).`, { cause: error })
}
