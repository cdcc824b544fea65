/**
 * The data folder: what its files are called, and who may have it: one server, one `restore` or one `room repair` at a
 * time. Two servers on one folder would each hold rooms the other does not see, and neither the database nor a room must
 * be changed under one. The claim is SQLite's exclusive lock on a file of its own, `server.lock`: the system lets go of
 * it when the process ends, however it ends, so there is nothing to clean up after a crash and no process id to mistake.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The database's file in the data folder. */
export const databaseName = 'comhla.db'

export interface Claim {
  release(): void
}

/** SQLite's result code for a lock that another connection holds. */
const busyCode = 5

/** Whether an error says that somebody else holds the lock. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === busyCode

const takeLock = (lock: DatabaseSync): boolean => {
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
    return true
  } catch (error) {
    lock.close()
    if (isBusy(error)) return false
    throw error
  }
}

/** Its owner's alone; one that is there stays as it is. */
const makeFolder = (folder: string): void => void mkdirSync(folder, { recursive: true, mode: 0o700 })

/** Where the database of a data folder is; makes the folder. */
export const databaseIn = (folder: string): string => {
  makeFolder(folder)
  return join(folder, databaseName)
}

/** Claims the folder, making it where it is not there; null while another process has it. */
export const claimFolder = (folder: string): Claim | null => {
  makeFolder(folder)
  const lock = new DatabaseSync(join(folder, 'server.lock'), { timeout: 0 })
  return takeLock(lock) ? { release: () => lock.close() } : null
}
