import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Session } from '../../../server/sync/session.ts'
import { presenceFrame, updateFrame } from '../../../server/sync/wire.ts'
import { closeCode, messageType } from '../../../shared/protocol.ts'
import type { SyncClient } from '../../support/sync-client.ts'
import { aims, createWorld, type Right } from '../../support/sync-world.ts'

const twoPeople = async () => {
  const world = await createWorld()
  const ada = await world.open('Ada')
  const ben = await world.open('Ben')
  await world.settle()
  /** Presence waits for company; this lets it out and carries it. */
  const spread = async (): Promise<void> => {
    for (let beat = 0; beat < 4; beat += 1) {
      await world.pass(100)
      await world.settle()
    }
  }
  return { world, ada, ben, spread }
}

const seen = (by: SyncClient, of: SyncClient) => by.awareness.getStates().get(of.doc.clientID)

const forged = (clientId: number, state: unknown, clock = 99): Uint8Array =>
  presenceFrame([{ clientId, clock, json: JSON.stringify(state) }])

const createColoured = async () => {
  const world = await createWorld()
  const enter = async (person: string, room = aims): Promise<Session> => {
    const admission = await world.rooms.admit(person, room)
    if ('refused' in admission) throw new Error(`${person} may come in`)
    const whose = { room, personId: person, sessionId: person, generation: null }
    const connection = { send: () => true, sendState: () => true, close: () => undefined }
    return world.rooms.join(connection, { ...admission, ...whose, isOurs: true, takesPacked: false })
  }
  const colourOf = async (person: string, room?: string): Promise<number> => (await enter(person, room)).user.colour
  return { enter, colourOf }
}

