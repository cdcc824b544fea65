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
    ['many small answers', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50_000), '200 OK'],
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

describe('who stops sending', () => {
  it.each<[string, (url: string) => string]>([
    ['before the first word', () => ''],
    ['in the headers', () => 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-'],
    [
      'in the body',
      (url) =>
        `POST /api/sign-in-links HTTP/1.1\r\nHost: x\r\nOrigin: ${url}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    ],
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
