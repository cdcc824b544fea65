import { describe, expect, it } from 'vitest'
import { compareFrame } from '../../../client/sync/comparing-socket.ts'
import * as Y from 'yjs'
import { decodeFrame, nothingFrame, step1Frame } from '../../../server/sync/wire.ts'
import { messageType } from '../../../shared/protocol.ts'
import { holdingOf } from '../../../shared/state-digest.ts'
import type { SyncClient } from '../../support/sync-client.ts'
import { aims, createWorld, type World } from '../../support/sync-world.ts'

/** Kinds of the frames that wait for a client, sync frames by their second byte. */
const kindsFor = ({ inbox }: SyncClient): readonly string[] =>
  inbox.map(([type, kind]) => (type === messageType.sync ? `sync ${kind}` : String(type)))

const written = async (): Promise<{ world: World; ada: SyncClient; ben: SyncClient }> => {
  const world = await createWorld()
  const ada = await world.open('Ada', { compares: true })
  const ben = await world.open('Ben', { compares: true })
  await world.settle()
  ada.type(0, 'Every child grows up loved')
  ada.erase(0, 6)
  await world.settle()
  return { world, ada, ben }
}

/** Comes back and is answered; what it is sent waits to be looked at. */
const comeBack = async (world: World, client: SyncClient): Promise<void> => {
  await world.reopen(client, { generation: 1 })
  for (const frame of client.outbox.splice(0)) client.session?.receive(frame)
  await world.idle()
}

describe('who comes back and says what they hold', () => {
  it('[ROOM75] holds the same: is told so and asked nothing, and hears what comes next', async () => {
    const { world, ada, ben } = await written()
    await comeBack(world, ben)
    const [first] = ben.inbox
    expect(first).toEqual(nothingFrame())
    expect(kindsFor(ben).filter((kind) => kind.startsWith('sync'))).toEqual(['sync 1'])
    await world.settle()
    expect(ben.matches).toBe(1)
    ada.type(0, 'All ')
    await world.settle()
    expect(ben.text()).toBe(ada.text())
  })

  it('[ROOM75] holds the same as a room that was closed meanwhile', async () => {
    const { world, ada, ben } = await written()
    for (const client of [ada, ben]) client.drop()
    for (let wait = 0; wait < 3; wait += 1) await world.pass(60_000)
    await comeBack(world, ben)
    await world.settle()
    expect(ben.matches).toBe(1)
  })

  it.each([
    ['lacks a letter', async ({ ada }: { ada: SyncClient; ben: SyncClient }) => ada.type(0, 'x')],
    ['lacks a deletion', async ({ ada }: { ada: SyncClient; ben: SyncClient }) => ada.erase(0, 1)],
    ['wrote a letter', async ({ ben }: { ada: SyncClient; ben: SyncClient }) => ben.type(0, 'x')],
    ['deleted a letter', async ({ ben }: { ada: SyncClient; ben: SyncClient }) => ben.erase(0, 1)],
  ])('[ROOM75] %s: is answered and asked like anyone else', async (_, change) => {
    const { world, ada, ben } = await written()
    ben.drop()
    await change({ ada, ben })
    await world.settle()
    await comeBack(world, ben)
    expect(kindsFor(ben).filter((kind) => kind.startsWith('sync'))).toEqual(['sync 1', 'sync 0'])
    await world.settle()
    expect(ben.matches).toBe(0)
    expect(ben.text()).toBe(ada.text())
    expect(world.loggedText()).toBe(ada.text())
  })

  it('[ROOM75] [ROOM3] is told that all is saved where the room has it, though it never heard so', async () => {
    const { world, ada, ben } = await written()
    ben.type(0, 'Mine ')
    for (const frame of ben.outbox.splice(0)) ben.session?.receive(frame)
    await world.idle()
    ben.drop()
    await world.settle()
    expect(ada.text()).toContain('Mine')
    await comeBack(world, ben)
    await world.settle()
    expect([ben.matches, ben.saved, ben.sent]).toEqual([1, 1, 1])
  })

  it('[ROOM75] [ROOM3] is told of nothing as saved before all it holds is', async () => {
    const { world, ben } = await written()
    ben.drop()
    ben.type(0, 'Mine ')
    await world.reopen(ben, { generation: 1 })
    ben.type(0, 'Now ')
    for (const frame of ben.outbox.splice(0)) ben.session?.receive(frame)
    await world.idle()
    expect(kindsFor(ben)).not.toContain(String(messageType.saved))
    await world.settle()
    expect([ben.saved, ben.sent]).toEqual([3, 3])
    expect(world.loggedText()).toBe(ben.text())
  })

  it('[ROOM75] says so in the turn in which another writes: is sent that, too', async () => {
    const { world, ada, ben } = await written()
    await world.reopen(ben, { generation: 1 })
    ada.type(0, 'Now ')
    for (const client of [ben, ada]) for (const frame of client.outbox.splice(0)) client.session?.receive(frame)
    await world.settle()
    expect(ben.text()).toBe(ada.text())
  })

  it('[ROOM75] is asked for what was put off while the answer waited, though the room holds by then what was claimed', async () => {
    const { world, ada, ben } = await written()
    const before = ben.session
    ben.type(0, 'Mine ')
    const [onItsWay = Uint8Array.of()] = ben.outbox
    await world.reopen(ben, { generation: 1 })
    ben.type(0, 'Now ')
    for (const clock of [1, 2, 3]) ada.session?.receive(step1Frame(Y.encodeStateVector(new Map([[9_000, clock]]))))
    for (const frame of ben.outbox.splice(0)) ben.session?.receive(frame)
    await new Promise((resolve) => void setImmediate(resolve))
    before?.receive(onItsWay)
    await world.idle()
    await world.settle()
    expect([world.loggedText(), ada.text()]).toEqual([ben.text(), ben.text()])
    expect(ben.saved).toBe(ben.sent)
  })

  it('[FAULT5] [ROOM75] is told so in a frame that goes, with all that was made of it for their connection', async () => {
    const { world, ben } = await written()
    const told: (Uint8Array | undefined)[] = []
    for (const _ of [1, 2]) {
      await comeBack(world, ben)
      told.push(ben.inbox[0])
      await world.settle()
    }
    expect(told[1]).toEqual(told[0])
    expect(told[1]).not.toBe(told[0])
  })

  it('[ROOM47] [ROOM75] closes its connection where the digest is none', async () => {
    const { world, ben } = await written()
    const frame = compareFrame(holdingOf(ben.doc))
    expect(decodeFrame(frame).ok).toBe(true)
    for (const bytes of [frame.subarray(0, -1), Uint8Array.of(...frame, 0)]) {
      await world.reopen(ben)
      ben.session?.receive(bytes)
      expect(ben.closes.at(-1)).toBe(4400)
    }
    expect(world.loggedText(aims)).toBe('child grows up loved')
  })
})
