/**
 * A crowd on one machine: so many clients in many rooms of several plans, on pages and on sockets of their own, typing,
 * losing their connections and coming back, while the server is stopped and started, and killed and started, on the way.
 * In the end everyone has what the log has; once they are gone no socket is left; and while nothing was restarted the
 * server's memory did not grow.
 */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { startApp, type App } from '../support/app.ts'
import { isLong, tellCounts } from '../support/campaign.ts'
import { connectPage, type PageConnection } from '../support/page-connection.ts'
import { prepareFolder, type PreparedFolder } from '../support/prepared-folder.ts'
import { openSockets, residentMiB } from '../support/process.ts'
import { createRandom, type Random } from '../support/random.ts'
import { createSocketClient, type SocketClient } from '../support/socket-client.ts'
import { readStored } from '../support/stored.ts'
import { until } from '../support/until.ts'

interface Size {
  readonly clients: number
  readonly plans: number
  readonly people: number
  readonly minutes: number
  /** A client comes back within so long, as pages do after a restart. */
  readonly jitterMs: number
  /** How often each types a letter. */
  readonly keyEveryMs: number
  /** A connection is lost about every so many letters. */
  readonly keysPerLoss: number
}

const size: Size = isLong
  ? { clients: 1_000, plans: 4, people: 40, minutes: 10, jitterMs: 10_000, keyEveryMs: 5_000, keysPerLoss: 300 }
  : { clients: 60, plans: 1, people: 4, minutes: 0.1, jitterMs: 500, keyEveryMs: 500, keysPerLoss: 40 }

const keysPerMs = size.clients / size.keyEveryMs

const longestText = 200

/** What a process may grow by in five minutes without being said to leak: what its allocator keeps for later. */
const maxGrowth = { share: 1.2, MiB: 40 }

let folder: PreparedFolder
let app: App
const counts = { clients: size.clients, keys: 0, losses: 0, restarts: 0 }

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

beforeAll(async () => {
  folder = await prepareFolder({ plans: size.plans, people: size.people })
  app = await start()
})

afterAll(async () => {
  await app.stop()
  rmSync(folder.dataFolder, { recursive: true, force: true })
})

/** At one address, so that everyone finds the next server. */
const start = (port = 0): Promise<App> =>
  startApp({
    dataFolder: folder.dataFolder,
    port,
    env: { COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'error' },
  })

interface Visitor {
  readonly client: SocketClient
  /** The page it is a room of; undefined where it has a socket of its own. */
  readonly page: PageConnection | undefined
}

/** Each person's pages, of five rooms each: two over a WebSocket, one over the event stream. */
const waysOfPages = ['socket', 'socket', 'stream'] as const
const roomsOfPage = 5

/** Ten to a room, each person in several: the first on pages, the others with sockets of their own. */
const gather = (): Visitor[] => {
  const { tokens, plans } = folder
  const rooms = plans.flatMap((plan) => plan.rooms).slice(0, Math.ceil(size.clients / 10))
  const pages = tokens.map((token) => waysOfPages.map((way) => connectPage(app.url, token, way)))
  return Array.from({ length: size.clients }, (_, at) => {
    const person = at % tokens.length
    const page = pages[person]?.[Math.floor(at / tokens.length / roomsOfPage)]
    return { client: createSocketClient(rooms[at % rooms.length] ?? '', tokens[person] ?? ''), page }
  })
}

interface Crowd {
  readonly clients: readonly SocketClient[]
  readonly random: Random
  isOver: boolean
}

/** Keeps a client in its room for as long as the crowd is there. */
const stay = async (crowd: Crowd, { client, page }: Visitor): Promise<void> => {
  while (!crowd.isOver) {
    await wait(crowd.random.int(size.jitterMs))
    // Not let in now: tried again, as after a connection that ended.
    await client.connect(app.url, page).catch(() => undefined)
    await client.ended()
  }
}

const lineIn = ({ doc }: SocketClient): Y.XmlText | null => {
  const nodes = [...doc.getXmlFragment('content').createTreeWalker(() => true)]
  return nodes.find((node): node is Y.XmlText => node instanceof Y.XmlText) ?? null
}

