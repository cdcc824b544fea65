/**
 * What a store's files hold, read as the server would read them: the files are copied first, so that the looking (which
 * recovers and tidies a database) changes nothing of what the next server finds.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type * as Y from 'yjs'
import { databaseName } from '../../server/store/data-folder.ts'
import { createUpdateLog, updatesAfter } from '../../server/store/log.ts'
import type { LoggedUpdate, UpdateLog } from '../../server/store/ports.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { systemTimers } from '../../server/sync/deps.ts'
import { defaultLimits, type Limits } from '../../server/sync/limits.ts'
import { createRooms, type JoinableRooms } from '../../server/sync/rooms.ts'
import { parseRoom } from '../../shared/protocol.ts'

export interface Stored {
  /** `ok`, or what SQLite's own check found. */
  readonly integrity: string
  /** The rooms asked for, as a server would open them. */
  readonly docs: ReadonlyMap<string, Y.Doc>
  /** All their updates, in order. */
  readonly updates: ReadonlyMap<string, readonly LoggedUpdate[]>
}

/** The database's files; `-shm` is only a cache of the log's index. */
export const storeFiles = [databaseName, `${databaseName}-wal`] as const

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A server's rooms on a log, without sockets; whoever comes may write. */
export const openRooms = (log: UpdateLog, limits: Partial<Limits> = {}): JoinableRooms =>
  createRooms({
    log,
    now: Date.now,
    timers: systemTimers,
    logger: silent,
    limits: { ...defaultLimits, ...limits },
    judge: async (personId, room) => {
      const address = parseRoom(room) ?? { planId: '', sectionId: null }
      return { ...address, mayWrite: true, user: { personId, name: personId, body: '', colour: 0 } }
    },
  })

/** Reads the store's files in `folder` itself, which changes them as any opening does. */
export const openFiles = async (folder: string, rooms: readonly string[]): Promise<Stored> => {
  const db = await openSqlite(join(folder, databaseName))
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    const open = openRooms(createUpdateLog(db))
    const docs = new Map<string, Y.Doc>()
    const updates = new Map<string, readonly LoggedUpdate[]>()
    for (const room of rooms) {
      docs.set(room, await open.read(room, ({ doc }) => doc))
      updates.set(room, await updatesAfter(db, room, 0))
    }
    // Rooms that stay open keep their text for a minute; a campaign opens thousands.
    await open.close()
    return { integrity: rows.map((row) => Object.values(row)[0]).join('; '), docs, updates }
  } finally {
    await db.destroy()
  }
}

/** A folder for what need not last: in memory where the system has such a place, so that looking waits for no disk. */
export const scratchFolder = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'comhla-'))

/** Opens the database of `dataFolder` as a server started on it would; throws when it or a room does not open. */
export const readStored = async (dataFolder: string, rooms: readonly string[]): Promise<Stored> => {
  const copy = scratchFolder()
  try {
    for (const file of storeFiles)
      if (existsSync(join(dataFolder, file))) copyFileSync(join(dataFolder, file), join(copy, file))
    return await openFiles(copy, rooms)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
