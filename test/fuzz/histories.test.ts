/**
 * Random histories of several honest people in two sections: writing at once and in several tabs, losing the connection,
 * coming back with words written offline, asleep while others go on, losing and getting back the right to write, sections
 * signed off and reopened, the server killed between; half of them say what they hold on coming back, as pages do. Frames
 * of different connections overtake each other. In the end everyone in a section has the same text, it is the log's, and what was acknowledged is in it; while a section was
 * signed nothing in it changed.
 */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { decodeFrame } from '../../server/sync/wire.ts'
import { closeCode, sectionRoom } from '../../shared/protocol.ts'
import { campaignRuns, tellCounts, underSeed } from '../support/campaign.ts'
import { holdsWords } from '../support/holds.ts'
import { editRandomly } from '../support/random-edits.ts'
import { createRandom, type Random } from '../support/random.ts'
import type { SyncClient } from '../support/sync-client.ts'
import { aims, createWorld, firstState, type World } from '../support/sync-world.ts'

const people = ['Ada', 'Ben', 'Isla']
const vision = sectionRoom('plan1', 'vision')
const rooms = [aims, vision]
const limits = { snapshotEvery: 10 }

interface History {
  world: World
  readonly clients: Map<SyncClient, string>
  /** What signed rooms read as when they were signed. */
  readonly signed: Map<string, string>
  /** To see that the fuzz did something. */
  readonly seen: Record<
    'kills' | 'refusals' | 'signed' | 'reopened' | 'slept' | 'acknowledged' | 'matches' | 'updates',
    number
  >
}

const stateOf = (doc: Y.Doc): string => doc.getXmlFragment('content').toString()

const clientsOf = ({ clients }: History): SyncClient[] => [...clients.keys()]

const mayWrite = ({ world, clients }: History, client: SyncClient): boolean =>
  (world.rights.get(client.person) ?? 'write') === 'write' && !world.signed.has(clients.get(client) ?? '')

const isIn = ({ session }: SyncClient): boolean => session !== null && !session.isClosed

const reopen = ({ world, clients }: History, client: SyncClient): Promise<void> =>
  world.reopen(client, { room: clients.get(client) ?? aims })

/** Who is away does not know yet that the right is gone, or the section signed, and writes on. */
const write = (history: History, random: Random): void => {
  const client = random.pick(clientsOf(history))
  const may = mayWrite(history, client) || (!isIn(client) && random.chance(0.05))
  if (may && client.root().length > 0) editRandomly(random, client.root())
}

const cut = async (history: History, random: Random): Promise<void> => {
  const client = random.pick(clientsOf(history))
  history.world.asleep.delete(client)
  if (isIn(client)) client.drop()
  else await reopen(history, client)
}

/** A computer that wakes finds its connection as it was, or gone. */
const sleepOrWake = (history: History, random: Random): void => {
  const { asleep } = history.world
  const client = random.pick(clientsOf(history))
  if (!asleep.delete(client)) {
    asleep.add(client)
    history.seen.slept += 1
  } else if (random.chance(0.5)) client.drop()
}

const changeRight = ({ world }: History, random: Random): void => {
  const person = random.pick(people)
  world.rights.set(person, random.chance(0.5) ? 'read' : 'write')
  world.rooms.dismiss(({ personId }) => personId === person, closeCode.accessChanged)
}

/** As a sign-off does it: the room is held, its text read, and it is signed before it is let go. */
const sign = (history: History, room: string): void => {
  const { world, signed, seen } = history
  const held = world.rooms.hold(room, async ({ doc }) => {
    await world.idle()
    // A server that was killed meanwhile has signed nothing.
    if (history.world !== world) return
    world.signed.add(room)
    signed.set(room, stateOf(doc))
    seen.signed += 1
  })
  // A room that cannot write its log, or whose server was killed, is not signed.
  held.catch(() => undefined)
}

const readState = ({ world }: History, room: string): Promise<string> =>
  world.rooms.read(room, ({ doc }) => stateOf(doc))

const expectUnchanged = async (history: History, room: string): Promise<void> => {
  const before = history.signed.get(room)
  if (before !== undefined) expect(await readState(history, room)).toBe(before)
}

const unsign = async (history: History, room: string): Promise<void> => {
  const { world, signed, seen } = history
  await expectUnchanged(history, room)
  signed.delete(room)
  world.signed.delete(room)
  world.rooms.dismiss(({ sectionId }) => room.endsWith(`/${sectionId}`), closeCode.accessChanged)
  seen.reopened += 1
}

const signOrReopen = async (history: History, random: Random): Promise<void> => {
  const room = random.pick(rooms)
  if (history.signed.has(room)) await unsign(history, room)
  else if (!history.world.signed.has(room)) sign(history, room)
}

