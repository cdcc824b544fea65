/**
 * What backup and restore do with database files as files: look whether one is whole, get it onto the disk, put it in
 * the place of another. A database in WAL mode is three files (`-wal` and `-shm` beside it), which only belong together.
 */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from '../store/data-folder.ts'

const companions = ['-wal', '-shm', '-journal'] as const

/** Tables without which a file is no database of this program. */
const ownTables = ['plans', 'rooms', 'updates', 'kysely_migration']

const hasOwnTables = (database: DatabaseSync): boolean => {
  const names = database.prepare(`select name from sqlite_master where type = 'table'`).all()
  const known = new Set(names.map(({ name }) => name))
  return ownTables.every((name) => known.has(name))
}

const faultIn = (database: DatabaseSync): string | null => {
  const [first] = database.prepare('pragma integrity_check(1)').all()
  if (first?.['integrity_check'] !== 'ok') return 'it is damaged.'
  if (!hasOwnTables(database)) return 'it is no backup of this program.'
  const broken = database.prepare('pragma foreign_key_check').all().length
  return broken === 0 ? null : 'it is damaged: rows lead to rows that are not there.'
}

/** Why a database file cannot be used; null when it is whole. Reads all of it. */
export const findFault = (path: string): string | null => {
  const database = new DatabaseSync(path)
  try {
    return faultIn(database)
  } catch (error) {
    if (isSqliteError(error)) return `it is damaged or no database (${error.message}).`
    throw error
  } finally {
    database.close()
  }
}

const isSqliteError = (error: unknown): error is Error => error instanceof Error && 'errcode' in error

const sync = (path: string): void => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Directories cannot be opened for writing, and on some systems not be synced at all. */
const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Puts a finished file under its name, in one step and on the disk; what had the name before is gone. */
export const putInPlace = (made: string, path: string): void => {
  sync(made)
  renameSync(made, path)
  syncFolder(dirname(path))
}

export const removeDatabase = (path: string): void => {
  for (const suffix of ['', ...companions]) rmSync(`${path}${suffix}`, { force: true })
}

/** A database nobody else has open, held until `close`. */
export interface Held {
  /** Of any room in it; 0 when there is none or it cannot be read. */
  readonly highestGeneration: number
  close(): void
}

const readHighestGeneration = (path: string): number => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return Number(database.prepare('select max(generation) as highest from rooms').get()?.['highest'] ?? 0)
  } finally {
    database.close()
  }
}

/** Opened for writing, SQLite would throw away the log of a database it cannot read: so one is read first. */
const lockAgainstAll = (path: string): Held => {
  const highestGeneration = readHighestGeneration(path)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Leaving WAL mode takes being alone; the lock then keeps everyone out.
    database.exec('pragma journal_mode = delete; begin exclusive')
    return { highestGeneration, close: () => database.close() }
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Locks a database against everyone, with its log written into the one file; 'in use' when another process has it
 * open. One that is damaged is nobody's and is left as it is.
 */
export const holdDatabase = (path: string): Held | 'in use' => {
  try {
    return lockAgainstAll(path)
  } catch (error) {
    if (isBusy(error)) return 'in use'
    if (isSqliteError(error)) return { highestGeneration: 0, close: () => {} }
    throw error
  }
}

/**
 * Gives the database of a path a second name; the caller then puts another file in its place. A damaged one may still
 * have its companions: they go along, since a foreign `-wal` would be written into the new file.
 */
export const keepAside = (path: string, aside: string): void => {
  linkSync(path, aside)
  for (const suffix of companions) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`)
  }
}
