/**
 * All migrations in order, one set for every engine. They only go forward; going back is restoring a backup.
 */
import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { first } from './0001-first.ts'
import { checksums } from './0002-checksums.ts'
import { endedSessions } from './0003-ended-sessions.ts'
import { makings } from './0004-makings.ts'

/** Nothing was changed. */
export class LaterStore extends Error {
  constructor(options: ErrorOptions) {
    super(
      'The database was written by a later version of this program: start that version, or restore a backup.',
      options,
    )
  }
}

export type Engine = 'sqlite' | 'postgres'

const migrationsFor = (engine: Engine): Record<string, Migration> => ({
  '0001-first': first(engine),
  '0002-checksums': checksums(engine),
  '0003-ended-sessions': endedSessions(),
  '0004-makings': makings(),
})

/** What the database itself refuses, as being locked or full, is for whoever opened it to tell. */
const isDatabaseError = (error: unknown): boolean => error instanceof Error && 'errcode' in error

/** Brings the tables to today's shape; throws in words when they are not of this program's past. */
export const migrate = async <T>(db: Kysely<T>, engine: Engine): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrationsFor(engine)) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  if (failed !== undefined) throw new Error(`The store could not be brought up to date (${failed}).`, { cause: error })
  if (isDatabaseError(error)) throw error
  throw new LaterStore({ cause: error })
}
