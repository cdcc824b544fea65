/**
 * Puts a backup in the place of the database. In this order, so that a stop at any point leaves a whole database:
 *
 *   claim the data folder (no server may have it or take it)  ·  copy the backup into it and check the copy
 *   bring its tables up to date  ·  raise the generation of every room  ·  take back all that lets people in
 *   keep the old database under a dated name  ·  rename the copy over it
 *
 * The new generation is higher than any in the backup and in the old database, and at least the time in seconds, so
 * that restoring one backup twice, or on a new machine, never gives one number twice. A page that still holds words
 * written after the backup is refused with it: it keeps its copy and never merges it.
 */
import { chmodSync, copyFileSync, existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { conflict, gone, type ActionError } from '../actions/errors.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../context.ts'
import { claimFolder, databaseName } from '../store/data-folder.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Tables } from '../store/tables.ts'
import { findFault, holdDatabase, keepAside, putInPlace, removeDatabase, type Held } from './database-file.ts'

export interface Restored {
  readonly database: string
  /** Where the old database is now; null when there was none. */
  readonly keptAside: string | null
  readonly plans: number
  readonly rooms: number
  /** Generation of every room from now on. */
  readonly generation: number
}

type Outcome = Result<Restored, ActionError>

const inUse = (folder: string): Outcome =>
  conflict(`A server or another command uses ${folder}. Stop it, then restore. Nothing was changed.`)

const unusable = (file: string, why: string): Result<never, ActionError> =>
  err({ type: 'unsupported', says: `${file} cannot be restored: ${why} Nothing was changed.` })

/** What let people in when the backup was made, and may have been spent, or taken from them, since. */
const takeBackKeys = async (trx: Transaction<Tables>): Promise<void> => {
  for (const table of ['sessions', 'signInLinks', 'tokens'] as const) await trx.deleteFrom(table).execute()
  await trx.deleteFrom('invitations').where('acceptedAt', 'is', null).execute()
}

/** Readings stay, in the new generation: of a section whose words are damaged they are all there is to show. */
const renew = async (db: Kysely<Tables>, above: number): Promise<Pick<Restored, 'plans' | 'rooms' | 'generation'>> =>
  db.transaction().execute(async (trx) => {
    const rooms = await trx.selectFrom('rooms').select('generation').execute()
    const generation = rooms.reduce((highest, room) => Math.max(highest, room.generation), above) + 1
    for (const table of ['rooms', 'readings'] as const) await trx.updateTable(table).set({ generation }).execute()
    await takeBackKeys(trx)
    const plans = await trx.selectFrom('plans').select('id').execute()
    return { plans: plans.length, rooms: rooms.length, generation }
  })

const prepare = async (copy: string, above: number): Promise<Result<Awaited<ReturnType<typeof renew>>, string>> => {
  let db: Kysely<Tables>
  try {
    db = await openSqlite(copy)
  } catch (error) {
    return err(`its tables cannot be brought up to date (${error instanceof Error ? error.message : 'unknown'}).`)
  }
  try {
    return ok(await renew(db, above))
  } finally {
    await db.destroy()
  }
}

/** `20261122T071059Z`: sorts, and is a file name everywhere. */
const fileTime = (clock: Clock): string => new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')

/** A name nothing has yet. */
const asideName = (database: string, clock: Clock): string => {
  const name = `${database}.before-restore-${fileTime(clock)}`
  const others = Array.from({ length: 99 }, (_, at) => `${name}-${at + 2}`)
  return [name, ...others].find((free) => !existsSync(free)) ?? `${name}-100`
}

const swap = async (database: string, copy: string, file: string, old: Held | null, clock: Clock): Promise<Outcome> => {
  const above = Math.max(old?.highestGeneration ?? 0, Math.floor(clock.now() / 1000))
  const prepared = await prepare(copy, above)
  if (!prepared.ok) return unusable(file, prepared.error)
  const keptAside = old === null ? null : asideName(database, clock)
  if (keptAside !== null) keepAside(database, keptAside)
  putInPlace(copy, database)
  return ok({ database, keptAside, ...prepared.value })
}

const replace = async (database: string, file: string, folder: string, clock: Clock): Promise<Outcome> => {
  const copy = `${database}.restoring`
  removeDatabase(copy)
  try {
    copyFileSync(file, copy)
    chmodSync(copy, 0o600)
    const fault = findFault(copy)
    if (fault !== null) return unusable(file, fault)
    const old = existsSync(database) ? holdDatabase(database) : null
    if (old === 'in use') return inUse(folder)
    try {
      return await swap(database, copy, file, old, clock)
    } finally {
      old?.close()
    }
  } finally {
    removeDatabase(copy)
  }
}

/** Restores a backup into a data folder, which is made where it is not there. */
export const restore = async (folder: string, source: string, clock: Clock): Promise<Outcome> => {
  const file = resolve(source)
  if (!existsSync(file) || !statSync(file).isFile()) return gone(`There is no file ${file}. Nothing was changed.`)
  const claim = claimFolder(folder)
  if (!claim) return inUse(folder)
  try {
    return await replace(join(folder, databaseName), file, folder, clock)
  } finally {
    claim.release()
  }
}
