/**
 * kill -9 at random instants: a real server under load, killed, looked into, started again on the same folder, over and
 * over; now and then it is stopped in order instead. Several clients write in two rooms and watch each other, over every
 * way there is to a server: a page's one WebSocket, a page's event stream, a socket of one's own. Some are still coming
 * in, with words written offline, when the process dies. What anyone saw, and was told is saved, must be in the files it
 * leaves behind.
 */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCode } from '../../shared/protocol.ts'
import { startApp, type App } from '../support/app.ts'
import { campaignRuns, tellCounts, underSeed } from '../support/campaign.ts'
import { holds } from '../support/holds.ts'
import { connectPage } from '../support/page-connection.ts'
import { prepareFolder, type PreparedFolder } from '../support/prepared-folder.ts'
import { editRandomly } from '../support/random-edits.ts'
import { createRandom, type Random } from '../support/random.ts'
import { createSocketClient, type SocketClient } from '../support/socket-client.ts'
import { readStored } from '../support/stored.ts'
import { until } from '../support/until.ts'

/** Kills after which the clients move on to other rooms, before their texts grow long. */
const killsPerRooms = 15

/** Longest a server lives after everyone is in, in ms. */
const lifeMs = 350

/** One edit of one client about every so many ms: a room full of people typing. */
const editEveryMs = 2

const runs = campaignRuns({ share: 6, long: 500 })

let folder: PreparedFolder
const counts = { kills: 0, stops: 0, seen: 0, saved: 0, unsaved: 0, 'killed while coming in': 0 }

beforeAll(async () => {
  folder = await prepareFolder({ people: 4 })
})

afterAll(() => {
  rmSync(folder.dataFolder, { recursive: true, force: true })
  tellCounts('Kills', counts)
})

const start = (): Promise<App> =>
  startApp({ dataFolder: folder.dataFolder, env: { COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'error' } })

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** How the three clients of each room come in, by the person they are: two are of one person. */
const seats = [
  { person: 0, way: 'socket' },
  { person: 1, way: 'stream' },
  { person: 1, way: null },
] as const

/** Two rooms that follow on from the last two, the clients of one after those of the other. */
const gather = (round: number): SocketClient[] => {
  const { rooms } = folder.plans[0] ?? { rooms: [] }
  const pair = [0, 1].map((at) => rooms[(2 * round + at) % rooms.length] ?? '')
  return pair.flatMap((room) => seats.map(({ person }) => createSocketClient(room, folder.tokens[person] ?? '')))
}

/** Everyone comes in, those of one page on one connection. */
const comeIn = (clients: readonly SocketClient[], url: string): Promise<void>[] => {
  const pages = seats.map(({ person, way }) => way && connectPage(url, folder.tokens[person] ?? '', way))
  return clients.map((client, at) => client.connect(url, pages[at % pages.length] ?? undefined))
}

const edit = (random: Random, { doc }: SocketClient): void => editRandomly(random, doc.getXmlFragment('content'))

/** Everyone types until the server is gone. */
const load = async (random: Random, clients: readonly SocketClient[], isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    edit(random, random.pick(clients))
    await wait(random.int(2 * editEveryMs))
  }
}

const areSettled = (clients: readonly SocketClient[]): boolean => clients.every(({ unsaved }) => unsaved === 0)

const textsIn = (clients: readonly SocketClient[], room: string): ReadonlySet<string> =>
  new Set(clients.filter((client) => client.room === room).map(({ doc }) => doc.getXmlFragment('content').toString()))

/** Everyone is in, all is saved, and the copies in each room are equal. */
const converge = async (clients: readonly SocketClient[], url: string): Promise<void> => {
  await Promise.all(comeIn(clients, url))
  const rooms = [...new Set(clients.map(({ room }) => room))]
  await until(() => areSettled(clients) && rooms.every((room) => textsIn(clients, room).size === 1))
}

/** Nothing that was seen or told is missing in what the dead process left. */
const inspect = async (clients: readonly SocketClient[]): Promise<void> => {
  const stored = await readStored(folder.dataFolder, [...new Set(clients.map(({ room }) => room))])
  expect(stored.integrity).toBe('ok')
  for (const client of clients) {
    const doc = stored.docs.get(client.room)
    if (!doc) throw new Error('No such room in the store')
    const isMissing = (update: Uint8Array): boolean => !holds(doc, update)
    expect(client.seen.filter(isMissing), 'updates that were seen').toEqual([])
    expect(client.saved.filter(isMissing), 'updates told to be saved').toEqual([])
    counts.seen += client.seen.length
    counts.saved += client.saved.length
    counts.unsaved += client.unsaved
    client.seen.length = 0
    client.saved.length = 0
  }
}

/** Who has the room has its text to type in; the others have yet to be told. */
const hasText = ({ doc }: SocketClient): boolean => doc.getXmlFragment('content').length > 0

const killOnce = async (random: Random, clients: readonly SocketClient[]): Promise<void> => {
  const app = await start()
  const isComingIn = random.chance(0.25) && clients.every(hasText)
  if (isComingIn) {
    for (const client of clients) edit(random, client)
    for (const come of comeIn(clients, app.url)) come.catch(() => undefined)
    counts['killed while coming in'] += 1
  } else await converge(clients, app.url)
  let isDead = false
  const loading = load(random, clients, () => isDead)
  await wait(random.int(isComingIn ? 60 : lifeMs))
  const isStopped = !isComingIn && random.chance(0.15)
  await (isStopped ? app.stop() : app.kill())
  isDead = true
  await loading
  for (const client of clients) client.giveUp()
  await Promise.all(clients.map((client) => client.ended()))
  if (isStopped) expect(clients.map(({ closes }) => closes.at(-1))).toEqual(clients.map(() => closeCode.restarting))
  await inspect(clients)
  counts[isStopped ? 'stops' : 'kills'] += 1
}

describe('kill -9 under load', () => {
  it('[ROOM5] [ROOM23] [FAULT1] loses nothing that anyone saw or was told is saved, and everyone comes back to one text', async () => {
    let clients = gather(0)
    for (let seed = 1; counts.kills < runs; seed += 1) {
      if (seed % killsPerRooms === 0) clients = gather(seed / killsPerRooms)
      await underSeed(seed, () => killOnce(createRandom(seed), clients))
    }
    const app = await start()
    await converge(clients, app.url)
    await app.stop()
    await inspect(clients)
    expect(counts.seen > runs && counts.saved > runs && counts.unsaved > 0).toBe(true)
  })
})
