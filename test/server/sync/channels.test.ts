import { describe, expect, it } from 'vitest'
import { createCarriers, defaultCarrierLimits, type CarrierLimits } from '../../../server/sync/carriers.ts'
import { defaultLimits, type Limits } from '../../../server/sync/limits.ts'
import { step1Frame, updateFrame } from '../../../server/sync/wire.ts'
import { createPacker } from '../../../client/sync/connection/packer.ts'
import { decodeParcel, encodeEntry, encodeFrames, type Entry } from '../../../shared/parcel.ts'
import { closeCode, planRoom, sectionRoom } from '../../../shared/protocol.ts'
import { openPage, settle } from '../../support/channel-page.ts'
import { createRandom, fuzzRuns, type Random } from '../../support/random.ts'
import { aims, createWorld, firstState, type World } from '../../support/sync-world.ts'

const ours = (room: string): string => `${room}?comhla=1&editor=1`

const startCarriers = async (carrierLimits: Partial<CarrierLimits> = {}, limits: Partial<Limits> = {}) => {
  const world = await createWorld({ limits })
  const carriers = createCarriers({
    rooms: world.rooms,
    limits: { ...defaultLimits, ...limits },
    carrierLimits: { ...defaultCarrierLimits, ...carrierLimits },
    timers: world.timers,
    now: world.now,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  return { world, carriers }
}

const manyRooms = async (world: World, count: number): Promise<readonly string[]> => {
  const names = Array.from({ length: count }, (_, at) => sectionRoom('plan1', `s${at}`))
  for (const name of names) await world.rooms.create(name, firstState())
  return names
}

const entriesFor = (random: Random): readonly Entry[] =>
  Array.from({ length: random.int(20) + 1 }, (): Entry => {
    const channel = random.int(300) + 1
    const bytes = Uint8Array.from({ length: random.int(200) }, () => random.int(256))
    return random.pick<Entry>([
      { kind: 'open', channel, address: ours(aims) },
      { kind: 'frame', channel, frame: bytes },
      { kind: 'close', channel, code: random.int(5_000), reason: 'so it is' },
      { kind: 'ask' },
      { kind: 'here' },
    ])
  })

describe('parcels', () => {
  it('[WIRE1] are read as they were written, and packed in order whatever their size', () => {
    for (let seed = 0; seed < fuzzRuns(200); seed += 1) {
      const random = createRandom(seed)
      const entries = entriesFor(random)
      const parcels: Uint8Array[] = []
      const packer = createPacker(
        (parcel) => parcels.push(parcel),
        () => undefined,
      )
      for (const entry of entries) {
        packer.put(entry)
        if (random.chance(0.2)) packer.flush()
      }
      packer.flush()
      expect(parcels.flatMap((parcel) => decodeParcel(parcel) ?? [])).toEqual(entries)
      const frames = entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.frame] : []))
      const channel = random.int(2 ** 40) + 1
      const written = decodeParcel(encodeFrames(channel, frames)) ?? []
      expect(written).toEqual(frames.map((frame) => ({ kind: 'frame', channel, frame })))
    }
  })

  it('[WIRE2] that are cut short, or are none, are told from those that are', () => {
    const whole = encodeEntry({ kind: 'frame', channel: 300, frame: new Uint8Array(200) })
    for (let length = 0; length < whole.length; length += 1) expect(decodeParcel(whole.subarray(0, length))).toBeNull()
    // As part of a larger buffer, a claim beyond the parcel's own bytes must not read on.
    expect(decodeParcel(whole.subarray(0, 50))).toBeNull()
    const open = encodeEntry({ kind: 'open', channel: 1, address: 'a'.repeat(401) })
    const strangers = [Uint8Array.of(), Uint8Array.of(1, 9, 0), Uint8Array.of(0, 1, 0), Uint8Array.of(1, 3, 0), open]
    expect(strangers.map((bytes) => decodeParcel(bytes))).toEqual(strangers.map(() => null))
  })

  it('[WIRE2] with more entries than any turn brings are none', () => {
    const asks = (count: number): Uint8Array =>
      Uint8Array.from({ length: 3 * count }, (_, at) => (at % 3 === 1 ? 3 : 0))
    expect([decodeParcel(asks(50_000))?.length, decodeParcel(asks(50_001))]).toEqual([50_000, null])
  })
})

