/**
 * WebSockets: `/sync` carries many rooms (`shared/parcel.ts`), `/sync/<room>` one, for any y-websocket client. Origin
 * is checked before the upgrade; every other refusal comes as a close code after it, since browsers cannot read the
 * status of a refused upgrade.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCode } from '../../shared/protocol.ts'
import type { Carriers } from './carriers.ts'
import type { Logger } from './deps.ts'
import { type Caller, readAddress } from './door.ts'
import { frameMessages } from './framing.ts'
import type { Refused } from './ports.ts'
import type { Joining } from './rooms.ts'
import { maxMessageBytes, type Inlet, type Transport } from './transport.ts'

export interface SocketDeps {
  readonly carriers: Carriers
  /** The installation's own origin, such as `https://plan.example.scot`. */
  readonly origin: string
  /** Who is asking, by cookie or bearer token; null for nobody. */
  readonly authenticate: (request: IncomingMessage) => Promise<Caller | null> | Caller | null
  readonly logger: Logger
}

/** Text means nothing here, like no bytes at all. */
const textMessage = new Uint8Array()

/** What an upgrade comes to, once judged: brings the open socket in. */
type Entrance = (transport: Transport) => Inlet | null

const syncPath = '/sync'

/** What follows `/sync/` in the request's address, query included; empty for `/sync`; null when it is not ours. */
const addressIn = ({ url = '' }: IncomingMessage): string | null => {
  const [path = ''] = url.split('?', 1)
  if (path === syncPath) return ''
  return path.startsWith(`${syncPath}/`) ? url.slice(syncPath.length + 1) : null
}

/** A page of another site can make a browser send its cookies, never a bearer token. */
const isOriginAllowed = ({ headers }: IncomingMessage, origin: string): boolean =>
  headers.origin === undefined ? /^bearer /i.test(headers.authorization ?? '') : headers.origin === origin

/** Node has let go of the socket: nobody else hears that it breaks off, or closes it where the other end does not. */
const refuseUpgrade = (socket: Duplex, status: string): void => {
  const drop = (): void => void socket.destroy()
  socket.on('error', drop)
  socket.once('finish', drop)
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** One write to the network for all messages at hand. */
const transportOf = (ws: WebSocket, socket: Duplex): Transport => ({
  kind: 'socket',
  send: (messages) => {
    if (ws.readyState !== ws.OPEN) return
    const pieces = frameMessages(messages)
    if (pieces.length > 1) socket.cork()
    for (const piece of pieces) socket.write(piece)
    if (pieces.length > 1) socket.uncork()
  },
  close: (code, reason) => ws.close(code, reason),
  drop: () => ws.terminate(),
  ping: () => ws.ping(),
  bufferedBytes: () => socket.writableLength,
})

const bytesOf = (data: Buffer | ArrayBuffer | Buffer[]): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data

/** Listens for upgrades on `server`; the answer stops listening. Upgrades of other paths are left to other listeners. */
export const attachSockets = (server: Server, deps: SocketDeps): (() => void) => {
  const { carriers, origin, logger } = deps
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maxMessageBytes })

  const shutOut =
    ({ refused }: Refused): Entrance =>
    (transport) =>
      carriers.refuse(transport, refused)

  const judge = async (request: IncomingMessage, address: string): Promise<Entrance> => {
    const authenticate = (): ReturnType<SocketDeps['authenticate']> => deps.authenticate(request)
    if (address === '') {
      const caller = await authenticate()
      if (!caller) return shutOut({ refused: closeCode.signIn })
      return (transport) => carriers.carryRooms(transport, caller, authenticate)
    }
    const verdict: Joining | Refused = await carriers.judge(authenticate, readAddress(address))
    return 'refused' in verdict ? shutOut(verdict) : (transport) => carriers.carryRoom(transport, verdict)
  }

  const enter = (ws: WebSocket, socket: Duplex, entrance: Entrance): void => {
    ws.on('error', (error) => logger.info({ err: error }, 'A socket failed'))
    const inlet = entrance(transportOf(ws, socket))
    if (inlet === null) return
    ws.on('pong', inlet.heard)
    ws.on('message', (data, isBinary) => {
      inlet.receive(isBinary ? bytesOf(data) : textMessage)
    })
    ws.on('close', inlet.leave)
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer, address: string): Promise<void> => {
    const drop = (): void => void socket.destroy()
    socket.on('error', drop)
    try {
      const entrance = await judge(request, address)
      socket.off('error', drop)
      wss.handleUpgrade(request, socket, head, (ws) => enter(ws, socket, entrance))
    } catch (error) {
      logger.error({ err: error }, 'A socket could not be judged')
      refuseUpgrade(socket, '500 Internal Server Error')
    }
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const address = addressIn(request)
    if (address !== null && isOriginAllowed(request, origin)) void upgrade(request, socket, head, address)
    else if (address !== null) refuseUpgrade(socket, '403 Forbidden')
    else if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, '404 Not Found')
  }

  server.on('upgrade', onUpgrade)
  return () => void server.off('upgrade', onUpgrade)
}