describe('presence', () => {
  it('[ROOM41] shows who someone is as the server knows them, whatever their client says', async () => {
    const { ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 4, user: { name: 'The Minister', colour: 'url(x)' } })
    await spread()
    const user = { personId: 'Ada', name: 'Ada', body: 'Strathness Council', colour: 0 }
    expect(seen(ben, ada)).toEqual({ cursor: 4, user })
    expect(ada.awareness.getLocalState()).toMatchObject({ cursor: 4 })
  })

  it('[ROOM58] gives people who are there together different colours, and each the same one everywhere', async () => {
    const { enter, colourOf } = await createColoured()
    // Xan and Yma would have Ada's colour each.
    expect([await colourOf('Ada'), await colourOf('Xan'), await colourOf('Yma')]).toEqual([0, 1, 2])
    expect([await colourOf('Ben'), await colourOf('Xan', 'plans/plan1')]).toEqual([3, 1])
    expect((await enter('Xan', 'plans/plan2')).user.colour).toBe(0)
    const others = await Promise.all(['Cal', 'Dee', 'Eve', 'Fay', 'Gil'].map((person) => colourOf(person)))
    expect(others).toEqual([4, 5, 6, 7, 0])
  })

  it('[ROOM58] keeps a colour for as long as its person is there anywhere in the plan, and no longer', async () => {
    const { enter, colourOf } = await createColoured()
    const [first, second] = [await enter('Ada'), await enter('Ada', 'plans/plan1')]
    first.leave()
    first.leave()
    expect(await colourOf('Xan')).toBe(1)
    second.close(closeCode.accessChanged, 'over')
    second.leave()
    expect([await colourOf('Yma'), await colourOf('Ada')]).toEqual([0, 2])
  })

  it('[ROOM44] goes on when the clock is set back', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    world.tick(-3_600_000)
    ada.awareness.setLocalState({ cursor: 2 })
    await spread()
    expect(seen(ben, ada)).toMatchObject({ cursor: 2 })
  })

  it('[ROOM42] lets nobody speak for another', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    const isla = await world.open('Isla')
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    ben.sendRaw(forged(ada.doc.clientID, { cursor: 666 }, 2 ** 50))
    ben.sendRaw(forged(ada.doc.clientID, null, 2 ** 50))
    await spread()
    expect([seen(isla, ada), ben.closes]).toMatchObject([{ cursor: 1 }, []])
    ada.awareness.setLocalState({ cursor: 2 })
    await spread()
    expect(seen(isla, ada)).toMatchObject({ cursor: 2 })
  })

  it.each(['is here', 'has gone'])('[ROOM42] lets nobody begin as one who %s', async (where) => {
    const { world, ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    if (where === 'has gone') ada.drop()
    const isla = await world.open('Isla')
    // Before her own, which would be the one she speaks for.
    isla.session?.receive(forged(ada.doc.clientID, { cursor: 666 }, 2 ** 50))
    await spread()
    expect([seen(ben, ada)?.['cursor'], isla.closes]).toEqual([where === 'is here' ? 1 : undefined, []])
  })

  it('[ROOM42] lets nobody take the id under which another has written', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState(null)
    ada.type(0, 'words')
    await spread()
    const isla = await world.open('Isla')
    isla.session?.receive(forged(ada.doc.clientID, { cursor: 1 }))
    await spread()
    expect(seen(ben, ada)).toBeUndefined()
  })

  it('[ROOM72] keeps an id for who has shown it, until they write: here, away, and after many others', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    const asAda = (from: SyncClient): Uint8Array => {
      const forged = new Y.Doc()
      Y.applyUpdate(forged, Y.encodeStateAsUpdate(from.doc))
      forged.clientID = ada.doc.clientID
      const known = Y.encodeStateVector(forged)
      forged.getXmlFragment('content').insert(1, [new Y.XmlElement('paragraph')])
      return updateFrame(Y.encodeStateAsUpdate(forged, known))
    }
    ben.sendRaw(asAda(ben))
    await world.settle()
    ada.drop()
    ada.type(0, 'written on a train')
    for (let page = 0; page < 120; page += 1) {
      await world.reopen(ben)
      ben.sendRaw(forged(page, { cursor: 1 }))
      await world.settle()
    }
    ben.sendRaw(asAda(ben))
    await world.settle()
    await world.reopen(ada)
    await world.settle()
    expect([ben.closes, ada.closes, ada.notices]).toEqual([[closeCode.malformed, closeCode.malformed], [], []])
    expect(world.loggedText()).toBe('written on a train')
  })

  it('[ROOM72] keeps the last hundred ids that a person has shown, and no more', async () => {
    const { world, ben } = await twoPeople()
    const shown = Array.from({ length: 101 }, (_, page) => 1_000 + page)
    for (const id of shown) {
      await world.reopen(ben)
      ben.session?.receive(forged(id, { cursor: 1 }))
    }
    ben.drop()
    const writeUnder = async (clientId: number): Promise<readonly number[]> => {
      const isla = await world.open('Isla', { clientId })
      await world.settle()
      isla.type(0, 'words')
      await world.settle()
      return isla.closes
    }
    expect([await writeUnder(1_000), await writeUnder(1_001)]).toEqual([[], [closeCode.malformed]])
  })

  it('[ROOM72] of who goes, repeated by a stock client, makes nothing that client’s', async () => {
    const { world, ada, ben } = await twoPeople()
    ben.sendRaw(forged(ada.doc.clientID, null))
    await world.settle()
    ada.type(0, 'mine')
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([[], 'mine'])
  })

  it('[ROOM43] goes when its connection goes, and comes back with it, over a restart too', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    ada.drop()
    await spread()
    expect(seen(ben, ada)).toBeUndefined()
    await world.reopen(ada)
    await spread()
    expect(seen(ben, ada)).toMatchObject({ cursor: 1 })
  })

  it('[ROOM43] is told to who comes later', async () => {
    const { world, ada, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    const isla = await world.open('Isla')
    await world.settle()
    expect(seen(isla, ada)).toMatchObject({ cursor: 1 })
  })

  it('[ROOM44] goes out together, and at most five times a second for each connection', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    await spread()
    let frames = 0
    const { take } = ben
    ben.take = (frame) => {
      frames += frame[0] === messageType.awareness ? 1 : 0
      take(frame)
    }
    for (let step = 0; step < 20; step += 1) {
      ada.awareness.setLocalState({ cursor: step })
      await world.settle()
      await world.pass(50)
    }
    await spread()
    expect([seen(ben, ada), frames <= 7, frames >= 4]).toMatchObject([{ cursor: 19 }, true, true])
  })

  it('[ROOM45] that is too large is passed over; what is no state closes its sender', async () => {
    const { ada, ben, spread } = await twoPeople()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    ada.awareness.setLocalState({ cursor: 'x'.repeat(2_048) })
    await spread()
    expect([seen(ben, ada), ada.closes]).toMatchObject([{ cursor: 1 }, []])
    ada.sendRaw(presenceFrame([{ clientId: ada.doc.clientID, clock: 100, json: '{"cursor":' }]))
    await spread()
    expect([ada.closes, ben.closes]).toEqual([[closeCode.malformed], []])
  })

  it('[ROOM46] repeated by stock clients does not go round in circles', async () => {
    const { world, ada, ben, spread } = await twoPeople()
    await spread()
    ada.awareness.setLocalState({ cursor: 1 })
    await spread()
    const quiet = [ada.inbox.length, ben.inbox.length, ada.outbox.length, ben.outbox.length]
    await world.pass(1_000)
    expect([quiet, ada.inbox.length, ben.inbox.length]).toEqual([[0, 0, 0, 0], 0, 0])
  })
})

