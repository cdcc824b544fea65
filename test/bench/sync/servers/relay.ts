/**
 * A server that only carries bytes from one socket to the others of its room: no rights, no document, no log. What a
 * relay costs is what the network costs. `RELAY_JOINS` makes it join all frames of a turn of the event loop into one
 * write to each socket: the least a Node process can do. With `RELAY_LOG` it writes what it passes on to that file first
 * and waits for the disk, once a turn: the least that can be done by a server that shows nobody what could be lost.
 *
 * A room with `large` in its name answers whoever asks for its text with the bytes of the file `RELAY_STATE`.
 */
import { fdatasyncSync, openSync, readFileSync, writevSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import type { Duplex } from 'node:stream'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'

interface Member {
  readonly ws: WebSocket
  readonly socket: Duplex
}

interface Passed {
  readonly from: Member
  readonly frame: Buffer
}

const joins = process.env.RELAY_JOINS === 'yes'
const log = process.env.RELAY_LOG === undefined ? null : openSync(process.env.RELAY_LOG, 'a')
const state = readFileSync(process.env.RELAY_STATE ?? '')
const rooms = new Map<string, Set<Member>>()

const step2 = (body: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, body)
  })
const wholeAnswer = step2(state)
const emptyAnswer = step2(Uint8Array.of(0, 0))

/** A binary frame of at most 65,535 bytes as it stands on the wire. */
const frameOf = (data: Buffer): Buffer => {
  const head = data.length < 126 ? [0x82, data.length] : [0x82, 126, data.length >> 8, data.length & 255]
  return Buffer.concat([Buffer.from(head), data])
}

const waiting = new Map<Set<Member>, Passed[]>()

const commit = (file: number): void => {
  writevSync(
    file,
    [...waiting.values()].flat().map(({ frame }) => frame),
  )
  fdatasyncSync(file)
}

const deliver = (): void => {
  if (log !== null) commit(log)
  for (const [members, passed] of waiting) {
    const all = Buffer.concat(passed.map(({ frame }) => frame))
    const authors = new Set(passed.map(({ from }) => from))
    for (const member of members) {
      const bytes = authors.has(member)
        ? Buffer.concat(passed.filter(({ from }) => from !== member).map(({ frame }) => frame))
        : all
      if (bytes.length > 0) member.socket.write(bytes)
    }
  }
  waiting.clear()
}

const passOnJoined = (members: Set<Member>, from: Member, data: Buffer): void => {
  if (waiting.size === 0) setImmediate(deliver)
  const passed = waiting.get(members) ?? []
  waiting.set(members, passed)
  passed.push({ from, frame: frameOf(data) })
}

const passOnAtOnce = (members: Set<Member>, from: Member, data: Buffer): void => {
  for (const member of members) if (member !== from) member.ws.send(data)
}

const enter = (ws: WebSocket, socket: Duplex, name: string): void => {
  const members = rooms.get(name) ?? new Set()
  rooms.set(name, members)
  const member = { ws, socket }
  members.add(member)
  ws.on('message', (data: Buffer) => {
    const isQuestion = data[0] === 0 && data[1] === 0
    if (isQuestion) ws.send(name.includes('large') && data.length < 6 ? wholeAnswer : emptyAnswer)
    else if (joins) passOnJoined(members, member, data)
    else passOnAtOnce(members, member, data)
  })
  ws.on('close', () => members.delete(member))
}

const server = createServer()
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false })
server.on('upgrade', (request, socket, head) =>
  wss.handleUpgrade(request, socket, head, (ws) => enter(ws, socket, request.url ?? '')),
)
server.listen(0, '127.0.0.1', () =>
  // A TCP server that listens has an address of this kind.
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`),
)
