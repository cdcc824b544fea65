/**
 * The lightest WebSocket client there is: frames over a bare TCP socket, nothing decoded but their lengths. What the
 * crowd costs is time the measured server does not get on a small machine, so it costs as little as it can.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

export interface CrowdSocket {
  /** All payloads, each a frame, in one write. */
  send(payloads: readonly Uint8Array[]): void
  /** Resolves when the server has read everything sent so far. */
  flushed(): Promise<void>
  bytesRead(): number
  /** Why the server ended it; null while it is open. */
  ended(): string | null
  close(): void
}

export interface Door {
  /** `ws://host:port/path?query` */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

const opcode = { binary: 2, close: 8, ping: 9, pong: 10 } as const

interface Frame {
  readonly opcode: number
  readonly payload: Buffer
}

const mask = Uint8Array.of(17, 99, 203, 5)

const headOf = (kind: number, length: number): number[] => {
  const first = 0x80 | kind
  if (length < 126) return [first, 0x80 | length]
  if (length < 65_536) return [first, 0x80 | 126, length >> 8, length & 255]
  return [
    first,
    0x80 | 127,
    0,
    0,
    0,
    0,
    (length >>> 24) & 255,
    (length >>> 16) & 255,
    (length >>> 8) & 255,
    length & 255,
  ]
}

const clientFrame = (kind: number, payload: Uint8Array): Buffer => {
  const head = headOf(kind, payload.length)
  const frame = Buffer.allocUnsafe(head.length + 4 + payload.length)
  frame.set(head)
  frame.set(mask, head.length)
  const start = head.length + 4
  for (let at = 0; at < payload.length; at += 1) frame[start + at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0)
  return frame
}

/** Where a frame's payload begins and ends; null while not all of it is there. */
const boundsOf = (data: Buffer, at: number): readonly [number, number] | null => {
  if (data.length < at + 2) return null
  const short = (data[at + 1] ?? 0) & 127
  const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
  if (data.length < start) return null
  const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
  return data.length < start + length ? null : [start, start + length]
}

const createFrameReader = (take: (frame: Frame) => void) => {
  let waiting: Buffer[] = []
  let rest: Buffer = Buffer.alloc(0)
  return (chunk: Buffer): void => {
    waiting.push(chunk)
    const data = waiting.length === 1 && rest.length === 0 ? chunk : Buffer.concat([rest, ...waiting])
    waiting = []
    let at = 0
    for (let bounds = boundsOf(data, at); bounds; bounds = boundsOf(data, at)) {
      take({ opcode: (data[at] ?? 0) & 15, payload: data.subarray(bounds[0], bounds[1]) })
      at = bounds[1]
    }
    rest = data.subarray(at)
  }
}

const askToUpgrade = ({ url, headers }: Door): string => {
  const { host, pathname, search } = new URL(url)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return (
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${lines.join('')}\r\n`
  )
}

/** Resolves once the server has let it in; `take` is given each binary frame's payload, valid until it returns. */
export const openSocket = (door: Door, take: (payload: Buffer) => void): Promise<CrowdSocket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(door.url)
    const tcp = connect({ host: hostname, port: Number(port), noDelay: true })
    let greeting = Buffer.alloc(0)
    let isIn = false
    let why: string | null = null
    const pongs: (() => void)[] = []

    const takeFrame = ({ opcode: kind, payload }: Frame): void => {
      if (kind === opcode.binary) take(payload)
      else if (kind === opcode.pong) pongs.shift()?.()
      else if (kind === opcode.ping) tcp.write(clientFrame(opcode.pong, payload))
      else if (kind === opcode.close) why = `closed with ${payload.length < 2 ? 'no code' : payload.readUInt16BE(0)}`
    }
    const read = createFrameReader(takeFrame)

    const takeGreeting = (chunk: Buffer): void => {
      greeting = Buffer.concat([greeting, chunk])
      const end = greeting.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!greeting.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        tcp.destroy()
        return reject(new Error(`Not let in: ${greeting.subarray(0, 40).toString()}`))
      }
      isIn = true
      resolve(socket)
      if (greeting.length > end + 4) read(greeting.subarray(end + 4))
    }

    const socket: CrowdSocket = {
      send: (payloads) => void tcp.write(Buffer.concat(payloads.map((payload) => clientFrame(opcode.binary, payload)))),
      flushed: () =>
        new Promise((done) => {
          pongs.push(done)
          tcp.write(clientFrame(opcode.ping, new Uint8Array(0)))
        }),
      bytesRead: () => tcp.bytesRead,
      ended: () => why,
      close: () => tcp.destroy(),
    }
    tcp.on('connect', () => tcp.write(askToUpgrade(door)))
    tcp.on('data', (chunk: Buffer) => (isIn ? read(chunk) : takeGreeting(chunk)))
    tcp.on('close', () => (why ??= 'the connection was cut'))
    tcp.on('error', reject)
  })
