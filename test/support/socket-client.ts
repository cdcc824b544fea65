/**
 * A client of a real server that remembers what it was shown and what it was told: every update of others that came in,
 * and every update of its own the server said is saved. It speaks y-websocket's protocol and our `saved` and `notice`,
 * over a socket of its own or over a page's connection.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { compareFrame } from '../../client/sync/comparing-socket.ts'
import { EDITOR_VERSION, messageType } from '../../shared/protocol.ts'
import { holdingOf } from '../../shared/state-digest.ts'
import type { PageConnection } from './page-connection.ts'

export interface SocketClient {
  readonly doc: Y.Doc
  readonly room: string
  /** Updates this client was shown. */
  readonly seen: Uint8Array[]
  /** Updates of its own it was told are saved. */
  readonly saved: Uint8Array[]
  readonly notices: string[]
  /** Codes its connections were closed with. */
  readonly closes: number[]
  /** Updates sent on this connection that nobody has said are saved. */
  readonly unsaved: number
  readonly isOpen: boolean
  /**
   * Resolves once the room's text is here; rejects when the connection ends before. `page` makes it a channel of that
   * page's connection; without one it is a socket of its own.
   */
  connect(url: string, page?: PageConnection): Promise<void>
  /** Resolves once the connection has ended, whoever ended it, and all that came before is taken in. */
  ended(): Promise<void>
  /** Waits for no connection any more: a page's channel does so for ever. */
  giveUp(): void
  /** Reads nothing any more, or goes on; on a socket of its own. */
  pause(isPaused: boolean): void
  /** Loses the connection; what else is on a page's connection loses it, too. */
  close(): void
}

const frameOf = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

/** What a socket of one's own and a channel have in common. */
interface RoomSocket {
  readonly readyState: number
  send(frame: Uint8Array): void
  close(): void
}

interface Line {
  readonly socket: RoomSocket
  /** Sent on this connection, in order. */
  readonly sent: Uint8Array[]
  told: number
  readonly ended: PromiseWithResolvers<void>
  readonly synced: PromiseWithResolvers<void>
}

/** A bearer token, or the cookie of a session, as its browser sends it. */
const headersOf = (secret: string, origin: string): Record<string, string> =>
  secret.startsWith('__Host-') ? { cookie: secret, origin } : { authorization: `Bearer ${secret}` }

interface SocketEvents {
  readonly opened: () => void
  readonly received: (frame: Uint8Array) => void
  readonly ended: (code: number) => void
}

const openOwnSocket = (url: string, room: string, secret: string, events: SocketEvents): WebSocket => {
  const address = `${url.replace('http', 'ws')}/sync/${room}?editor=${EDITOR_VERSION}&comhla=1`
  const socket = new WebSocket(address, { headers: headersOf(secret, url), perMessageDeflate: false })
  socket.on('open', events.opened)
  socket.on('message', (data) => events.received(data as Buffer))
  socket.on('close', events.ended)
  // What failed is told by the close that follows.
  socket.on('error', () => undefined)
  return socket
}

const openChannel = ({ Socket }: PageConnection, room: string, events: SocketEvents): RoomSocket => {
  const socket = new Socket(`/${room}?editor=${EDITOR_VERSION}&comhla=1&packed=1`)
  socket.onopen = events.opened
  socket.onmessage = ({ data }) => events.received(data)
  socket.onclose = ({ code }) => events.ended(code)
  return socket
}

export const createSocketClient = (room: string, secret: string, clientId?: number): SocketClient => {
  const doc = new Y.Doc()
  if (clientId !== undefined) doc.clientID = clientId
  const seen: Uint8Array[] = []
  const saved: Uint8Array[] = []
  const notices: string[] = []
  const closes: number[] = []
  let line: Line | null = null
  let own: WebSocket | null = null
  let cut = (): void => undefined

  const isOpen = (): boolean => line?.socket.readyState === WebSocket.OPEN

  const sendUpdate = (to: Line, type: number, update: Uint8Array): void => {
    to.sent.push(update)
    to.socket.send(
      frameOf(messageType.sync, (encoder) => {
        encoding.writeVarUint(encoder, type)
        encoding.writeVarUint8Array(encoder, update)
      }),
    )
  }

  const takeSync = (from: Line, decoder: decoding.Decoder): void => {
    const type = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder).slice()
    if (type === syncProtocol.messageYjsSyncStep1) {
      return sendUpdate(from, syncProtocol.messageYjsSyncStep2, Y.encodeStateAsUpdate(doc, bytes))
    }
    seen.push(bytes)
    Y.applyUpdate(doc, bytes, client)
    if (type === syncProtocol.messageYjsSyncStep2) from.synced.resolve()
  }

  const takeSaved = (from: Line, count: number): void => {
    saved.push(...from.sent.slice(from.told, count))
    from.told = count
  }

  const take = (from: Line, data: Uint8Array): void => {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === messageType.sync) takeSync(from, decoder)
    else if (type === messageType.saved) takeSaved(from, decoding.readVarUint(decoder))
    else if (type === messageType.notice)
      notices.push((JSON.parse(decoding.readVarString(decoder)) as { kind: string }).kind)
  }

  /** As a page does. */
  const compare = (to: Line): void => {
    to.sent.push(Y.encodeStateAsUpdate(doc))
    to.socket.send(compareFrame(holdingOf(doc)))
  }

  const ask = (to: Line): void =>
    to.socket.send(frameOf(messageType.sync, (encoder) => syncProtocol.writeSyncStep1(encoder, doc)))

  const greet = (to: Line): void => {
    if (to.socket === own || doc.store.clients.size === 0) ask(to)
    else compare(to)
  }

  const end = (of: Line, code: number): void => {
    closes.push(code)
    of.synced.reject(new Error(`Closed with ${code}`))
    of.ended.resolve()
  }

  const connect = (url: string, page?: PageConnection): Promise<void> => {
    const events: SocketEvents = {
      opened: () => greet(opened),
      received: (frame) => take(opened, frame),
      ended: (code) => end(opened, code),
    }
    const socket = page ? openChannel(page, room, events) : openOwnSocket(url, room, secret, events)
    own = socket instanceof WebSocket ? socket : null
    cut = (): void => (page ? page.drop() : own?.terminate())
    const opened: Line = {
      socket,
      sent: [],
      told: 0,
      ended: Promise.withResolvers<void>(),
      synced: Promise.withResolvers<void>(),
    }
    line = opened
    // Who does not wait for the text is not told that it never came.
    opened.synced.promise.catch(() => undefined)
    return opened.synced.promise
  }

  const client: SocketClient = {
    doc,
    room,
    seen,
    saved,
    notices,
    closes,
    get unsaved() {
      return line ? line.sent.length - line.told : 0
    },
    get isOpen() {
      return isOpen()
    },
    connect,
    ended: () => line?.ended.promise ?? Promise.resolve(),
    giveUp: () => {
      if (!line || line.socket.readyState !== WebSocket.CONNECTING) return
      line.socket.close()
      line.ended.resolve()
    },
    pause: (isPaused) => void (isPaused ? own?.pause() : own?.resume()),
    close: () => cut(),
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== client && line && isOpen()) sendUpdate(line, syncProtocol.messageYjsUpdate, update)
  })
  return client
}
