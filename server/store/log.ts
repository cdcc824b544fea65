/**
 * The log of updates on SQL: append-only, one commit per batch. `updates(room, seq)` is the primary key, so a number
 * taken twice refuses the whole batch; `room_authors(room, client_id)` likewise refuses a client id that is another's.
 * The newest two snapshots of a room are kept: if the newest does not verify there is the one before.
 */
import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import { checksumOf, isIntact } from './checksum.ts'
import type { LoggedUpdate, NewUpdate, StoredRoom, UpdateLog } from './ports.ts'
import { prepared, preparedOne } from './prepared.ts'
import { setAside } from './set-aside.ts'
import type { Tables } from './tables.ts'

/** Rows of one insert; SQLite takes 32,766 values a statement. */
const rowsAtOnce = 500

/** What stands in `room_authors` for the server, which is no person. */
const server = ''

const inChunks = async <T>(
  rows: readonly T[],
  size: number,
  insert: (chunk: readonly T[]) => Promise<unknown>,
): Promise<void> => {
  for (let start = 0; start < rows.length; start += size) await insert(rows.slice(start, start + size))
}

/** Updates of one insert: what a turn brings on a busy day. */
const updatesAtOnce = 50

/**
 * Inserts updates, in one statement for each fifty. It is the one statement that runs for every letter, so its SQL is
 * made once for each number of rows instead of each time.
 */
const createUpdateInsert = (db: Kysely<Tables>) => {
  const compiled = new Map<number, CompiledQuery>()
  const compile = (updates: readonly NewUpdate[]): CompiledQuery =>
    db
      .insertInto('updates')
      .values(updates.map(({ room, seq, personId, at, bytes }) => ({ room, seq, personId, at, bytes, checksum: 0 })))
      .compile()
  const parametersOf = ({ room, seq, personId, at, bytes }: NewUpdate) =>
    [room, seq, personId, at, bytes, checksumOf(bytes)] as const

  return async (executor: Kysely<Tables>, updates: readonly NewUpdate[]): Promise<void> => {
    await inChunks(updates, updatesAtOnce, (chunk) => {
      const query = compiled.get(chunk.length) ?? compile(chunk)
      compiled.set(chunk.length, query)
      return executor.executeQuery({ ...query, parameters: chunk.flatMap(parametersOf) })
    })
  }
}

type InsertUpdates = ReturnType<typeof createUpdateInsert>

const appendAll = async (
  trx: Transaction<Tables>,
  updates: readonly NewUpdate[],
  insertUpdates: InsertUpdates,
): Promise<void> => {
  const rooms = [...new Set(updates.filter(({ seq }) => seq === 1).map(({ room }) => room))]
  await inChunks(rooms, rowsAtOnce, (chunk) =>
    trx
      .insertInto('rooms')
      .values(chunk.map((room) => ({ room, generation: 1 })))
      .execute(),
  )
  await insertUpdates(trx, updates)
  const authors = updates.flatMap(({ room, personId, newClientIds }) =>
    newClientIds.map((clientId) => ({ room, clientId, personId: personId ?? server })),
  )
  await inChunks(authors, rowsAtOnce, (chunk) => trx.insertInto('roomAuthors').values(chunk).execute())
}

/** Whether one insert is all there is to write: a statement alone is a transaction of its own, and costs half. */
const isOneInsert = (updates: readonly NewUpdate[]): boolean =>
  updates.length <= updatesAtOnce && updates.every(({ seq, newClientIds }) => seq > 1 && newClientIds.length === 0)

const createAppend = (db: Kysely<Tables>): UpdateLog['append'] => {
  const insertUpdates = createUpdateInsert(db)
  return async (updates) => {
    if (updates.length === 0) return
    if (isOneInsert(updates)) await insertUpdates(db, updates)
    else await db.transaction().execute((trx) => appendAll(trx, updates, insertUpdates))
  }
}

