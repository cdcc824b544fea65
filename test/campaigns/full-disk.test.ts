/**
 * A disk without room: a real server may not let its files grow for a while (the system's own limit on the size of files,
 * set from outside with prlimit; a write is cut short or refused, as on a full disk), at random moments while people
 * write, over and over. Meanwhile nobody is shown or told what is not stored, everyone is told so, reading goes on. Then
 * there is room again, or the server was killed before.
 */
import { spawnSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type App } from '../support/app.ts'
import { campaignRuns, tellCounts, underSeed } from '../support/campaign.ts'
import { holds } from '../support/holds.ts'
import { prepareFolder, type PreparedFolder } from '../support/prepared-folder.ts'
import { editRandomly } from '../support/random-edits.ts'
import { createRandom, type Random } from '../support/random.ts'
import { createSocketClient, type SocketClient } from '../support/socket-client.ts'
import { readStored, storeFiles } from '../support/stored.ts'
import { until } from '../support/until.ts'

const runs = campaignRuns({ share: 3, long: 150 })

const counts = { 'times full': 0, kills: 0, seen: 0, saved: 0, 'waiting when full': 0 }

let folder: PreparedFolder
let app: App
let room: string

beforeAll(async () => {
  folder = await prepareFolder()
  room = folder.plans[0]?.rooms[0] ?? ''
  app = await start()
})

afterAll(async () => {
  await app.stop()
  rmSync(folder.dataFolder, { recursive: true, force: true })
  tellCounts('Full disk', counts)
})

const start = (): Promise<App> =>
  startApp({ dataFolder: folder.dataFolder, env: { COMHLA_EXAMPLE: 'no', COMHLA_LOG_LEVEL: 'silent' } })

const limitFiles = (bytes: number | 'unlimited'): void => {
  const done = spawnSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}:unlimited`], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`No limit could be set: ${done.stderr}`)
}

/** From now on the store's log may grow by less than a page or two, if at all. */
const fill = (random: Random): void =>
  limitFiles(statSync(join(folder.dataFolder, storeFiles[1])).size + random.int(6_000))

const edit = (random: Random, { doc }: SocketClient): void => editRandomly(random, doc.getXmlFragment('content'))

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const textOf = ({ doc }: SocketClient): string => doc.getXmlFragment('content').toString()

/** Comes in, again and again while the room sends everyone away. */
const comeBack = async (client: SocketClient): Promise<void> => {
  for (let tries = 0; !client.isOpen; tries += 1) {
    const isIn = await client.connect(app.url).then(
      () => true,
      () => false,
    )
    if (isIn) return
    if (tries > 100) throw new Error('Never let in again')
    await wait(50)
  }
}

const areTogether = (clients: readonly SocketClient[]): boolean =>
  clients.every(({ isOpen, unsaved }) => isOpen && unsaved === 0) && new Set(clients.map(textOf)).size === 1

/** Everyone is in, everything is saved, all copies are equal. */
const converge = async (clients: readonly SocketClient[]): Promise<void> => {
  const startedAt = Date.now()
  while (!areTogether(clients)) {
    if (Date.now() - startedAt > 60_000) throw new Error('They did not come together')
    await Promise.all(clients.map(comeBack))
    await wait(10)
  }
}

const typeUntil = async (random: Random, clients: readonly SocketClient[], isOver: () => boolean): Promise<void> => {
  const startedAt = Date.now()
  while (!isOver()) {
    if (Date.now() - startedAt > 20_000) throw new Error('The disk never was full')
    edit(random, random.pick(clients))
    await wait(random.int(6))
  }
}

const told = (clients: readonly SocketClient[], kind: string): boolean =>
  clients.every(({ notices }) => notices.includes(kind))

const inspect = async (clients: readonly SocketClient[]): Promise<void> => {
  const stored = await readStored(folder.dataFolder, [room])
  expect(stored.integrity).toBe('ok')
  const doc = stored.docs.get(room)
  if (!doc) throw new Error('The room is not in the store')
  for (const client of clients) {
    expect(
      client.seen.filter((update) => !holds(doc, update)),
      'updates that were seen',
    ).toEqual([])
    expect(
      client.saved.filter((update) => !holds(doc, update)),
      'updates told to be saved',
    ).toEqual([])
    counts.seen += client.seen.splice(0).length
    counts.saved += client.saved.splice(0).length
  }
}

/** Who comes while nothing can be written sees what is stored, and is told. */
const expectReadable = async (): Promise<void> => {
  const reader = createSocketClient(room, folder.tokens[2] ?? '')
  await reader.connect(app.url)
  await until(() => told([reader], 'not-saved'))
  reader.close()
  const page = await fetch(`${app.url}/api/plans/${folder.plans[0]?.planId ?? ''}`, {
    headers: { authorization: `Bearer ${folder.tokens[2] ?? ''}` },
  })
  expect(page.status).toBe(200)
  await inspect([reader])
}

const killAndRestart = async (clients: readonly SocketClient[]): Promise<void> => {
  await app.kill()
  await Promise.all(clients.map((client) => client.ended()))
  await inspect(clients)
  app = await start()
  counts.kills += 1
}

const fillOnce = async (random: Random, clients: readonly SocketClient[]): Promise<void> => {
  await converge(clients)
  for (const { notices } of clients) notices.length = 0
  fill(random)
  await typeUntil(random, clients, () => told(clients, 'not-saved'))
  counts['waiting when full'] += clients.reduce((sum, { unsaved }) => sum + unsaved, 0)
  await expectReadable()
  if (random.chance(0.3)) await killAndRestart(clients)
  else {
    limitFiles('unlimited')
    await until(() => told(clients, 'saving-again'), 30_000)
  }
  await converge(clients)
  await inspect(clients)
  counts['times full'] += 1
}

describe('a disk without room', () => {
  it('[ROOM6] [ROOM7] [FAULT3] stops the writing, in words, loses nothing told, and goes on by itself', async () => {
    const clients = [0, 1, 1].map((person) => createSocketClient(room, folder.tokens[person] ?? ''))
    for (let seed = 1; seed <= runs; seed += 1) await underSeed(seed, () => fillOnce(createRandom(seed), clients))
    expect(counts['waiting when full']).toBeGreaterThan(0)
  })
})