describe('many rooms on one connection', () => {
  it('[WIRE3] 100 rooms behave as over 100 connections of their own', async () => {
    const { world, carriers } = await startCarriers()
    const names = await manyRooms(world, 100)
    const page = openPage(carriers, 'Ada')
    const adas = names.map((name) => page.open('Ada', ours(name)))
    const bens = await Promise.all(names.map((name) => world.open('Ben', { room: name })))
    const all = async (): Promise<void> => {
      for (let round = 0; round < 2; round += 1) {
        await settle(page)
        await world.settle()
      }
    }
    await all()
    adas.forEach((ada, at) => ada.type(0, `Ada ${at}. `))
    bens.forEach((ben, at) => ben.type(0, `Ben ${at}. `))
    await all()
    expect(adas.map((ada) => ada.text())).toEqual(bens.map((ben) => ben.text()))
    expect(adas.map((ada) => ada.text())).toEqual(names.map((name) => world.loggedText(name)))
    adas.forEach((ada, at) => expect(ada.text()).toContain(`Ada ${at}. `))
    expect(adas.map(({ saved, sent }) => saved - sent)).toEqual(names.map(() => 0))
    expect(bens.map(({ saved, sent }) => saved - sent)).toEqual(names.map(() => 0))
    expect([page.closes, world.reports]).toEqual([[], []])
  })

  it('[ROOM55] what all are sent is made once for all whose channel has the same number', async () => {
    const { world, carriers } = await startCarriers()
    const listen = (personId: string, channel: number): readonly Uint8Array[] => {
      const parcels: Uint8Array[] = []
      const nothing = (): void => undefined
      const send = (messages: readonly Uint8Array[]): void => void parcels.push(...messages)
      const transport = { send, close: nothing, drop: nothing, ping: nothing, bufferedBytes: () => 0 }
      const caller = { personId, sessionId: personId }
      const inlet = carriers.carryRooms({ ...transport, kind: 'socket' }, caller, () => caller)
      inlet?.receive(encodeEntry({ kind: 'open', channel, address: ours(aims) }))
      inlet?.receive(encodeEntry({ kind: 'frame', channel, frame: step1Frame(Uint8Array.of(0)) }))
      return parcels
    }
    const readers = [listen('Ben', 1), listen('Isla', 1), listen('Cal', 2)]
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(0, 'once')
    await world.settle()
    const [ben, isla, cal] = readers.map((parcels) => parcels.at(-1))
    expect(ben).toBe(isla)
    const frames = [ben, cal].map((parcel) => decodeParcel(parcel ?? new Uint8Array()))
    expect(frames[1]).toEqual(frames[0]?.map((entry) => ({ ...entry, channel: 2 })))
  })

  it('[WIRE4] a room that is refused or closed leaves the others alone', async () => {
    const { world, carriers } = await startCarriers()
    await manyRooms(world, 2)
    const page = openPage(carriers, 'Ada')
    const open = page.open('Ada', ours(aims))
    const missing = page.open('Ada', ours(sectionRoom('plan1', 'none')))
    const old = page.open('Ada', `${sectionRoom('plan1', 's0')}?comhla=1&editor=0`)
    const rebuilt = page.open('Ada', `${ours(sectionRoom('plan1', 's1'))}&generation=7`)
    const noName = page.open('Ada', '../etc/passwd')
    await settle(page)
    expect([missing, old, rebuilt, noName].map(({ closes }) => closes)).toEqual([
      [closeCode.noSuchRoom],
      [closeCode.reloadPage],
      [closeCode.generationChanged],
      [closeCode.noSuchRoom],
    ])
    open.sendRaw(Uint8Array.of(7, 7, 7))
    const later = page.open('Ada', ours(sectionRoom('plan1', 's0')))
    await settle(page)
    later.type(0, 'still here')
    await settle(page)
    expect([open.closes, later.closes, page.closes]).toEqual([[closeCode.malformed], [], []])
    expect(world.loggedText(sectionRoom('plan1', 's0'))).toBe('still here')
  })

  it('[WIRE5] what is said before the door has answered waits for it, in order', async () => {
    const { world, carriers } = await startCarriers()
    const page = openPage(carriers, 'Ada')
    const ada = page.open('Ada', ours(aims))
    await settle(page)
    expect([ada.isSynced, ada.closes]).toEqual([true, []])
    const ben = await world.open('Ben')
    await world.settle()
    ada.type(0, 'one ')
    ada.type(4, 'two ')
    page.carry()
    ada.drop()
    await settle(page)
    await world.settle()
    expect(ben.text()).toBe('one two ')
  })

  it('[WIRE6] rights that change close the rooms they touch at once, and each is judged anew', async () => {
    const { world, carriers } = await startCarriers()
    const page = openPage(carriers, 'Ada')
    const ada = page.open('Ada', ours(aims))
    const plan = page.open('Ada', ours(planRoom('plan1')))
    await settle(page)
    world.rights.set('Ada', 'none')
    world.rooms.dismiss(({ sectionId }) => sectionId === 'aims', closeCode.accessChanged)
    await settle(page)
    const again = page.open('Ada', ours(aims))
    await settle(page)
    expect([ada.closes, again.closes, plan.closes, page.closes]).toEqual([
      [closeCode.accessChanged],
      [closeCode.noRight],
      [],
      [],
    ])
  })

  it('[WIRE6] who is signed out opens nothing more on a connection that was theirs', async () => {
    const { world, carriers } = await startCarriers()
    let isSignedIn = true
    const page = openPage(carriers, 'Ada', () => isSignedIn)
    const ada = page.open('Ada', ours(aims))
    await settle(page)
    isSignedIn = false
    world.rooms.dismiss(({ sessionId }) => sessionId === 'Ada-session', closeCode.accessChanged)
    await settle(page)
    page.open('Ada', ours(aims))
    await settle(page)
    expect([ada.closes, page.closes]).toEqual([[closeCode.accessChanged], [closeCode.signIn]])
  })

  it('[WIRE7] a reader who stalls costs 2 MiB however many rooms they have, then the connection is closed', async () => {
    const { world, carriers } = await startCarriers()
    const names = await manyRooms(world, 10)
    const page = openPage(carriers, 'Isla')
    for (const name of names) page.open('Isla', ours(name))
    const ada = await world.open('Ada', { room: names[0] ?? '' })
    await settle(page)
    await world.settle()
    page.buffered = 2 * 1024 * 1024 + 10_000
    ada.type(0, 'more')
    await world.settle()
    expect([page.closes, ada.closes, ada.saved]).toEqual([[closeCode.accessChanged], [], ada.sent])
    expect(names.map((name) => world.loggedText(name))[0]).toBe('more')
  })

  it.each<[string, Entry]>([
    ['questions', { kind: 'ask' }],
    ['rooms that are none', { kind: 'open', channel: 2, address: 'nowhere' }],
  ])('[WIRE7] what the server itself says to %s counts for a reader who stalls', async (_, entry) => {
    const { carriers } = await startCarriers()
    const page = openPage(carriers, 'Isla')
    page.open('Isla', ours(aims))
    await settle(page)
    page.buffered = 2 * 1024 * 1024 + 1
    const heard = page.heard.length
    page.sendEntry(entry)
    await settle(page)
    expect([page.closes, page.heard.slice(heard)]).toEqual([[closeCode.accessChanged], []])
  })

  it('[WIRE8] a page is asked for signs of life, dropped when it gives none, and closed when it wants no room', async () => {
    const { world, carriers } = await startCarriers()
    const silent = openPage(carriers, 'Ada')
    const lively = openPage(carriers, 'Ben')
    const empty = openPage(carriers, 'Isla')
    silent.open('Ada', ours(aims))
    lively.open('Ben', ours(aims))
    await settle(silent, lively, empty)
    for (let beat = 0; beat < 3; beat += 1) {
      await world.pass(20_000)
      lively.sendEntry({ kind: 'here' })
      empty.sendEntry({ kind: 'here' })
      await settle(lively, empty)
    }
    expect([silent.isDropped, lively.isDropped, silent.pings, lively.pings]).toEqual([true, false, 2, 3])
    expect([lively.closes, empty.closes]).toEqual([[], [closeCode.accessChanged]])
    expect(lively.heard.map(({ kind }) => kind)).toEqual(['here', 'ask', 'ask', 'ask'])
    lively.sendEntry({ kind: 'ask' })
    await settle(lively)
    expect(lively.heard.at(-1)).toEqual({ kind: 'here' })
  })

  it('[ROOM52] connections are counted by person and by plan, rooms on one only against its own bound', async () => {
    const { world, carriers } = await startCarriers({ perPerson: 2, perPlan: 2, perConnection: 3 })
    const names = await manyRooms(world, 5)
    const first = openPage(carriers, 'Ada')
    const clients = names.slice(0, 4).map((name) => first.open('Ada', ours(name)))
    const second = openPage(carriers, 'Ada')
    const third = openPage(carriers, 'Ada')
    await settle(first, second)
    expect(clients.map(({ closes }) => closes)).toEqual([[], [], [], [closeCode.tooMany]])
    expect([third.inlet, third.closes]).toEqual([null, [closeCode.tooMany]])
    const also = second.open('Ada', ours(aims))
    const ben = openPage(carriers, 'Ben')
    const refused = ben.open('Ben', ours(aims))
    await settle(first, second, ben)
    expect([also.closes, refused.closes, ben.closes]).toEqual([[], [closeCode.tooMany], []])
    clients[0]?.drop()
    await settle(first)
    const instead = first.open('Ada', ours(aims))
    second.inlet?.leave()
    await settle(first)
    const welcome = ben.open('Ben', ours(aims))
    await settle(first, ben)
    expect([instead.closes, welcome.closes, welcome.isSynced]).toEqual([[], [], true])
  })

  it('[ROOM23] [WIRE9] a stop tells what is saved, closes with 4503, and lets nobody in', async () => {
    const { world, carriers } = await startCarriers()
    const page = openPage(carriers, 'Ada')
    const ada = page.open('Ada', ours(aims))
    await settle(page)
    ada.type(0, 'last words')
    page.carry()
    carriers.close()
    await world.rooms.close()
    carriers.end()
    page.carry()
    expect([ada.saved, ada.closes, page.closes]).toEqual([ada.sent, [closeCode.restarting], [closeCode.restarting]])
    expect(openPage(carriers, 'Ben').closes).toEqual([closeCode.restarting])
    expect(world.loggedText()).toBe('last words')
  })
})

