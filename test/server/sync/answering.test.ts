import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { step1Frame } from '../../../server/sync/wire.ts'
import { messageType, sectionRoom } from '../../../shared/protocol.ts'
import type { SyncClient } from '../../support/sync-client.ts'
import { aims, createWorld, firstState, type World } from '../../support/sync-world.ts'

const answersTo = ({ inbox }: SyncClient): number =>
  inbox.filter(([type, kind]) => type === messageType.sync && kind === 1).length

const send = ({ outbox, session }: SyncClient): void => {
  for (const frame of outbox.splice(0)) session?.receive(frame)
}

/** One turn of the event loop, in which rooms have theirs. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** State vectors of which each is answered otherwise. */
const different = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Y.encodeStateVector(new Map([[9_000 + index, 1]])))

const opened = async (): Promise<{ world: World; ada: SyncClient; ben: SyncClient }> => {
  const world = await createWorld()
  const ada = await world.open('Ada')
  const ben = await world.open('Ben')
  await world.settle()
  ada.type(0, 'words')
  await world.settle()
  return { world, ada, ben }
}

describe('answers', () => {
  it('[ROOM76] that have to be worked out are one in a turn, and letters go on between them', async () => {
    const { world, ada, ben } = await opened()
    for (const stateVector of different(10)) ben.sendRaw(step1Frame(stateVector))
    send(ben)
    await turn()
    expect(answersTo(ben)).toBe(1)
    ada.type(0, 'x')
    send(ada)
    await turn()
    await turn()
    expect([answersTo(ben) < 10, ada.sent]).toEqual([true, 3])
    expect(world.loggedText()).toBe('xwords')
    await world.idle()
    await world.settle()
    expect([ben.text(), ben.closes]).toEqual(['xwords', []])
  })

  it('[ROOM76] all come in the end, and who is answered the same as another does not wait', async () => {
    const { ben } = await opened()
    const [first = Uint8Array.of(), second = Uint8Array.of()] = different(2)
    for (const asked of [first, second, first, second, first]) ben.sendRaw(step1Frame(asked))
    send(ben)
    await turn()
    expect(answersTo(ben)).toBe(1)
    await turn()
    expect(answersTo(ben)).toBe(5)
  })

  it('[ROOM76] of one person do not wait for all of another, however many connections they have', async () => {
    const { world, ada, ben } = await opened()
    const again = await world.open('Ben')
    await world.settle()
    const [before, beforeOfBen] = [answersTo(ada), answersTo(ben) + answersTo(again)]
    for (const [index, asked] of different(20).entries()) (index % 2 ? ben : again).sendRaw(step1Frame(asked))
    for (const client of [ben, again]) send(client)
    await turn()
    for (const asked of different(22).slice(20)) ada.sendRaw(step1Frame(asked))
    send(ada)
    for (let count = 0; count < 4; count += 1) await turn()
    expect([answersTo(ada) - before, answersTo(ben) + answersTo(again) - beforeOfBen <= 3]).toEqual([2, true])
    for (let count = 0; count < 20; count += 1) await turn()
    expect(answersTo(ben) + answersTo(again) - beforeOfBen).toBe(20)
  })

  it('[ROOM76] of one room do not wait for all of another', async () => {
    const { world, ada, ben } = await opened()
    const vision = sectionRoom('plan1', 'vision')
    await world.rooms.create(vision, firstState())
    const isla = await world.open('Isla', { room: vision })
    await world.settle()
    for (const client of [ada, ben]) for (const asked of different(10)) client.sendRaw(step1Frame(asked))
    for (const client of [ada, ben]) send(client)
    await turn()
    isla.sendRaw(step1Frame(different(1)[0] ?? Uint8Array.of()))
    send(isla)
    for (let count = 0; count < 3; count += 1) await turn()
    expect([answersTo(isla), answersTo(ada) + answersTo(ben) < 10]).toEqual([1, true])
  })

  it('[ROOM28] are worked out for nobody who has left, and the room is closed after them', async () => {
    const { world, ada, ben } = await opened()
    for (const asked of different(10)) ben.sendRaw(step1Frame(asked))
    send(ben)
    await turn()
    const before = answersTo(ben)
    ben.session?.leave()
    await world.idle()
    expect(answersTo(ben)).toBe(before)
    ada.drop()
    await world.idle()
    for (let wait = 0; wait < 3; wait += 1) await world.pass(60_000)
    expect(world.rooms.census().open).toBe(0)
    expect(world.loggedText(aims)).toBe('words')
  })
})
