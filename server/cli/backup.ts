/**
 * A copy of the whole database in one file, taken while the server runs and people write: `vacuum into` reads one
 * state of the database, holds nobody up, and leaves a file that needs no companions. The copy is checked and on the
 * disk before it gets its name, so that whatever has the name is a good backup. Readable by its owner alone.
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { conflict, gone, type ActionError } from '../actions/errors.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { findFault, putInPlace } from './database-file.ts'

export interface BackupMade {
  readonly file: string
  readonly bytes: number
  readonly plans: number
  /** Updates of all rooms. */
  readonly updates: number
}

/** How long to wait while somebody holds the database, in ms. */
const busyMs = 10_000

const copyWhole = (from: string, to: string): void => {
  const database = new DatabaseSync(from, { timeout: busyMs })
  try {
    database.prepare('vacuum into ?').run(to)
  } finally {
    database.close()
  }
}

const countsIn = (path: string): Pick<BackupMade, 'plans' | 'updates'> => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const count = (table: string): number => Number(database.prepare(`select count(*) as n from ${table}`).get()?.['n'])
    return { plans: count('plans'), updates: count('updates') }
  } finally {
    database.close()
  }
}

const isSameFile = (one: string, other: string): boolean =>
  existsSync(other) && statSync(one).dev === statSync(other).dev && statSync(one).ino === statSync(other).ino

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const damaged = (says: string): Result<never, ActionError> => err({ type: 'not-available', says })

/** Writes the backup; refuses when a file has the name already, unless `force` says that it may go. */
export const backUp = (database: string, target: string, force: boolean): Result<BackupMade, ActionError> => {
  if (!existsSync(database)) return gone(`There is no database ${database}: look at COMHLA_DATA.`)
  const file = resolve(target)
  if (isSameFile(database, file)) return conflict('The backup cannot have the place of the database itself.')
  if (isFolder(file)) return conflict(`${file} is a folder. Name the file to write in it.`)
  if (existsSync(file) && !force) return conflict(`${file} is there already. With --force it is replaced.`)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  writeFileSync(partial, '', { mode: 0o600, flag: 'wx' })
  try {
    copyWhole(database, partial)
    const fault = findFault(partial)
    if (fault !== null) return damaged(`No backup was made. The copy of ${database} was checked: ${fault}`)
    const counts = countsIn(partial)
    putInPlace(partial, file)
    return ok({ file, bytes: statSync(file).size, ...counts })
  } finally {
    rmSync(partial, { force: true })
  }
}
