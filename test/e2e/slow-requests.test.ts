/**
 * Who asks over HTTP and then stops: reads nothing of the answer, or sends no more of the request. Bare sockets on this
 * machine, and a server of little patience.
 */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { HttpPatience } from '../../server/http/patience.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import { openStreamCarrier } from '../support/stream-page.ts'
import { until } from '../support/until.ts'
import { startWholeServer, type WholeServer } from '../support/whole-server.ts'

const patience: HttpPatience = { answerMs: 1_000, requestMs: 500, checkMs: 50 }

/** Much more than the system itself keeps for a reader who takes nothing. */
const fileBytes = 16 * 2 ** 20

/** What a slow reader does after each piece of 64 KiB, so that the file takes four times the patience. */
const breathMs = 16

let clientDir: string

beforeAll(() => {
  clientDir = mkdtempSync(join(tmpdir(), 'comhla-client-'))
  mkdirSync(join(clientDir, 'assets'))
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html>')
  writeFileSync(join(clientDir, 'assets', 'large-1.png'), Buffer.alloc(fileBytes))
  writeFileSync(join(clientDir, 'assets', 'small-1.png'), Buffer.alloc(fileBytes / 1_000))
})

afterAll(() => rmSync(clientDir, { recursive: true, force: true }))

const start = (): Promise<WholeServer> => startWholeServer({ clientDir, patience })

/** Says so much and no more, and never hangs up. */
const say = (url: string, words: string): Socket => {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  socket.write(words)
  return socket
}

/** The first line of what the server answers, of which nothing more is read. */
const readBeginning = async (socket: Socket): Promise<string> => {
  const [bytes] = (await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer]
  socket.pause()
  return bytes.toString('latin1').split('\r\n', 1)[0] ?? ''
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const fileRequest = 'GET /assets/large-1.png HTTP/1.1\r\nHost: x\r\n\r\n'

describe('who stops reading', () => {
  it.each<[string, string, string]>([
    ['one large file', fileRequest, '200 OK'],
    ['many small answers', 'GET /assets/small-1.png HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2_000), '200 OK'],
    [
      'a WebSocket that it may not have',
      'GET /sync HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      '403 Forbidden',
    ],
  ])('[FAULT10] having asked for %s loses the connection', async (_, words, status) => {
    const { url, metrics } = await start()
    expect(await readBeginning(say(url, words))).toBe(`HTTP/1.1 ${status}`)
    await expect.poll(metrics).toContain('comhla_sockets_open 0')
  })

  it('[FAULT10] costs no memory for each of the files that it asks for', async () => {
    const { url } = await start()
    const before = process.memoryUsage().arrayBuffers
    await readBeginning(say(url, fileRequest.repeat(40)))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * fileBytes)
  })

  it('[FAULT10] but takes some now and then has the whole answer', async () => {
    const { url } = await start()
    const socket = say(url, fileRequest)
    const startedAt = performance.now()
    let taken = 0
    let due = Infinity
    for await (const piece of socket as AsyncIterable<Buffer>) {
      if (taken === 0) due = piece.indexOf('\r\n\r\n') + 4 + fileBytes
      taken += piece.length
      if (taken >= due) break
      await wait(breathMs)
    }
    expect(taken).toBe(due)
    expect(performance.now() - startedAt).toBeGreaterThan(3 * patience.answerMs)
  })
})

/** The beginning of a body, and no more of it. */
const bodyBegun = (url: string): string =>
  `POST /api/sign-in-links HTTP/1.1\r\nHost: x\r\nOrigin: ${url}\r\n` +
  'Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{'

describe('who stops sending', () => {
  it.each<[string, (url: string) => string]>([
    ['before the first word', () => ''],
    ['in the headers', () => 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-'],
    ['in the body', bodyBegun],
  ])('[FAULT10] %s loses the connection', async (_, wordsFor) => {
    const { url, metrics } = await start()
    expect(await readBeginning(say(url, wordsFor(url)))).toBe('HTTP/1.1 408 Request Timeout')
    await expect.poll(metrics).toContain('comhla_sockets_open 0')
  })

  it('[FAULT10] but for a letter now and then loses the connection', async () => {
    const { url, metrics } = await start()
    const socket = say(url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n')
    const dripping = setInterval(() => socket.write('X: x\r\n'), 100)
    onTestFinished(() => clearInterval(dripping))
    expect(await readBeginning(socket)).toBe('HTTP/1.1 408 Request Timeout')
    await expect.poll(metrics).toContain('comhla_sockets_open 0')
  })

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => void socket.destroy()],
    ['ends its half', (socket) => void socket.end()],
    ['loses its connection', (socket) => void socket.resetAndDestroy()],
    ['says no more', () => undefined],
  ])('[HTTP15] in the body and %s is no failure in the log', async (_, breakOff) => {
    const { url, world } = await start()
    const socket = say(url, bodyBegun(url))
    await once(socket, 'connect')
    await fetch(`${url}/healthz`)
    breakOff(socket)
    await expect.poll(() => world.logged.join('\n')).toContain('POST /api/sign-in-links')
    expect(world.logged.join('\n')).not.toContain('request failed')
  })
})

