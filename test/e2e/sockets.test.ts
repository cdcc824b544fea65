/** The door and the stock y-websocket client, over real sockets on this machine. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect as connectTo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createCarriers, defaultCarrierLimits } from '../../server/sync/carriers.ts'
import { systemTimers } from '../../server/sync/deps.ts'
import { defaultLimits } from '../../server/sync/limits.ts'
import { createRooms } from '../../server/sync/rooms.ts'
import { attachSockets } from '../../server/sync/socket.ts'
import { step1Frame } from '../../server/sync/wire.ts'
import { encodeEntry } from '../../shared/parcel.ts'
import { createCutter } from '../../shared/pieces.ts'
import { closeCode, EDITOR_VERSION, parseRoom, sectionRoom } from '../../shared/protocol.ts'
import { createCarrier } from '../../client/sync/connection/carrier.ts'
import { createMemoryLog } from '../support/memory-log.ts'
import { baseUrl } from '../support/server-world.ts'
import { textOf } from '../support/sync-client.ts'
import { firstState } from '../support/sync-world.ts'
import { startWholeServer } from '../support/whole-server.ts'

const aims = sectionRoom('plan1', 'aims')
const origin = 'https://plan.example.scot'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    }),
  )

/** Cookies and tokens are people's names here; Isla may only look, Zoe may not come in. */
const startServer = async ({ beatMs = 20_000, perPerson = 40 } = {}) => {
  const log = createMemoryLog()
  const server = createServer()
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const rooms = createRooms({
    log,
    now: Date.now,
    timers: systemTimers,
    logger,
    limits: defaultLimits,
    judge: async (personId, room) => {
      const address = parseRoom(room)
      if (personId === 'Zoe' || !address) return { refused: closeCode.noRight }
      const user = { personId, name: personId, body: 'Strathness Council', colour: 0 }
      return { ...address, mayWrite: personId !== 'Isla', user }
    },
  })
  await rooms.create(aims, firstState())
  const carriers = createCarriers({
    rooms,
    limits: defaultLimits,
    carrierLimits: { ...defaultCarrierLimits, beatMs, perPerson },
    timers: systemTimers,
    now: Date.now,
    logger,
  })
  const detach = attachSockets(server, {
    carriers,
    origin,
    logger,
    authenticate: ({ headers }) => {
      const personId = headers.cookie ?? headers.authorization?.replace(/^Bearer /, '')
      return personId ? { personId, sessionId: `${personId}-session` } : null
    },
  })
  const port = await listen(server)
  closing.push(async () => {
    detach()
    carriers.close()
    await rooms.close()
    carriers.end()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { log, rooms, carriers, url: `ws://127.0.0.1:${port}/sync` }
}

const socketOf = (person: string) =>
  class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { authorization: `Bearer ${person}` } })
    }
  }

const connect = (url: string, person: string, params: Record<string, string> = {}): WebsocketProvider => {
  const doc = new Y.Doc()
  // The polyfill differs from the browser's WebSocket in types only.
  const polyfill = socketOf(person) as unknown as typeof globalThis.WebSocket
  const provider = new WebsocketProvider(url, aims, doc, { WebSocketPolyfill: polyfill, disableBc: true, params })
  closing.push(() => provider.destroy())
  return provider
}

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; !isTrue(); waited += 5) {
    if (waited > 5_000) throw new Error('It never came to that')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const textIn = ({ doc }: Pick<WebsocketProvider, 'doc'>): Y.XmlText => {
  const paragraph = doc.getXmlFragment('content').get(0)
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('No paragraph to write in')
  return text
}

/** The code a connection is closed with, or the status its upgrade is refused with. */
const outcomeOf = (address: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(address, { headers })
    socket.on('close', resolve)
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
    socket.on('error', () => undefined)
  })