/** The room with its newest snapshot before `before`, where it has one. */
const roomBefore = preparedOne((db, before: number, room: string) =>
  db
    .selectFrom('rooms')
    .leftJoin('snapshots', (join) => join.onRef('snapshots.room', '=', 'rooms.room').on('seq', '<', before))
    .select(['generation', 'seq', 'bytes', 'checksum'])
    .where('rooms.room', '=', room)
    .orderBy('seq', 'desc')
    .limit(1),
)
const rowsAfter = prepared((db, room: string, seq: number) =>
  db
    .selectFrom('updates')
    .select(['seq', 'personId', 'at', 'bytes', 'checksum'])
    .where('room', '=', room)
    .where('seq', '>', seq)
    .orderBy('seq'),
)
const ownersIn = prepared((db, room: string) =>
  db.selectFrom('roomAuthors').select(['clientId', 'personId']).where('room', '=', room),
)

/** A transaction that only reads: all of it sees one state, and no other process has to wait to write. */
export const reading = (db: Kysely<Tables>) => db.transaction().setAccessMode('read only')

/** The updates of a room after `seq`, in order. */
export const updatesAfter = async (db: Kysely<Tables>, room: string, seq: number): Promise<LoggedUpdate[]> =>
  (await rowsAfter(db, room, seq)).map(({ checksum, ...update }) => ({
    ...update,
    isIntact: isIntact({ bytes: update.bytes, checksum }),
  }))

export const authorsOf = async (db: Kysely<Tables>, room: string): Promise<ReadonlyMap<number, string>> =>
  new Map((await ownersIn(db, room)).map(({ clientId, personId }) => [clientId, personId]))

const loadRoom = async (db: Kysely<Tables>, room: string, before: number): Promise<StoredRoom | null> => {
  const found = await roomBefore(db, before, room)
  if (!found) return null
  const { generation, seq, bytes, checksum } = found
  const snapshot = seq && bytes && checksum !== null ? { seq, bytes, isIntact: isIntact({ bytes, checksum }) } : null
  return {
    generation,
    snapshot,
    tail: await updatesAfter(db, room, snapshot?.seq ?? 0),
    authors: await authorsOf(db, room),
  }
}

const keepSnapshot = async (trx: Transaction<Tables>, room: string, seq: number, bytes: Uint8Array): Promise<void> => {
  const checksum = checksumOf(bytes)
  await trx
    .insertInto('snapshots')
    .values({ room, seq, bytes, checksum })
    .onConflict((conflict) => conflict.columns(['room', 'seq']).doUpdateSet({ bytes, checksum }))
    .execute()
  await trx
    .deleteFrom('snapshots')
    .where('room', '=', room)
    .where('seq', '<', ({ selectFrom }) =>
      selectFrom('snapshots')
        .select((newest) => newest.fn.max('seq').as('seq'))
        .where('room', '=', room)
        .where('seq', '<', seq),
    )
    .execute()
}

const lastSeqsOf = async (db: Kysely<Tables>, rooms: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const last = new Map(rooms.map((room) => [room, 0]))
  await inChunks(rooms, rowsAtOnce, async (chunk) => {
    const rows = await db
      .selectFrom('updates')
      .select(['room', (count) => count.fn.max('seq').as('seq')])
      .where('room', 'in', chunk)
      .groupBy('room')
      .execute()
    for (const { room, seq } of rows) last.set(room, seq)
  })
  return last
}

/** The log on a database; every call is one transaction or one query on the shared connection. */
export const createUpdateLog = (db: Kysely<Tables>): UpdateLog => ({
  append: createAppend(db),
  load: (room, before = Number.MAX_SAFE_INTEGER) => reading(db).execute((trx) => loadRoom(trx, room, before)),
  saveSnapshot: (room, seq, bytes) => db.transaction().execute((trx) => keepSnapshot(trx, room, seq, bytes)),
  setSnapshotsAside: (room, seq) => db.transaction().execute((trx) => setAside(trx, 'snapshot', room, seq)),
  lastSeqs: (rooms) => lastSeqsOf(db, rooms),
})