const type = (random: Random, client: SocketClient): void => {
  const line = lineIn(client)
  if (!line) return
  if (line.length > longestText) line.delete(random.int(longestText), 10)
  line.insert(random.int(line.length + 1), random.pick([...'abcdefgh ']))
}

const live = async ({ clients, random }: Crowd, ms: number): Promise<void> => {
  const endsAt = Date.now() + ms
  let owed = 0
  for (let before = Date.now(); before < endsAt;) {
    await wait(10)
    owed += Math.min(100, Date.now() - before) * keysPerMs
    before = Date.now()
    for (; owed >= 1; owed -= 1) {
      type(random, random.pick(clients))
      counts.keys += 1
      if (random.int(size.keysPerLoss) === 0) {
        random.pick(clients).close()
        counts.losses += 1
      }
    }
    for (const client of clients) client.seen.length = client.saved.length = 0
  }
}

const restart = async (crowd: Crowd, stop: (app: App) => Promise<void>): Promise<void> => {
  const { port } = new URL(app.url)
  await Promise.all([stop(app), live(crowd, 500)])
  app = await start(Number(port))
  counts.restarts += 1
}

const textOf = (doc: Y.Doc): string => doc.getXmlFragment('content').toString()

const roomsOf = (clients: readonly SocketClient[]): string[] => [...new Set(clients.map(({ room }) => room))]

const areTogether = (clients: readonly SocketClient[]): boolean =>
  clients.every(({ isOpen, unsaved }) => isOpen && unsaved === 0) &&
  new Set(clients.map(({ room, doc }) => `${room} ${textOf(doc)}`)).size === roomsOf(clients).length

const middle = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0

/** Memory at the beginning and at the end of a time without restarts. */
const measureMemory = async (crowd: Crowd, ms: number): Promise<readonly [number, number]> => {
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(residentMiB(app.pid)), ms / 60)
  await live(crowd, ms)
  clearInterval(sampling)
  const third = Math.floor(samples.length / 3)
  return [middle(samples.slice(0, third)), middle(samples.slice(-third))]
}

const leave = async (crowd: Crowd): Promise<void> => {
  crowd.isOver = true
  for (const client of crowd.clients) {
    client.close()
    client.giveUp()
  }
  await Promise.all(crowd.clients.map((client) => client.ended()))
}

describe('a crowd', () => {
  it('[ROOM1] [ROOM23] [FAULT4] comes to what the log has, over restarts, and leaves no socket and no memory behind', async () => {
    const socketsAtFirst = openSockets(app.pid)
    const visitors = gather()
    const crowd: Crowd = { clients: visitors.map(({ client }) => client), random: createRandom(1), isOver: false }
    const staying = visitors.map((visitor) => stay(crowd, visitor))
    await until(() => areTogether(crowd.clients), 60_000 + size.jitterMs)
    const part = (size.minutes * 60_000) / 10
    await live(crowd, 2 * part)
    await restart(crowd, (running) => running.stop())
    await live(crowd, 2 * part)
    await restart(crowd, (running) => running.kill())
    await live(crowd, part + size.jitterMs)
    const [before, after] = await measureMemory(crowd, 5 * part)
    await until(() => areTogether(crowd.clients), 120_000)
    const stored = await readStored(folder.dataFolder, roomsOf(crowd.clients))
    const different = crowd.clients.filter(
      ({ room, doc }) => textOf(doc) !== textOf(stored.docs.get(room) ?? new Y.Doc()),
    )
    expect([stored.integrity, different.length]).toEqual(['ok', 0])
    await leave(crowd)
    await Promise.all(staying)
    await until(() => openSockets(app.pid) <= socketsAtFirst)
    expect(after).toBeLessThan(before * maxGrowth.share + maxGrowth.MiB)
    tellCounts('Crowd', { ...counts, minutes: size.minutes, MiB: `${Math.round(before)} then ${Math.round(after)}` })
  })
})