describe('frames', () => {
  const body = (...numbers: number[]): Uint8Array =>
    encoding.encode((encoder) => numbers.forEach((number) => encoding.writeVarUint(encoder, number)))

  it.each([
    ['nothing', body()],
    ['a type unknown', body(9, 1)],
    ['a frame only the server sends', body(100, 4)],
    ['a kind of sync unknown', body(0, 7, 0)],
    ['less than it claims', body(0, 2, 50, 1)],
    ['more than it claims', body(0, 0, 1, 0, 5)],
    ['a state vector that is none', body(0, 0, 2, 9, 9)],
    ['an update that is none', body(0, 2, 3, 9, 9, 9)],
    ['presence that is none', body(1, 2, 9, 9)],
  ])('[ROOM47] of %s close that connection as malformed, and the room lives on', async (_, bytes) => {
    const { world, ada, ben } = await twoPeople()
    ben.sendRaw(bytes)
    await world.settle()
    ada.type(0, 'still here')
    const isla = await world.open('Isla')
    await world.settle()
    expect([ben.closes, ada.closes, isla.text()]).toEqual([[closeCode.malformed], [], 'still here'])
  })

  it.each([
    ['an update beyond 1 MiB', body(0, 2, 2 ** 20 + 1)],
    ['an answer nobody asked for beyond 1 MiB', body(0, 1, 2 ** 20 + 1)],
  ])('[ROOM48] with %s close that connection as too large', async (_, head) => {
    const { world, ada, ben } = await twoPeople()
    const bytes = new Uint8Array(head.length + 2 ** 20 + 1)
    bytes.set(head)
    ben.sendRaw(bytes)
    await world.settle()
    expect([ben.closes, ada.closes]).toEqual([[closeCode.tooLarge], []])
  })

  it.each([
    ['8 MiB is read', 2 ** 23, closeCode.malformed],
    ['more than 8 MiB closes its connection as too large', 2 ** 23 + 1, closeCode.tooLarge],
  ])('[ROOM49] that were asked for: an answer of %s', async (_, length, code) => {
    const { world, ben } = await twoPeople()
    await world.reopen(ben)
    // He is asked, and does not answer by himself.
    ben.take = () => undefined
    await world.settle()
    const head = body(0, 1, length)
    const bytes = new Uint8Array(head.length + length)
    bytes.set(head)
    // Not an update: so its bytes were looked into where it is called malformed.
    bytes.fill(255, head.length)
    ben.sendRaw(bytes)
    await world.settle()
    expect(ben.closes).toEqual([code])
  })

  it('[ROOM49] may bring up to 8 MiB written offline, when asked for', async () => {
    const { world, ada, ben } = await twoPeople()
    ada.drop()
    ada.type(0, 'offline '.repeat(300_000))
    await world.reopen(ada)
    await world.settle()
    expect([ada.closes, ben.text().length]).toEqual([[], 2_400_000])
  })

  it('[ROOM34] typed while coming back, before what was written offline, close nobody', async () => {
    const { world, ada, ben } = await twoPeople()
    ada.drop()
    ada.type(0, 'offline ')
    await world.reopen(ada)
    for (let key = 0; key < 20; key += 1) ada.type(0, 'k')
    await world.settle()
    expect([ada.closes, ben.text(), ada.saved]).toEqual([[], `${'k'.repeat(20)}offline `, ada.sent])
  })

  it('[ROOM34] typed fast after words that were dropped are asked for once, and close nobody', async () => {
    const { world, ada, ben } = await twoPeople()
    const allow = async (right: Right): Promise<void> => {
      world.rights.set('Ada', right)
      await world.rooms.hold(aims, () => Promise.resolve())
    }
    await allow('read')
    ada.type(0, 'dropped ')
    await world.settle()
    await allow('write')
    for (let key = 0; key < 6; key += 1) ada.type(0, 'k')
    await world.settle()
    expect([ada.closes, ben.text(), ada.saved]).toEqual([[], 'kkkkkkdropped ', ada.sent])
  })

  it('[ROOM34] that build on what nobody has are asked about three times, then closed', async () => {
    const { world, ada, ben } = await twoPeople()
    const gap = body(0, 2, 5, 0, 1, ben.doc.clientID % 100, 1, 4, 1)
    gap[2] = gap.length - 3
    for (let time = 0; time < 3; time += 1) {
      ben.sendRaw(gap)
      await world.settle()
    }
    expect(ben.closes).toEqual([])
    ben.sendRaw(gap)
    await world.settle()
    expect([ben.closes, ada.closes]).toEqual([[closeCode.malformed], []])
  })
})