describe('forged entries', () => {
  const frame = updateFrame(Uint8Array.of(0, 0))

  it.each<[string, readonly Uint8Array[], number]>([
    ['a parcel cut short', [encodeEntry({ kind: 'frame', channel: 1, frame }).subarray(0, 4)], closeCode.malformed],
    ['no bytes at all', [new Uint8Array()], closeCode.malformed],
    ['a channel never opened', [encodeEntry({ kind: 'frame', channel: 9, frame })], closeCode.malformed],
    ['closing a channel never opened', [encodeEntry({ kind: 'close', channel: 9, code: 1, reason: '' })], 4400],
    ['a channel opened twice', [encodeEntry({ kind: 'open', channel: 1, address: aims })], closeCode.malformed],
    ['a flood of questions', Array.from({ length: 1_300 }, () => encodeEntry({ kind: 'ask' })), closeCode.tooMany],
    [
      'a flood of rooms',
      Array.from({ length: 1_300 }, (_, at) => encodeEntry({ kind: 'open', channel: at + 2, address: 'none' })),
      closeCode.tooMany,
    ],
  ])('[WIRE10] %s closes the connection with its code, and the room lives on', async (_, forged, code) => {
    const { world, carriers } = await startCarriers()
    const ben = await world.open('Ben')
    const page = openPage(carriers, 'Ada')
    page.open('Ada', ours(aims))
    await settle(page)
    await world.settle()
    for (const bytes of forged) page.sendRaw(bytes)
    await settle(page)
    ben.type(0, 'on it goes')
    await world.settle()
    expect([page.closes, ben.closes, world.loggedText()]).toEqual([[code], [], 'on it goes'])
  })

  it('[WIRE10] one that is too large, floods its room, or means nothing there closes its channel alone', async () => {
    const { world, carriers } = await startCarriers()
    await manyRooms(world, 4)
    const page = openPage(carriers, 'Ada')
    const names = ['s0', 's1', 's2', 's3'].map((id) => sectionRoom('plan1', id))
    const [large, flooding, noise, good] = names.map((name) => page.open('Ada', ours(name)))
    await settle(page)
    large?.sendRaw(new Uint8Array(9 * 1024 * 1024))
    for (let at = 0; at < 1_300; at += 1) flooding?.sendRaw(frame)
    noise?.sendRaw(Uint8Array.of(250))
    good?.type(0, 'untouched')
    await settle(page)
    expect([large, flooding, noise, good].map((client) => client?.closes)).toEqual([
      [closeCode.tooLarge],
      [closeCode.tooMany],
      [closeCode.malformed],
      [],
    ])
    expect([page.closes, world.loggedText(names[3])]).toEqual([[], 'untouched'])
  })

  /** A page in so many rooms, which sends so many of a frame in each. */
  const flood = async (
    rooms: number,
    frames: number,
    frameOf: (at: number) => Uint8Array,
    limits?: Partial<Limits>,
  ) => {
    const { world, carriers } = await startCarriers({}, limits)
    const names = await manyRooms(world, rooms)
    const page = openPage(carriers, 'Ada')
    const clients = names.map((name) => page.open('Ada', ours(name)))
    await settle(page)
    for (const client of clients) for (let at = 0; at < frames; at += 1) client.sendRaw(frameOf(at))
    await settle(page)
    return [page.closes, clients.flatMap(({ closes }) => closes)]
  }
  const question = (at: number): Uint8Array => step1Frame(Uint8Array.of(1, at, 1))

  it('[ROOM28] [FAULT9] one that floods its rooms all together is closed, none that six writers would fill', async () => {
    expect(await flood(6, 900, () => frame)).toEqual([[], []])
    expect(await flood(10, 700, () => frame)).toEqual([[closeCode.tooMany], []])
    const paste = updateFrame(Uint8Array.of(0, 0, ...new Uint8Array(3_000)))
    const limits = { bytesBurst: 10_000, bytesPerSecond: 1 }
    expect(await flood(6, 1, () => paste, limits)).toEqual([[closeCode.tooMany], []])
  })

  it('[ROOM28] one that asks for many texts again and again is closed, in many rooms or in one opened anew', async () => {
    expect(await flood(100, 1, question)).toEqual([[], []])
    expect(await flood(20, 15, question)).toEqual([[closeCode.tooMany], []])
    const { carriers } = await startCarriers()
    const page = openPage(carriers, 'Ada')
    for (let visit = 0; visit < 250; visit += 1) {
      const client = page.open('Ada', ours(aims))
      await settle(page)
      client.drop()
    }
    await settle(page)
    expect(page.closes).toEqual([closeCode.tooMany])
  })

  it('[ROOM52] a connection is in a room twice at most, and opens it anew in the breath in which it closes it', async () => {
    const { carriers } = await startCarriers()
    const page = openPage(carriers, 'Ada')
    const [first, second, third] = [1, 2, 3].map(() => page.open('Ada', ours(aims)))
    await settle(page)
    first?.drop()
    const again = page.open('Ada', ours(aims))
    await settle(page)
    expect([second, third, again].map((client) => client?.closes)).toEqual([[], [closeCode.tooMany], []])
    expect([again.isSynced, page.closes]).toEqual([true, []])
  })

  it('[WIRE10] no bytes make the server throw, or touch a room they may not write', async () => {
    for (let seed = 0; seed < fuzzRuns(60); seed += 1) {
      const random = createRandom(seed)
      const { world, carriers } = await startCarriers()
      const ben = await world.open('Ben')
      await world.settle()
      ben.type(0, 'Ben was here')
      await world.settle()
      world.rights.set('Isla', 'read')
      const page = openPage(carriers, 'Isla')
      for (let round = 0; round < 20; round += 1) {
        const parcel = Buffer.concat(entriesFor(random).map((entry) => encodeEntry(entry)))
        if (random.chance(0.3)) parcel[random.int(parcel.length)] = random.int(256)
        page.sendRaw(random.chance(0.2) ? parcel.subarray(0, random.int(parcel.length)) : parcel)
      }
      await settle(page)
      await world.settle()
      expect([seed, ben.text(), world.loggedText(), ben.closes]).toEqual([seed, 'Ben was here', 'Ben was here', []])
    }
  })
})
