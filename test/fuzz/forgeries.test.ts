/**
 * Forged updates and frames: real ones with bytes changed, cut, doubled or spliced, updates well-formed but made up,
 * and noise. The guard may refuse or take them; what it takes must go into the Y.Doc whole, add nothing under another's
 * client id, and leave a log from which the same text can be read. In a room, others notice nothing.
 */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Accepted, judgeUpdate } from '../../server/sync/guard.ts'
import { emptyStoredRoom, openText, type RoomText } from '../../server/sync/text.ts'
import { campaignRuns, tellCounts, underSeed } from '../support/campaign.ts'
import { adas, bens, forgeFrame, forgeUpdate, realUpdate } from '../support/forge.ts'
import { heapMiB } from '../support/heap.ts'
import { createRandom, type Random } from '../support/random.ts'
import type { SyncClient } from '../support/sync-client.ts'
import { aims, createWorld, firstState, type Right, type World } from '../support/sync-world.ts'

const opened = (updates: readonly Uint8Array[]): RoomText => {
  const tail = updates.map((bytes, index) => ({ seq: index + 1, personId: null, at: 0, bytes, isIntact: true }))
  const text = openText({ ...emptyStoredRoom, tail }, true)
  if (!text.ok) throw new Error(text.error)
  return text.value
}

const reopened = (log: readonly Uint8Array[], authors: ReadonlyMap<number, string>): RoomText => ({
  ...opened(log),
  authors: new Map(authors),
})

/** As a room does it: what does not stand where it says is undone by reading the log anew. */
const isTaken = (text: RoomText, verdict: Accepted): boolean => {
  try {
    text.doc.transact(() => text.apply(verdict))
    return true
  } catch (error) {
    if (error instanceof Error && error.message.endsWith('where it says')) return false
    throw error
  }
}

const shownIn = (doc: Y.Doc): string => doc.getXmlFragment('content').toString()

/** Forgeries for one room, before it is left for a fresh one. */
const perRoom = 60

const seen = { accept: 0, nothing: 0, resync: 0, refuse: 0, undone: 0 }

/** Ben sends what he likes to a room in which Ada has written. */
const forgeInto = (random: Random): void => {
  const log = [firstState()]
  let text = opened(log)
  log.push(realUpdate(random, text, adas))
  text = reopened(log, new Map([[adas, 'Ada']]))
  const written = Y.getState(text.doc.store, adas)
  for (let forgery = 0; forgery < perRoom; forgery += 1) {
    const verdict = judgeUpdate(text, 'Ben', forgeUpdate(random, { doc: text.doc, seen: log }))
    seen[verdict.type] += 1
    if (verdict.type !== 'accept') continue
    if (!isTaken(text, verdict)) {
      seen.undone += 1
      text = reopened(log, text.authors)
      continue
    }
    for (const client of verdict.newClientIds) text.authors.set(client, 'Ben')
    log.push(verdict.bytes)
  }
  expect(Y.getState(text.doc.store, adas)).toBe(written)
  expect([...text.doc.share.keys()]).toEqual(['content'])
  expect(shownIn(opened(log).doc)).toBe(shownIn(text.doc))
  expect(shownIn(opened([Y.encodeStateAsUpdate(text.doc)]).doc)).toBe(shownIn(text.doc))
}

interface Siege {
  readonly world: World
  readonly ada: SyncClient
  readonly ben: SyncClient
  readonly earlier: Uint8Array[]
}

/** Ada writes, and knows her words; Ben has the right that is given, and writes his frames himself. */
const besiege = async (random: Random, right: Right): Promise<Siege> => {
  const world = await createWorld({ random, limits: { snapshotEvery: 20 } })
  world.rights.set('Ben', right)
  const ada = await world.open('Ada', { clientId: adas })
  const ben = await world.open('Ben', { clientId: bens + 1 })
  await world.settle()
  ada.type(0, 'words that stay')
  await world.settle()
  return { world, ada, ben, earlier: [] }
}