describe('the stock client', () => {
  it('[ROOM26] writes with others, sees them, and comes back after the server restarts its room', async () => {
    const { url, log, rooms } = await startServer()
    const ada = connect(url, 'Ada')
    const ben = connect(url, 'Ben')
    await until(() => ada.synced && ben.synced)
    ada.awareness.setLocalStateField('cursor', 3)
    for (const letter of 'alpha ') textIn(ada).insert(textIn(ada).length, letter)
    for (const letter of 'beta ') textIn(ben).insert(0, letter)
    await until(() => textOf(ada.doc).length === 11 && textOf(ben.doc) === textOf(ada.doc))
    await until(() => ben.awareness.getStates().get(ada.doc.clientID)?.user?.name === 'Ada')
    rooms.dismiss(() => true, closeCode.accessChanged)
    await until(() => !ada.synced)
    textIn(ada).insert(0, 'offline ')
    await until(() => textOf(ben.doc).startsWith('offline ') || textOf(ben.doc).includes('offline '))
    expect(textOf(ben.doc)).toBe(textOf(ada.doc))
    expect(log.updatesOf(aims).length).toBeGreaterThanOrEqual(12)
  })

  it('[ROOM50] that hears nothing else hears that the server is there', async () => {
    // Long enough for an answer on a machine that is busy.
    const { url } = await startServer({ beatMs: 200 })
    const ada = connect(url, 'Ada')
    await until(() => ada.synced)
    const heard = ada.wsLastMessageReceived
    await until(() => ada.wsLastMessageReceived > heard)
    expect(ada.wsconnected).toBe(true)
  })

  it('[ROOM50] that answers no ping is dropped', async () => {
    const { url } = await startServer({ beatMs: 20 })
    const deaf = new WebSocket(`${url}/${aims}`, { autoPong: false, headers: { authorization: 'Bearer Ada' } })
    const code = await new Promise((resolve) => deaf.on('close', resolve))
    expect(code).toBe(1006)
  })
})

/** A page's carrier with a real socket for a person. */
const carrierOf = (url: string, person: string) =>
  createCarrier({
    ways: [
      {
        name: 'socket',
        open: (events) => {
          const socket = new WebSocket(url, { headers: { authorization: `Bearer ${person}` } })
          socket.on('message', (data: Buffer) => events.received(new Uint8Array(data)))
          socket.on('close', (code) => events.ended(code, ''))
          socket.on('error', () => undefined)
          return { send: (parcel) => socket.send(parcel), close: () => socket.close() }
        },
      },
    ],
    later: (ms, run) => systemTimers.later(ms, run),
    elapsedMs: () => performance.now(),
    random: () => 0,
  })

describe('one socket for many rooms', () => {
  it('[WIRE3] carries 100 rooms for stock providers as 100 sockets do', async () => {
    const { url, rooms, log } = await startServer({ perPerson: 100 })
    const names = Array.from({ length: 100 }, (_, at) => sectionRoom('plan1', `s${at}`))
    for (const name of names) await rooms.create(name, firstState())
    const { Socket } = carrierOf(url, 'Ada')
    const open = (name: string, on: { url: string; socket: unknown }): WebsocketProvider => {
      const polyfill = on.socket as typeof globalThis.WebSocket
      const provider = new WebsocketProvider(on.url, name, new Y.Doc(), {
        WebSocketPolyfill: polyfill,
        disableBc: true,
      })
      closing.push(() => provider.destroy())
      return provider
    }
    const adas = names.map((name) => open(name, { url: '', socket: Socket }))
    const bens = names.map((name) => open(name, { url, socket: socketOf('Ben') }))
    await until(() => [...adas, ...bens].every(({ synced }) => synced))
    adas.forEach((ada, at) => textIn(ada).insert(0, `Ada ${at}. `))
    bens.forEach((ben, at) => textIn(ben).insert(0, `Ben ${at}. `))
    const isSettled = (): boolean =>
      adas.every((ada, at) => {
        const text = textOf(ada.doc)
        return text.includes(`Ben ${at}. `) && text === textOf(bens[at]?.doc ?? new Y.Doc())
      })
    await until(isSettled)
    expect(names.map((name) => log.updatesOf(name).length)).toEqual(names.map(() => 3))
  })

  it('[WIRE12] comes back after its rooms were closed, and after the socket was lost', async () => {
    const { url, rooms, carriers, log } = await startServer()
    const { Socket } = carrierOf(url, 'Ada')
    const ada = new WebsocketProvider('', aims, new Y.Doc(), {
      WebSocketPolyfill: Socket as typeof globalThis.WebSocket,
      disableBc: true,
    })
    closing.push(() => ada.destroy())
    await until(() => ada.synced)
    rooms.dismiss(() => true, closeCode.accessChanged)
    await until(() => !ada.synced)
    await until(() => ada.synced)
    carriers.end()
    await until(() => !ada.synced)
    textIn(ada).insert(0, 'meanwhile')
    await until(() => ada.synced && log.updatesOf(aims).length === 2)
  })
})

