/**
 * Rooms opened, rested, stored and closed while people come and go, over a log that takes its time with everything and
 * fails to store some snapshots. No words are lost, many who come at once share one reading, and there are never two
 * live rooms of one name: nobody is inside while a room is being read. A second run has a log that also refuses to write
 * and to read now and then, and sometimes says it did not write what it wrote.
 */
import { describe, expect, it } from 'vitest'
import type { NewUpdate } from '../../server/store/ports.ts'
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts'
import { createRandom, fuzzRuns, type Random } from '../support/random.ts'
import type { SyncClient } from '../support/sync-client.ts'
import { aims, createWorld, firstState, type World } from '../support/sync-world.ts'

const limits = { idleMs: 100, restMs: 40, snapshotEvery: 7, retryMs: 20, maxRetryMs: 80 }

const isInside = ({ session }: SyncClient): boolean => session !== null && !session.isClosed && session.isSubscribed

const refusal = 'The disk does not answer'

interface Trouble {
  isOn: boolean
}

interface Life {
  readonly world: World
  readonly clients: SyncClient[]
  typed: number
  loads: number
}

/** A log in memory that fails as `isFailing` says; appends may fail before they are written, or after. */
const createFailingLog = async (random: Random, isFailing: () => boolean): Promise<MemoryLog> => {
  const log = createMemoryLog()
  await log.append([{ room: aims, seq: 1, personId: null, at: 0, bytes: firstState(), newClientIds: [] }])
  const { append, load, saveSnapshot } = log
  const perhaps = (share: number): void => {
    if (random.chance(share)) throw new Error(refusal)
  }
  return Object.assign(log, {
    append: async (updates: readonly NewUpdate[]) => {
      perhaps(isFailing() ? 0.1 : 0)
      await append(updates)
      perhaps(isFailing() ? 0.05 : 0)
    },
    load: async (...asked: Parameters<typeof load>) => {
      perhaps(isFailing() ? 0.1 : 0)
      return load(...asked)
    },
    saveSnapshot: async (...snapshot: Parameters<typeof saveSnapshot>) => {
      perhaps(0.2)
      return saveSnapshot(...snapshot)
    },
  })
}

const createLife = async (random: Random, trouble: Trouble): Promise<Life> => {
  const clients: SyncClient[] = []
  const isTroubled = trouble.isOn
  const counts = { typed: 0, loads: 0 }
  let loading = 0
  const begin = (call: string): void => {
    if (call !== 'load') return
    loading += 1
    counts.loads += 1
    // A log that failed is read anew with everyone inside.
    if (!isTroubled) expect([clients.filter(isInside), loading]).toEqual([[], 1])
  }
  const end = (call: string): void => {
    if (call === 'load') loading -= 1
  }
  const log = await createFailingLog(random, () => trouble.isOn)
  const slow = { random, maxTurns: 6, called: begin, answered: end }
  const world = await createWorld({ log, random, limits, slow })
  return Object.assign(counts, { world, clients })
}

const come = async ({ world, clients }: Life, random: Random): Promise<void> => {
  const away = clients.filter(({ session }) => session === null || session.isClosed)
  if (clients.length < 5) clients.push(await world.open(random.pick(['Ada', 'Ben', 'Isla'])))
  else if (away.length > 0) await world.reopen(random.pick(away))
}

const leave = ({ clients }: Life, random: Random): void => {
  const here = clients.filter(({ session }) => session !== null)
  const leaving = random.chance(0.3) ? here : here.slice(0, 1)
  for (const client of leaving) client.drop()
}

const type = (life: Life, random: Random): void => {
  const writers = life.clients.filter((client) => client.root().length > 0)
  if (writers.length === 0) return
  random.pick(writers).type(0, 'x')
  life.typed += 1
}

/** A room in trouble is not read and not held, which is told to who asked. */
const passOver = (): void => undefined

const act = async (life: Life, random: Random): Promise<void> => {
  const kind = random.int(100)
  if (kind < 15) await come(life, random)
  else if (kind < 30) leave(life, random)
  else if (kind < 60) type(life, random)
  else if (kind < 85) life.world.tick(random.pick([10, 40, 60, 100]))
  else if (kind < 90) life.world.rooms.read(aims, ({ doc }) => doc.toJSON()).catch(passOver)
  else if (kind < 93) life.world.rooms.hold(aims, () => life.world.step()).catch(passOver)
  for (let steps = random.int(4); steps > 0; steps -= 1) await life.world.step()
}

const bringBack = async ({ world, clients }: Life): Promise<void> => {
  await world.settle()
  for (const client of clients) {
    client.drop()
    await world.reopen(client)
  }
  await world.settle()
}

/** What an operator is told of a log that fails. */
const troubleReports = [
  'A room cannot write its log',
  'A room still cannot write its log',
  'A room could not be loaded',
]

const expectedReports = (isTroubled: boolean): ReadonlySet<string> =>
  new Set(
    ['A snapshot was not stored', ...(isTroubled ? troubleReports : [])].map((said) => `${said}: Error: ${refusal}`),
  )

const reportsOf = ({ world }: Life, isTroubled: boolean): readonly string[] => {
  const expected = expectedReports(isTroubled)
  return world.reports.filter((report) => !expected.has(report))
}

const run = async (seed: number, isTroubled: boolean): Promise<Life> => {
  const random = createRandom(seed)
  const trouble = { isOn: isTroubled }
  const life = await createLife(random, trouble)
  for (let action = 0; action < 120; action += 1) await act(life, random)
  trouble.isOn = false
  await life.world.settle()
  for (let again = isTroubled ? 5 : 1; again > 0; again -= 1) {
    await life.world.pass(limits.maxRetryMs)
    await bringBack(life)
  }
  expect(reportsOf(life, isTroubled)).toEqual([])
  const text = 'x'.repeat(life.typed)
  expect(life.world.loggedText()).toBe(text)
  expect(life.clients.map((client) => client.text())).toEqual(life.clients.map(() => text))
  return life
}

const runs = fuzzRuns(120)

const runAll = async (isTroubled: boolean) => {
  const seen = { typed: 0, loads: 0, snapshots: 0, reports: 0 }
  for (let seed = 1; seed <= runs; seed += 1) {
    const life = await run(seed, isTroubled).catch((error: unknown) => {
      throw new Error(`Seed ${seed}`, { cause: error })
    })
    seen.typed += life.typed
    seen.loads += life.loads
    seen.snapshots += life.world.log.snapshots
    seen.reports += life.world.reports.length
  }
  return seen
}

/** Too few runs may happen to see no snapshot or no trouble. */
const wereBusy = (seen: Readonly<Record<string, number>>): boolean =>
  runs < 20 || Object.values(seen).every((count) => count > runs)

describe('the life of a room', () => {
  it('[ROOM15] [ROOM16] [ROOM17] loses nothing and is never lived twice, however people come and go', async () => {
    const seen = await runAll(false)
    expect(wereBusy(seen)).toBe(true)
  }, 600_000)

  it('[ROOM6] [ROOM61] loses nothing where the log refuses to write or read now and then, either', async () => {
    const seen = await runAll(true)
    expect(wereBusy(seen)).toBe(true)
  }, 600_000)
})
