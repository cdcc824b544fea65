/**
 * A client over a real socket that remembers what it was shown and what it was told: every update of others that came in,
 * and every update of its own the server said is saved. It speaks y-websocket's protocol and our `saved` and `notice`.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { EDITOR_VERSION, messageType } from '../../shared/protocol.ts'

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
  /** Resolves once the room's text is here; rejects when the connection ends before. */
  connect(url: string): Promise<void>
  /** Resolves once the connection has ended, whoever ended it, and all that came before is taken in. */
  ended(): Promise<void>
  /** Reads nothing any more, or goes on. */
  pause(isPaused: boolean): void
  close(): void
}

const frameOf = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

interface Line {
  readonly socket: WebSocket
  /** Sent on this connection, in order. */
  readonly sent: Uint8Array[]
  told: number
  readonly ended: PromiseWithResolvers<void>
  readonly synced: PromiseWithResolvers<void>
}

/** A bearer token, or the cookie of a session, as its browser sends it. */
const headersOf = (secret: string, origin: string): Record<string, string> =>
  secret.startsWith('__Host-') ? { cookie: secret, origin } : { authorization: `Bearer ${secret}` }

const openLine = (address: string, headers: Record<string, string>): Line => {
  const socket = new WebSocket(address, { headers, perMessageDeflate: false })
  const line = {
    socket,
    sent: [],
    told: 0,
    ended: Promise.withResolvers<void>(),
    synced: Promise.withResolvers<void>(),
  }
  // Who does not wait for the text is not told that it never came.
  line.synced.promise.catch(() => undefined)
  return line
}

export const createSocketClient = (room: string, secret: string, clientId?: number): SocketClient => {
  const doc = new Y.Doc()
  if (clientId !== undefined) doc.clientID = clientId
  const seen: Uint8Array[] = []
  const saved: Uint8Array[] = []
  const notices: string[] = []
  const closes: number[] = []
  let line: Line | null = null

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

  const greet = (to: Line): void =>
    to.socket.send(frameOf(messageType.sync, (encoder) => syncProtocol.writeSyncStep1(encoder, doc)))

  const end = (of: Line, code: number): void => {
    closes.push(code)
    of.synced.reject(new Error(`Closed with ${code}`))
    of.ended.resolve()
  }

  const connect = (url: string): Promise<void> => {
    const address = `${url.replace('http', 'ws')}/sync/${room}?editor=${EDITOR_VERSION}&comhla=1`
    const opened = openLine(address, headersOf(secret, url))
    line = opened
    opened.socket.on('open', () => greet(opened))
    opened.socket.on('message', (data) => take(opened, data as Buffer))
    opened.socket.on('close', (code) => end(opened, code))
    // What failed is told by the close that follows.
    opened.socket.on('error', () => undefined)
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
    pause: (isPaused) => void (isPaused ? line?.socket.pause() : line?.socket.resume()),
    close: () => line?.socket.terminate(),
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== client && line && isOpen()) sendUpdate(line, syncProtocol.messageYjsUpdate, update)
  })
  return client
}