describe('the door', () => {
  const asAda = { cookie: 'Ada', origin }

  it.each<[string, Record<string, string>, number]>([
    ['a page of another site', { cookie: 'Ada', origin: 'https://elsewhere.example' }, 403],
    ['cookies without an origin', { cookie: 'Ada' }, 403],
    ['nobody', { origin }, closeCode.signIn],
  ])('[ROOM51] refuses %s a socket for many rooms', async (_, headers, outcome) => {
    const { url } = await startServer()
    expect(await outcomeOf(url, headers)).toBe(outcome)
  })

  it('[ROOM51] [WIRE10] closes a socket for many rooms that says text, nothing, or too much', async () => {
    const { url } = await startServer()
    const codeAfter = (data: string | Uint8Array): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { headers: asAda })
        socket.on('open', () => socket.send(data))
        socket.on('close', resolve)
      })
    expect(await codeAfter('hello')).toBe(closeCode.malformed)
    expect(await codeAfter(new Uint8Array())).toBe(closeCode.malformed)
    expect(await codeAfter(new Uint8Array(17 * 2 ** 20))).toBe(1009)
  })

  it.each<[string, string, Record<string, string>, number]>([
    ['a page of another site', aims, { cookie: 'Ada', origin: 'https://elsewhere.example' }, 403],
    ['cookies without an origin', aims, { cookie: 'Ada' }, 403],
    ['nobody', aims, { origin }, closeCode.signIn],
    ['who has no right', aims, { cookie: 'Zoe', origin }, closeCode.noRight],
    ['a path that is none', '../etc', asAda, 404],
    ['a room with an impossible name', 'plans/plan1/sections/A_B', asAda, closeCode.noSuchRoom],
    ['a room never written', 'plans/plan1/sections/other', asAda, closeCode.noSuchRoom],
    ['an older editor', `${aims}?editor=${EDITOR_VERSION - 1}`, asAda, closeCode.reloadPage],
    ['an editor that is no number', `${aims}?editor=x`, asAda, closeCode.reloadPage],
    ['a copy of another generation', `${aims}?generation=7`, asAda, closeCode.generationChanged],
  ])('[ROOM51] refuses %s', async (_, room, headers, outcome) => {
    const { url } = await startServer()
    expect(await outcomeOf(`${url}/${room}`, headers)).toBe(outcome)
  })

  it('[ROOM51] lets in a browser of the same origin, a token without one, and an editor up to date', async () => {
    const { url } = await startServer()
    const opened = (address: string, headers: Record<string, string>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(address, { headers })
        socket.on('message', resolve)
        socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)))
        socket.on('close', reject)
        closing.push(() => socket.terminate())
      })
    const browser = opened(`${url}/${aims}?editor=${EDITOR_VERSION}&generation=1&comhla=1`, asAda)
    const program = opened(`${url}/${aims}`, { authorization: 'Bearer Isla' })
    await expect(Promise.all([browser, program])).resolves.toHaveLength(2)
  })

  it('[ROOM52] holds a person to so many connections', async () => {
    const { url } = await startServer({ perPerson: 2 })
    const both = [connect(url, 'Ada'), connect(url, 'Ada')]
    await until(() => both.every(({ synced }) => synced))
    expect(await outcomeOf(`${url}/${aims}`, asAda)).toBe(closeCode.tooMany)
    const third = connect(url, 'Ada')
    third.shouldReconnect = () => true
    await until(() => third.wsUnsuccessfulReconnects > 0)
    both[0]?.destroy()
    await until(() => third.synced)
  })

  it('[ROOM47] closes who sends text instead of bytes, or bytes that mean nothing', async () => {
    const { url } = await startServer()
    const codeAfter = (data: string | Uint8Array): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${url}/${aims}`, { headers: asAda })
        socket.on('open', () => socket.send(data))
        socket.on('close', resolve)
      })
    expect(await Promise.all([codeAfter('hello'), codeAfter(Uint8Array.of(7, 7, 7))])).toEqual([4400, 4400])
    expect(await codeAfter(new Uint8Array(9 * 2 ** 20))).toBe(closeCode.tooLarge)
  })
})

/** Asks for an upgrade over a bare socket that stays open whatever the server does. */
const askForUpgrade = (url: string): Socket => {
  const { hostname, port } = new URL(url)
  const socket = connectTo({ host: hostname, port: Number(port), allowHalfOpen: true })
  closing.push(() => socket.destroy())
  socket.on('error', () => undefined)
  socket.write('GET /sync HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  return socket
}

describe('an upgrade that is refused', () => {
  it('[FAULT11] costs no network connection, though its client never hangs up', async () => {
    const { url, metrics } = await startWholeServer()
    const [said] = (await once(askForUpgrade(url), 'data')) as [Buffer]
    expect(said.toString()).toContain('403 Forbidden')
    await expect.poll(metrics).toContain('comhla_sockets_open 0')
  })

  it('[FAULT11] stops nothing, whenever its client breaks off', async () => {
    const { url } = await startWholeServer()
    const breakOff = (at: number): Promise<unknown> => {
      const socket = askForUpgrade(url)
      const isGone = once(socket, 'close')
      socket.once('connect', () => (at % 2 ? setImmediate(() => socket.resetAndDestroy()) : socket.resetAndDestroy()))
      return isGone
    }
    for (let at = 0; at < 200; at += 1) await breakOff(at)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })
})

/** All of the server, and a room in it. */
const startWhole = async () => {
  const server = await startWholeServer()
  return { ...server, room: sectionRoom(server.world.planId, server.world.sections[0]?.id ?? '') }
}

describe('a session', () => {
  it('[PPL12] is not kept alive by a page that connects by itself', async () => {
    const { world, url, room } = await startWhole()
    const cookie = await world.cookie('Dara')
    const heard = (path: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers: { cookie, origin: url } })
        socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)))
        socket.on('message', resolve)
        socket.on('close', reject)
        closing.push(() => socket.terminate())
      })
    await world.pass(59 * 60_000)
    await Promise.all([heard('/sync'), heard(`/sync/${room}`)])
    await world.pass(60_000)
    expect((await fetch(`${url}/api/me`, { headers: { cookie } })).status).toBe(401)
  })
})

describe('metrics', () => {
  it('[OPS30] count who is turned away before they have a connection', async () => {
    const { url, room, metrics } = await startWhole()
    const codes = await Promise.all(
      ['/sync', `/sync/${room}`].map((path) => outcomeOf(`${url.replace('http', 'ws')}${path}`, { origin: url })),
    )
    expect(codes).toEqual([closeCode.signIn, closeCode.signIn])
    expect(await metrics()).toContain(`comhla_connections_closed_total{code="${closeCode.signIn}"} 2`)
  })
})

/** Opens an event stream over a bare socket, and reads nothing of it once it has begun. */
const openStalled = (url: string, cookie: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connectTo(Number(port), hostname)
    closing.push(() => socket.destroy())
    socket.on('error', () => undefined)
    socket.write(
      `POST /api/carriers HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nOrigin: ${url}\r\nContent-Length: 0\r\n\r\n`,
    )
    let said = ''
    socket.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const id = /event: open\ndata: (\S+)/.exec(said)?.[1]
      if (id === undefined) return
      socket.pause()
      resolve(id)
    })
  })

describe('an event stream', () => {
  it('[FAULT7] [WIRE16] that nobody reads costs no network connection once it is dropped', async () => {
    const { world, url, room, metrics } = await startWhole()
    const writer = await world.write('Dara', world.sections[0]?.id ?? '')
    // More than the system itself keeps for a reader.
    for (let chapter = 0; chapter < 12; chapter += 1) {
      textIn(writer).insert(0, 'x'.repeat(1_000_000))
      await world.pass(10_000)
      await world.carry(writer)
    }
    expect(writer.closes).toEqual([])
    const cookie = await world.cookie('Rae')
    const id = await openStalled(url, cookie)
    const question = step1Frame(Uint8Array.of(0))
    const cutter = createCutter()
    cutter.put(encodeEntry({ kind: 'open', channel: 1, address: `${room}?editor=${EDITOR_VERSION}` }))
    cutter.put(encodeEntry({ kind: 'frame', channel: 1, frame: question }))
    const path = `/api/carriers/${id}/pieces/0`
    const headers = { cookie, origin: baseUrl }
    expect(
      (await world.app.request(path, { method: 'POST', headers, body: cutter.take() as Uint8Array<ArrayBuffer> }))
        .status,
    ).toBe(204)
    expect(await metrics()).toContain('comhla_sockets_open 1')
    for (let beat = 0; beat < 3; beat += 1) await world.pass(20_000)
    expect(world.parts.carriers.open('stream')).toBe(0)
    await expect.poll(metrics).toContain('comhla_sockets_open 0')
  })
})
