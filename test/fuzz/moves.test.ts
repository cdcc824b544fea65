/**
 * Pages that move from one connection to another in mid-word: they say by a digest what they hold and write on, while
 * what they sent over the old connection is still on its way, and answers wait since others ask for much. However the
 * two overtake each other, in the end everybody has everything, and it counts as saved, without one more letter typed.
 */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { step1Frame } from '../../server/sync/wire.ts'
import { createMemoryLog } from '../support/memory-log.ts'
import { createRandom, fuzzRuns, type Random } from '../support/random.ts'
import type { SyncClient } from '../support/sync-client.ts'
import { aims, createWorld, firstState, type World } from '../support/sync-world.ts'

/** What is on its way over a connection that its page has left. */
interface Late {
  readonly session: SyncClient['session']
  readonly frames: Uint8Array[]
}

interface Life {
  readonly world: World
  readonly pages: readonly SyncClient[]
  readonly asker: SyncClient
  readonly late: Late[]
  moves: number
}

const people = ['Ada', 'Ada', 'Ben'] as const

const createLife = async (random: Random): Promise<Life> => {
  const log = createMemoryLog()
  await log.append([{ room: aims, seq: 1, personId: null, at: 0, bytes: firstState(), newClientIds: [] }])
  const slow = { random, maxTurns: 3, called: () => undefined, answered: () => undefined }
  // Who asks for much is not what is tried here, nor who is asked for much.
  const limits = { questionBurst: 100_000, maxResyncs: 10_000, restMs: 50, snapshotEvery: 9 }
  const world = await createWorld({ log, random, slow, limits })
  const pages: SyncClient[] = []
  for (const person of people) pages.push(await world.open(person, { compares: true }))
  const asker = await world.open('Isla')
  await world.settle()
  return { world, pages, asker, late: [], moves: 0 }
}

/** Each question is answered otherwise, so that they take a turn each. */
const ask = ({ asker }: Life, random: Random): void => {
  for (let asked = 0; asked < 8; asked += 1)
    asker.sendRaw(step1Frame(Y.encodeStateVector(new Map([[9_000 + random.int(100_000), 1]]))))
}

const edit = (page: SyncClient, random: Random): void => {
  const { length } = page.text()
  if (length > 3 && random.chance(0.3)) page.erase(random.int(length - 2), 1 + random.int(2))
  else page.type(random.int(length + 1), random.pick(['a', 'b', 'c']))
}

const move = async (life: Life, page: SyncClient, random: Random): Promise<void> => {
  life.late.push({ session: page.session, frames: [...page.outbox] })
  await life.world.reopen(page, { generation: 1 })
  if (random.chance(0.5)) edit(page, random)
  life.moves += 1
}

const arriveLate = ({ late }: Life, random: Random): void => {
  const waiting = late.filter(({ frames }) => frames.length > 0)
  if (waiting.length === 0) return
  const { session, frames } = random.pick(waiting)
  for (const frame of frames.splice(0, random.int(4))) session?.receive(frame)
}

const act = async (life: Life, random: Random): Promise<void> => {
  const page = random.pick(life.pages)
  const kind = random.int(100)
  if (kind < 30) edit(page, random)
  else if (kind < 50) await move(life, page, random)
  else if (kind < 65) ask(life, random)
  else if (kind < 90) arriveLate(life, random)
  else life.world.tick(random.pick([10, 60]))
  for (let steps = random.int(3); steps > 0; steps -= 1) await life.world.step()
}

const liveAndSettle = async (seed: number): Promise<Life> => {
  const random = createRandom(seed)
  const life = await createLife(random)
  for (let acts = 0; acts < 15; acts += 1) await act(life, random)
  for (const { session, frames } of life.late) for (const frame of frames.splice(0)) session?.receive(frame)
  await life.world.settle()
  await life.world.idle()
  await life.world.settle()
  return life
}

describe('pages that move between connections', () => {
  it('[WIRE17] [ROOM75] come to one text, all of it saved, whatever overtakes what', async () => {
    let moves = 0
    let matches = 0
    for (let seed = 1; seed <= fuzzRuns(100); seed += 1) {
      const life = await liveAndSettle(seed)
      const { world, pages } = life
      const text = world.loggedText()
      expect([seed, ...pages.map((page) => page.text())]).toEqual([seed, ...pages.map(() => text)])
      expect([seed, ...pages.map(({ saved, sent }) => sent - saved)]).toEqual([seed, ...pages.map(() => 0)])
      expect([seed, ...pages.flatMap(({ closes, notices }) => [...closes, ...notices])]).toEqual([seed])
      expect(world.reports).toEqual([])
      moves += life.moves
      matches += pages.reduce((sum, page) => sum + page.matches, 0)
    }
    expect([moves > 100, matches > 10]).toEqual([true, true])
  })
})