describe('who asks for very much', () => {
  /** The words of a request of Rae's, who may read. */
  const asRae = async ({ world, url }: WholeServer) => {
    const cookie = await world.cookie('Rae')
    const readings = `/api/plans/${world.planId}/readings`
    const status = async (): Promise<number> => (await fetch(`${url}${readings}`, { headers: { cookie } })).status
    return { cookie, status, request: `GET ${readings} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n` }
  }

  it('[HTTP13] on one connection has every answer, in order', async () => {
    const server = await start()
    const { request } = await asRae(server)
    const unknown = 'GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n'
    const last = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    const socket = say(server.url, `${request}${unknown}`.repeat(300) + last)
    let said = ''
    for await (const bytes of socket as AsyncIterable<Buffer>) said += bytes.toString('latin1')
    const statuses = [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    expect(statuses).toEqual([...Array.from({ length: 300 }, () => ['200', '404']).flat(), '200'])
  })

  it('[HTTP12] and breaks off, before its turn or in it, is free to ask again', async () => {
    const server = await start()
    const { request, status } = await asRae(server)
    for (let round = 0; round < 10; round += 1) {
      const sockets = Array.from({ length: 30 }, () => say(server.url, request.repeat(5)))
      if (round > 0) await Promise.all(sockets.slice(0, round).map((socket) => once(socket, 'data')))
      for (const socket of sockets) socket.resetAndDestroy()
    }
    expect(await status()).toBe(200)
  })

  it('[HTTP12] is not counted by the event streams that it has open', async () => {
    const server = await start()
    const { cookie, status } = await asRae(server)
    const opening = `POST /api/carriers HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nOrigin: ${server.url}\r\n`
    const streams = Array.from({ length: 30 }, () => say(server.url, `${opening}Content-Length: 0\r\n\r\n`))
    await Promise.all(streams.map((stream) => once(stream, 'data')))
    expect([await status(), server.world.parts.carriers.open('stream')]).toEqual([200, 30])
  })
})

describe('the connections of pages', () => {
  it('[FAULT10] a WebSocket may say nothing and hear nothing for longer than that', async () => {
    const { world, url } = await start()
    const headers = { cookie: await world.cookie('Dara'), origin: url }
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, { headers })
    onTestFinished(() => socket.terminate())
    await once(socket, 'open')
    await wait(3 * patience.answerMs)
    socket.ping()
    await once(socket, 'pong')
    expect(world.parts.carriers.open('socket')).toBe(1)
  })

  it('[FAULT10] an event stream lives by its beats', async () => {
    const { world, url } = await start()
    const cookie = await world.cookie('Dara')
    const { Socket } = openStreamCarrier((path, init = {}) =>
      fetch(`${url}${String(path)}`, { ...init, headers: { ...init.headers, cookie, origin: url } }),
    )
    const room = sectionRoom(world.planId, world.sections[0]?.id ?? '')
    const page = new WebsocketProvider('', room, new Y.Doc(), {
      WebSocketPolyfill: Socket as typeof globalThis.WebSocket,
      disableBc: true,
    })
    onTestFinished(() => page.destroy())
    const closes: unknown[] = []
    page.on('connection-close', (event) => void closes.push(event))
    await until(() => page.synced)
    for (let beat = 0; beat < 6; beat += 1) {
      await wait(patience.answerMs / 2)
      await world.pass(20_000)
    }
    expect([closes, world.parts.carriers.open('stream')]).toEqual([[], 1])
  })
})