const loggedIn = ({ world }: History, room: string): Y.Doc => {
  const doc = new Y.Doc()
  // Without tidying marks by itself, as the server reads it.
  doc.on('afterTransaction', (transaction) => Object.assign(transaction, { _needFormattingCleanup: false }))
  for (const { bytes } of world.log.updatesOf(room)) Y.applyUpdate(doc, bytes)
  return doc
}

const updateOf = (bytes: Uint8Array): Uint8Array => {
  const frame = decodeFrame(bytes)
  if (frame.ok && 'update' in frame.value) return frame.value.update
  throw new Error('Acknowledged what is no update')
}

/** Looked at before anyone can send again what was not taken: by then it would be in the log after all. */
const expectAcknowledged = (history: History): void => {
  const logged = new Map(rooms.map((room) => [room, loggedIn(history, room)]))
  for (const [client, room] of history.clients) {
    const acknowledged = client.acknowledged.splice(0).map(updateOf)
    history.seen.acknowledged += acknowledged.length
    expect(acknowledged.filter((update) => !holdsWords(logged.get(room) ?? new Y.Doc(), update))).toEqual([])
  }
}

const kill = async (history: History, random: Random): Promise<void> => {
  const { log, rights, signed } = history.world
  history.world.kill()
  expectAcknowledged(history)
  history.world = await createWorld({ log, random, limits })
  for (const [person, right] of rights) history.world.rights.set(person, right)
  for (const room of signed) history.world.signed.add(room)
  for (const client of clientsOf(history)) await reopen(history, client)
  history.seen.kills += 1
}

const act = async (history: History, random: Random): Promise<void> => {
  const kind = random.int(1_000)
  if (kind < 680) write(history, random)
  else if (kind < 810) await cut(history, random)
  else if (kind < 850) sleepOrWake(history, random)
  else if (kind < 880) changeRight(history, random)
  else if (kind < 895) await signOrReopen(history, random)
  else if (kind < 905) await kill(history, random)
  await history.world.step()
}

const wasRefused = ({ notices }: SyncClient): boolean => notices.includes('read-only')

/**
 * Who wrote what was not taken keeps it as a copy and starts anew; that is the page's part, and ends the history. All
 * may write in the end, so that the tidying of marks reaches everyone: done by a reader's library it stays with them.
 */
const bringTogether = async (history: History): Promise<void> => {
  const { world, seen } = history
  world.asleep.clear()
  await world.settle()
  for (const client of clientsOf(history)) await reopen(history, client)
  await world.settle()
  for (const room of rooms) await expectUnchanged(history, room)
  expectAcknowledged(history)
  world.signed.clear()
  world.rights.clear()
  for (const client of clientsOf(history)) await reopen(history, client)
  await world.settle()
  for (const room of rooms) history.clients.set(await world.open('Ada', { room }), room)
  await world.settle()
  seen.matches += clientsOf(history).reduce((sum, { matches }) => sum + matches, 0)
  seen.refusals += clientsOf(history).filter(wasRefused).length
}

const expectTogether = async (history: History, room: string): Promise<void> => {
  const { world, clients, seen } = history
  const logged = loggedIn(history, room)
  const here = clientsOf(history).filter((client) => clients.get(client) === room)
  const copies = here.filter((client) => !wasRefused(client)).map(({ doc }) => stateOf(doc))
  expect(new Set(copies)).toEqual(new Set([stateOf(logged)]))
  expect(await readState(history, room)).toBe(stateOf(logged))
  seen.updates += world.log.updatesOf(room).length
}

const run = async (seed: number, seen: History['seen']): Promise<void> => {
  const random = createRandom(seed)
  const world = await createWorld({ random, limits })
  await world.rooms.create(vision, firstState())
  const history: History = { world, clients: new Map(), signed: new Map(), seen }
  const enter = async (person: string, room: string): Promise<void> =>
    void history.clients.set(await world.open(person, { room, compares: random.chance(0.5) }), room)
  for (const person of [...people, 'Ada']) await enter(person, aims)
  for (const person of ['Ben', 'Isla']) await enter(person, vision)
  await world.settle()
  for (let action = 0; action < 150; action += 1) await act(history, random)
  await bringTogether(history)
  for (const room of rooms) await expectTogether(history, room)
  expectAcknowledged(history)
  expect(history.world.reports).toEqual([])
  expect(clientsOf(history).flatMap(({ closes }) => closes.filter((code) => code < 4500))).toEqual([])
}

const runs = campaignRuns({ share: 150, long: 20_000 })

describe('histories', () => {
  it('[ROOM1] [ROOM5] [ROOM10] [FAULT6] bring every copy to the text of the log, whatever happened on the way', async () => {
    const seen = { kills: 0, refusals: 0, signed: 0, reopened: 0, slept: 0, acknowledged: 0, matches: 0, updates: 0 }
    for (let seed = 1; seed <= runs; seed += 1) await underSeed(seed, () => run(seed, seen))
    expect(runs < 150 || Object.values(seen).every((count) => count > 5)).toBe(true)
    tellCounts('Histories', { histories: runs, ...seen })
  }, 7_200_000)
})