/** Sends some frames in one turn, and says how many found the connection open. */
const attack = async ({ world, ben, earlier }: Siege, random: Random): Promise<number> => {
  if (!ben.session || ben.session.isClosed) await world.reopen(ben)
  const updates = world.log.updatesOf(aims).map(({ bytes }) => bytes)
  const { doc } = opened(updates)
  let sent = 0
  for (let frames = random.pick([1, 1, 1, 4]); frames > 0 && ben.session?.isClosed === false; frames -= 1) {
    const frame = forgeFrame(random, { doc, seen: updates }, earlier)
    earlier.push(frame)
    ben.session.receive(frame)
    sent += 1
  }
  if (earlier.length > 100) earlier.splice(0, 50)
  await world.step()
  return sent
}

const expectNobodyElseHarmed = async ({ world, ada, ben }: Siege): Promise<void> => {
  ben.drop()
  const before = Y.getState(ada.doc.store, adas)
  ada.root().insert(0, [new Y.XmlElement('paragraph')])
  const isla = await world.open('Isla')
  await world.settle()
  expect([ada.closes, ada.saved]).toEqual([[], ada.sent])
  expect(shownIn(isla.doc)).toBe(shownIn(ada.doc))
  expect(shownIn(opened(world.log.updatesOf(aims).map(({ bytes }) => bytes)).doc)).toBe(shownIn(ada.doc))
  expect(Y.getState(isla.doc.store, adas)).toBe(before + 1)
  expect([...isla.doc.share.keys()]).toEqual(['content'])
}

const siegeReports = /^(An update was refused|An update could not be applied)/

const closes = { readers: 0, writers: 0 }

/** One room under siege, to its end. */
const endure = async (random: Random, right: Right): Promise<Siege> => {
  const siege = await besiege(random, right)
  const untouched = shownIn(siege.ada.doc)
  for (let sent = 0; sent < perRoom;) sent += await attack(siege, random)
  await siege.world.settle()
  if (right === 'read') expect(shownIn(siege.ada.doc)).toBe(untouched)
  await expectNobodyElseHarmed(siege)
  expect(siege.world.reports.filter((report) => !siegeReports.test(report))).toEqual([])
  expect(siege.ben.closes.filter((code) => ![4400, 4413, 4429].includes(code))).toEqual([])
  return siege
}

/** A million in all, a third of them as bare updates, a third from a reader and a third from a writer. */
const rooms = campaignRuns({ share: 100, long: Math.ceil(1_000_000 / 3 / perRoom) })

/** What a run may leave behind, in MiB: caches and compiled code, nothing that grows with what was sent. */
const maxGrowthMiB = 40

describe('forgeries', () => {
  it('[ROOM35] [ROOM39] [FAULT5] are taken whole or not at all, and change nothing under another’s id', async () => {
    const before = heapMiB()
    for (let seed = 1; seed <= rooms; seed += 1) await underSeed(seed, () => forgeInto(createRandom(seed)))
    expect(rooms < 100 || Object.values(seen).every((count) => count > 0)).toBe(true)
    expect(heapMiB() - before).toBeLessThan(maxGrowthMiB)
    tellCounts('Forged updates', { updates: rooms * perRoom, ...seen })
  }, 7_200_000)

  it.each<[Right, keyof typeof closes]>([
    ['read', 'readers'],
    ['write', 'writers'],
  ])(
    '[ROOM47] [FAULT5] sent to a room by who may %s change nothing they may not, and nobody else notices',
    async (right, who) => {
      const before = heapMiB()
      for (let seed = 1; seed <= rooms; seed += 1) {
        const { ben } = await underSeed(seed, () => endure(createRandom(seed), right))
        closes[who] += ben.closes.length
      }
      expect(closes[who]).toBeGreaterThan(rooms)
      expect(heapMiB() - before).toBeLessThan(maxGrowthMiB)
      tellCounts(`Forged frames of ${who}`, {
        frames: rooms * perRoom,
        closes: closes[who],
        MiB: Math.round(heapMiB() - before),
      })
    },
    7_200_000,
  )
})
