/**
 * Records the operations on the store's files from inside, for machines that cannot trace: after each commit the files
 * are compared with what they were. The order within a commit, and what is synced, is not seen but taken from how SQLite
 * documents its write-ahead log at the level the connection says it has:
 *
 *   a log begun anew   its header (32 bytes), sync unless OFF
 *   a commit           frames into the log, sync if FULL
 *   a checkpoint       sync of the log unless OFF, pages into the database, sync of the database unless OFF
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateLog } from '../../../server/store/ports.ts'
import { storeFiles } from '../../support/stored.ts'
import type { Operation, StoreFile } from './operations.ts'
import { write, type Writing } from './writing.ts'

const [database, walFile] = storeFiles
const headerBytes = 32
const pieceBytes = 512

const readStoreFile = (folder: string, file: StoreFile): Buffer => {
  const path = join(folder, file)
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
}

/** Writes that make `before` into `after`, in the order of the file. */
const writesBetween = (file: StoreFile, before: Buffer, after: Buffer): Operation[] => {
  const writes: Operation[] = []
  for (let at = 0; at < after.length; at += pieceBytes) {
    const bytes = after.subarray(at, at + pieceBytes)
    if (!bytes.equals(before.subarray(at, at + pieceBytes))) writes.push({ kind: 'write', file, at, bytes })
  }
  return writes
}

const logWrites = (before: Buffer, after: Buffer, isSynced: boolean): Operation[] => {
  const header = after.subarray(0, headerBytes)
  if (header.equals(before.subarray(0, headerBytes))) return writesBetween(walFile, before, after)
  const begun: Operation[] = [{ kind: 'write', file: walFile, at: 0, bytes: header }]
  if (isSynced) begun.push({ kind: 'sync', file: walFile })
  return [...begun, ...writesBetween(walFile, before, after)]
}

export const recordByLooking = async (writing: Writing): Promise<readonly Operation[]> => {
  const { folder, synchronous } = writing
  const operations: Operation[] = []
  const known = new Map(storeFiles.map((file) => [file, readStoreFile(folder, file)]))

  const news = (file: StoreFile): readonly [Buffer, Buffer] => {
    const before = known.get(file) ?? Buffer.alloc(0)
    const after = readStoreFile(folder, file)
    known.set(file, after)
    return [before, after]
  }

  const look = (): void => {
    operations.push(...logWrites(...news(walFile), synchronous !== 'off'))
    if (synchronous === 'full') operations.push({ kind: 'sync', file: walFile })
    const pages = writesBetween(database, ...news(database))
    if (pages.length === 0) return
    if (synchronous !== 'off') operations.push({ kind: 'sync', file: walFile })
    operations.push(...pages)
    if (synchronous !== 'off') operations.push({ kind: 'sync', file: database })
  }

  const watched = (log: UpdateLog): UpdateLog => ({
    ...log,
    append: (updates) => log.append(updates).then(look),
    saveSnapshot: (...snapshot) => log.saveSnapshot(...snapshot).then(look),
  })

  await write(writing, (digest) => operations.push({ kind: 'told', digest }), watched)
  return operations
}
