import { describe, expect, it, onTestFinished } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { asWebSocket } from '../../../client/sync/connection/channel-socket.ts'
import { createEventReader, type StreamEvent } from '../../../client/sync/connection/event-reader.ts'
import { systemTimers } from '../../../server/sync/deps.ts'
import { createEventStream } from '../../../server/sync/event-stream.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { createPatience } from '../../../server/sync/patience.ts'
import { encodeEntry } from '../../../shared/parcel.ts'
import { createCutter, maxPieceBytes } from '../../../shared/pieces.ts'
import { closeCode, sectionRoom } from '../../../shared/protocol.ts'
import { createFakeTime } from '../../support/fake-time.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'
import { createServerWorld, type Name, type ServerWorld } from '../../support/server-world.ts'
import { fetchOf, openStreamCarrier, type Network } from '../../support/stream-page.ts'
import { textOf } from '../../support/sync-client.ts'

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; !isTrue(); waited += 2) {
    if (waited > 10_000) throw new Error('It never came to that')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const roomOf = (world: ServerWorld): string => sectionRoom(world.planId, world.sections[0]?.id ?? '')

/** The stock provider of a page that has nothing but the stream. */
const connect = async (world: ServerWorld, name: Name, network?: Network): Promise<WebsocketProvider> => {
  const carrier = openStreamCarrier(await fetchOf(world, name, network))
  const provider = new WebsocketProvider('', roomOf(world), new Y.Doc(), {
    WebSocketPolyfill: asWebSocket(carrier.Socket),
    disableBc: true,
    maxBackoffTime: 20,
    params: { editor: '1' },
  })
  onTestFinished(() => provider.destroy())
  return provider
}

const firstText = ({ doc }: WebsocketProvider): Y.XmlText => {
  const paragraph = doc.getXmlFragment('content').get(0)
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('No paragraph to write in')
  return text
}

const countIn = (text: string, sought: string): number => text.split(sought).length - 1

/** A connection opened by hand. */
const openByHand = async (world: ServerWorld, name: Name, known?: typeof globalThis.fetch) => {
  const fetch = known ?? (await fetchOf(world, name))
  const response = await fetch('/api/carriers', { method: 'POST' })
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
  const read = createEventReader()
  const seen: StreamEvent[] = []
  const next = async (): Promise<boolean> => {
    const { done, value } = await reader.read()
    seen.push(...read(new TextDecoder().decode(value)))
    return !done
  }
  await next()
  const id = seen[0]?.data ?? ''
  const post = async (number: number | string, bytes: Uint8Array, as: typeof fetch = fetch): Promise<number> => {
    const init = { method: 'POST', body: bytes as Uint8Array<ArrayBuffer> }
    return (await as(`/api/carriers/${id}/pieces/${number}`, init)).status
  }
  const pieceOf = (...entries: Parameters<typeof encodeEntry>): Uint8Array => {
    const cutter = createCutter()
    cutter.put(encodeEntry(...entries))
    return cutter.take()
  }
  return { response, seen, next, id, post, pieceOf, cancel: () => reader.cancel() }
}

describe('a page without a WebSocket', () => {
  it('[WIRE16] writes with others by the stock provider, and is told what is saved', async () => {
    const world = await createServerWorld()
    const dara = await connect(world, 'Dara')
    const cora = await connect(world, 'Cora')
    await until(() => dara.synced && cora.synced)
    for (const letter of 'alpha ') firstText(dara).insert(0, letter)
    for (const letter of 'beta ') firstText(cora).insert(0, letter)
    await until(() => textOf(cora.doc).length === textOf(dara.doc).length && textOf(dara.doc) === textOf(cora.doc))
    await until(() => [...textOf(dara.doc)].filter((letter) => letter === 'a').length >= 3)
    expect(textOf(dara.doc)).toBe(textOf(cora.doc))
  })

  it('[WIRE17] loses, doubles and reorders nothing when requests and answers get lost', async () => {
    let lost = 0
    for (let seed = 0; seed < fuzzRuns(6); seed += 1) {
      const random = createRandom(seed)
      const world = await createServerWorld()
      const flaky: Network = async (path, toServer) => {
        if (!path.includes('/pieces/') || !random.chance(0.3)) return toServer()
        lost += 1
        const kind = random.int(3)
        if (kind === 0) throw new TypeError('Failed to fetch')
        if (kind === 1) return new Response('<h1>Bad gateway</h1>', { status: 502 })
        // The server has taken it; its answer is lost.
        await toServer()
        throw new TypeError('Failed to fetch')
      }
      const dara = await connect(world, 'Dara', flaky)
      const cora = await connect(world, 'Cora')
      await until(() => dara.synced && cora.synced)
      for (let word = 0; word < 30; word += 1) {
        firstText(dara).insert(firstText(dara).length, `[${word}]`)
        if (random.chance(0.3)) firstText(cora).insert(0, `(${word})`)
        if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.int(8)))
      }
      await until(() => textOf(cora.doc).includes('[29]') && textOf(cora.doc) === textOf(dara.doc))
      const text = textOf(cora.doc)
      for (let word = 0; word < 30; word += 1) expect([seed, word, countIn(text, `[${word}]`)]).toEqual([seed, word, 1])
      const order = [...text.matchAll(/\[(\d+)\]/g)].map(([, word]) => Number(word))
      expect(order).toEqual([...order].sort((one, other) => one - other))
      dara.destroy()
      cora.destroy()
    }
    expect(lost).toBeGreaterThan(5)
  })

  it('[WIRE17] takes a piece once, answers its repetition alike, and refuses one after a gap', async () => {
    const world = await createServerWorld()
    const hand = await openByHand(world, 'Dara')
    const ask = hand.pieceOf({ kind: 'ask' })
    expect(await hand.post(0, ask)).toBe(204)
    expect(await hand.post(0, ask)).toBe(204)
    expect(await hand.post(2, ask)).toBe(409)
    expect(await hand.post(1, ask)).toBe(204)
    await hand.next()
    await hand.next()
    const messages = hand.seen.filter(({ name }) => name === 'message')
    // The greeting, and an answer to each of the two questions that were taken.
    expect(messages.length).toBe(3)
  })

  it('[WIRE18] serves its own session alone, by the doors of every other change', async () => {
    const world = await createServerWorld()
    const hand = await openByHand(world, 'Dara')
    const ask = hand.pieceOf({ kind: 'ask' })
    const other = await fetchOf(world, 'Dara')
    expect(await hand.post(0, ask, other)).toBe(404)
    expect(await hand.post(0, ask, await fetchOf(world, 'Cora'))).toBe(404)
    expect([await hand.post('00', ask), await hand.post('-1', ask), await hand.post('1e3', ask)]).toEqual([
      404, 404, 404,
    ])
    const crossSite = { 'sec-fetch-site': 'cross-site' }
    const cookie = await world.cookie('Dara')
    for (const path of ['/api/carriers', `/api/carriers/${hand.id}/pieces/0`]) {
      const response = await world.app.request(path, { method: 'POST', headers: { cookie, ...crossSite } })
      expect([path, response.status]).toEqual([path, 403])
      const foreign = await world.app.request(path, {
        method: 'POST',
        headers: { cookie, origin: 'https://elsewhere.example' },
      })
      expect([path, foreign.status]).toEqual([path, 403])
    }
    expect(await hand.post(0, new Uint8Array(maxPieceBytes + 1))).toBe(413)
    expect(await hand.post(0, ask)).toBe(204)
  })

  it('[WIRE18] tells whatever stands between to keep nothing back', async () => {
    const world = await createServerWorld()
    const { response } = await openByHand(world, 'Dara')
    const headers = ['content-type', 'cache-control', 'x-accel-buffering', 'content-encoding']
    expect(headers.map((name) => response.headers.get(name))).toEqual([
      'text/event-stream',
      'no-store, no-transform',
      'no',
      null,
    ])
  })

  it('[WIRE18] floods and parcels too large end the connection with their code', async () => {
    const world = await createServerWorld()
    const flood = await openByHand(world, 'Dara')
    const statuses = []
    for (let at = 0; at < 260; at += 1) statuses.push(await flood.post(at, flood.pieceOf({ kind: 'here' })))
    while (await flood.next()) continue
    expect([statuses[0], statuses.at(-1)]).toEqual([204, 404])
    expect(flood.seen.at(-1)).toMatchObject({ name: 'close', data: expect.stringContaining(String(closeCode.tooMany)) })
    const large = await openByHand(world, 'Cora')
    expect(await large.post(0, Uint8Array.of(255, 255, 255, 255))).toBe(204)
    while (await large.next()) continue
    expect(large.seen.at(-1)?.data).toContain(String(closeCode.tooLarge))
  })

  it('[WIRE7] [WIRE16] a stream nobody reads costs 2 MiB, then it is closed', async () => {
    const world = await createServerWorld()
    const hand = await openByHand(world, 'Rae')
    const address = `${roomOf(world)}?comhla=1&editor=1`
    expect(await hand.post(0, hand.pieceOf({ kind: 'open', channel: 1, address }))).toBe(204)
    const frame = Uint8Array.of(0, 0, 1, 0)
    expect(await hand.post(1, hand.pieceOf({ kind: 'frame', channel: 1, frame }))).toBe(204)
    const dara = await world.write('Dara', world.sections[0]?.id ?? '')
    for (let chapter = 0; chapter < 12; chapter += 1) {
      dara.type(0, 'A long chapter. '.repeat(15_000))
      await world.carry(dara)
      await world.pass(2_000)
    }
    expect(await hand.post(2, hand.pieceOf({ kind: 'here' }))).toBe(404)
    expect(dara.saved).toBe(dara.sent)
  })

  it('[WIRE7] [WIRE16] what waits for a slow reader is counted until the network has taken it', async () => {
    const ended: string[] = []
    const { transport, body } = createEventStream(
      'id',
      systemTimers,
      () => void ended.push('gone'),
      () => undefined,
    )
    const reader = body.getReader()
    const whole: Uint8Array[] = []
    transport.send([new Uint8Array(300_000).fill(7)])
    const first = await reader.read()
    expect([first.value?.length, transport.bufferedBytes() > 250_000]).toEqual([65_536, true])
    transport.close(4500, 'so it is')
    whole.push(first.value ?? new Uint8Array())
    for (let { value } = await reader.read(); value; { value } = await reader.read()) whole.push(value)
    const events = createEventReader()(Buffer.concat(whole).toString())
    expect(events.map(({ name, data }) => [name, data.length])).toEqual([
      ['open', 2],
      ['message', 400_000],
      ['close', 33],
    ])
    expect([transport.bufferedBytes(), ended]).toEqual([0, ['gone']])
  })

  it('[WIRE7] [WIRE16] a state as large as a room may be is waited for as over a socket', () => {
    const { transport } = createEventStream(
      'id',
      systemTimers,
      () => undefined,
      () => undefined,
    )
    const patience = createPatience(transport.bufferedBytes, defaultLimits)
    const state = new Uint8Array(defaultLimits.maxRoomBytes)
    expect(patience.isLeftForState(state.length)).toBe(true)
    transport.send([state, new Uint8Array(defaultLimits.maxBufferedBytes - 5_000)])
    expect(patience.isLeft()).toBe(true)
    transport.send([new Uint8Array(5_000)])
    expect(patience.isLeft()).toBe(false)
  })

  it('[WIRE7] [WIRE16] cuts its network connection when it is dropped, and a while after it was closed', async () => {
    const time = createFakeTime()
    const cut: string[] = []
    const openNamed = (name: string) =>
      createEventStream(
        name,
        { soon: setImmediate, later: time.later },
        () => undefined,
        () => void cut.push(name),
      )
    openNamed('dropped').transport.drop()
    openNamed('closed').transport.close(4500, 'so it is')
    await time.pass(4_000)
    expect(cut).toEqual(['dropped'])
    await time.pass(1_000)
    expect(cut).toEqual(['dropped', 'closed'])
  })

  it('[WIRE6] [WIRE16] who signs out everywhere is out of every room for good at once', async () => {
    const world = await createServerWorld()
    const dara = await connect(world, 'Dara')
    await until(() => dara.synced)
    const ended: number[] = []
    dara.on('closed', ({ code }) => ended.push(code))
    await world.ask('Dara', 'POST /api/sign-out-everywhere')
    // The world's clock stands: nothing has to pass first.
    await until(() => ended.length > 0)
    expect(ended).toEqual([closeCode.signIn])
  })

  it('[WIRE6] [WIRE16] ends with the session, and does not keep it alive', async () => {
    const world = await createServerWorld()
    const hand = await openByHand(world, 'Dara')
    const cookie = await fetchOf(world, 'Dara')
    for (let minute = 0; minute < 59; minute += 1) {
      await world.pass(20_000)
      await hand.post(3 * minute, hand.pieceOf({ kind: 'here' }))
      await world.pass(20_000)
      await hand.post(3 * minute + 1, hand.pieceOf({ kind: 'here' }))
      await world.pass(20_000)
      await hand.post(3 * minute + 2, hand.pieceOf({ kind: 'here' }))
    }
    await world.pass(61_000)
    expect((await cookie('/api/me')).status).toBe(401)
    expect(await hand.post(177, hand.pieceOf({ kind: 'here' }))).toBe(401)
  })

  it('[PPL12] [WIRE18] opened by itself, and rooms on it, are no use of the session', async () => {
    const world = await createServerWorld()
    const cookie = await fetchOf(world, 'Dara')
    const early = await openByHand(world, 'Dara', cookie)
    await world.pass(59 * 60_000)
    const late = await openByHand(world, 'Dara', cookie)
    const open = { kind: 'open', channel: 1, address: roomOf(world) } as const
    expect([await early.post(0, early.pieceOf(open)), await late.post(0, late.pieceOf(open))]).toEqual([204, 204])
    await world.pass(60_000)
    expect((await cookie('/api/me')).status).toBe(401)
  })

  it('[WIRE9] [WIRE16] a stop closes it with 4503', async () => {
    const world = await createServerWorld()
    const hand = await openByHand(world, 'Dara')
    world.parts.carriers.close()
    world.parts.carriers.end()
    while (await hand.next()) continue
    expect(hand.seen.at(-1)).toEqual({
      name: 'close',
      data: JSON.stringify({ code: closeCode.restarting, reason: 'restarting' }),
    })
    const late = await openByHand(world, 'Dara')
    while (await late.next()) continue
    expect(late.seen.at(-1)?.data).toContain(String(closeCode.restarting))
  })

  it('[WIRE16] leaves its rooms when the page goes', async () => {
    const world = await createServerWorld()
    const dara = await connect(world, 'Dara')
    const cora = await connect(world, 'Cora')
    await until(() => dara.synced && cora.synced)
    const isThere = (): boolean => cora.awareness.getStates().has(dara.doc.clientID)
    const seen: boolean[] = []
    /** Presence goes out as time passes. */
    const pass = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      await world.pass(500)
      await new Promise((resolve) => setTimeout(resolve, 60))
      seen.push(isThere())
    }
    dara.awareness.setLocalStateField('section', 'x')
    await pass()
    dara.destroy()
    await pass()
    const { carriers } = world.parts
    expect([seen, carriers.open('stream'), carriers.open('socket')]).toEqual([[true, false], 1, 0])
  })
})
