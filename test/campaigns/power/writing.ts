/**
 * Two people writing in a room over the real store while a third watches, without sockets, and word of every update the
 * moment somebody was shown it or told that it is saved. `record.ts` looks at what this does to the files.
 */
import { createHash } from 'node:crypto'
import { join as joinPath } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import * as Y from 'yjs'
import { databaseName } from '../../../server/store/data-folder.ts'
import { createUpdateLog } from '../../../server/store/log.ts'
import type { UpdateLog } from '../../../server/store/ports.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'
import type { Tables } from '../../../server/store/tables.ts'
import type { JoinableRooms } from '../../../server/sync/rooms.ts'
import { decodeFrame } from '../../../server/sync/wire.ts'
import { editRandomly } from '../../support/random-edits.ts'
import { createRandom, type Random } from '../../support/random.ts'
import { createSyncClient, type SyncClient } from '../../support/sync-client.ts'
import { openRooms } from '../../support/stored.ts'
import { aims, firstState } from '../../support/sync-world.ts'

export type Synchronous = 'full' | 'normal' | 'off'

export interface Writing {
  readonly folder: string
  readonly seed: number
  readonly updates: number
  readonly synchronous: Synchronous
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 24)

/** Snapshots are often enough to be among what is cut; nobody is told to slow down. */
const limits = { snapshotEvery: 40, textBurst: 1e9, bytesBurst: 1e12 }

const join = async (rooms: JoinableRooms, personId: string): Promise<SyncClient> => {
  const admission = await rooms.admit(personId, aims)
  if ('refused' in admission) throw new Error('Refused at the door')
  const client = createSyncClient(personId)
  const joining = {
    ...admission,
    room: aims,
    personId,
    sessionId: personId,
    isOurs: true,
    takesPacked: false,
    generation: null,
  }
  client.session = rooms.join(client.connection, joining)
  client.greet()
  return client
}

/**
 * Carries what clients and room have for each other, and tells of what was shown or is said to be saved. `sent` counts as
 * the room does; null stands for an answer that brought nothing.
 */
const carry = (client: SyncClient, sent: (string | null)[], tell: (digest: string) => void): void => {
  for (const bytes of client.outbox.splice(0)) {
    const frame = decodeFrame(bytes)
    if (frame.ok && frame.value.type === 'update') sent.push(digestOf(frame.value.update))
    else if (frame.ok && frame.value.type === 'step2') sent.push(null)
    client.session?.receive(bytes)
  }
  for (const bytes of client.inbox.splice(0)) {
    const before = client.saved
    client.take(bytes)
    const frame = decodeFrame(bytes)
    if (frame.ok && frame.value.type === 'update') tell(digestOf(frame.value.update))
    for (const digest of sent.slice(before, client.saved)) if (digest !== null) tell(digest)
  }
}

const pasted = (random: Random): Y.XmlElement => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Every child here grows up loved. '.repeat(1 + random.int(500)))])
  return paragraph
}

/** A pasted paragraph now and then, so that a commit is of some pages. */
const edit = (random: Random, client: SyncClient): void => {
  if (client.root().length === 0) return
  if (random.chance(0.2)) client.root().insert(0, [pasted(random)])
  else editRandomly(random, client.root())
}

const makeTold = (tell: (digest: string) => void): ((digest: string) => void) => {
  const told = new Set<string>()
  return (digest) => {
    if (told.has(digest)) return
    told.add(digest)
    tell(digest)
  }
}

const writeIn = async (rooms: JoinableRooms, { seed, updates }: Writing, tell: (digest: string) => void) => {
  const random = createRandom(seed)
  const clients = await Promise.all(['Ada', 'Ben', 'Isla'].map((person) => join(rooms, person)))
  const sent = clients.map((): (string | null)[] => [])
  const once = makeTold(tell)
  const carryAll = async (): Promise<void> => {
    clients.forEach((client, at) => carry(client, sent[at] ?? [], once))
    await setImmediate()
  }
  for (let turn = 0; turn < 20; turn += 1) await carryAll()
  for (let made = 0; made < updates; made += 1) {
    for (const writer of clients.slice(0, 2)) if (random.chance(0.6)) edit(random, writer)
    await carryAll()
  }
}

const setLevel = async (db: Kysely<Tables>, synchronous: Synchronous): Promise<void> => {
  if (synchronous !== 'full') await sql`pragma synchronous = ${sql.raw(synchronous)}`.execute(db)
}

/** Makes the store and the room, with all of it on disk. */
export const prepare = async (folder: string): Promise<void> => {
  const db = await openSqlite(joinPath(folder, databaseName))
  await openRooms(createUpdateLog(db)).create(aims, firstState())
  await db.destroy()
}

/** Writes; `watched` may look at the files after each commit, `tell` hears what was told to whom it was. */
export const write = async (
  writing: Writing,
  tell: (digest: string) => void,
  watched: (log: UpdateLog) => UpdateLog = (log) => log,
): Promise<void> => {
  const db = await openSqlite(joinPath(writing.folder, databaseName))
  await setLevel(db, writing.synchronous)
  await writeIn(openRooms(watched(createUpdateLog(db)), limits), writing, tell)
}
