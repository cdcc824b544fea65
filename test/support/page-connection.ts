/**
 * The one connection of a page to a real server, as the built client makes it: its own carrier, channels and unpacking,
 * over a WebSocket or over the event stream. Only what a browser would give it is given here: a socket, `fetch`, time,
 * and a token in the place of its cookie.
 */
import { WebSocket } from 'ws'
import { createCarrier } from '../../client/sync/connection/carrier.ts'
import type { ProviderSocketClass } from '../../client/sync/connection/channel-socket.ts'
import type { Later } from '../../client/sync/later.ts'
import { openSocket } from '../../client/sync/connection/socket-transport.ts'
import { openStream } from '../../client/sync/connection/stream-transport.ts'
import type { OpenTransport, Way } from '../../client/sync/connection/transport.ts'

const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export interface PageConnection {
  /** Of the page's rooms. */
  readonly Socket: ProviderSocketClass
  /** The network is gone in this moment, whatever was on its way. */
  drop(): void
}

interface Reach {
  readonly url: string
  readonly token: string
  /** Hears how to drop what was opened last. */
  readonly opened: (drop: () => void) => void
}

const openWebSocket = ({ url, token, opened }: Reach): OpenTransport =>
  openSocket(() => {
    const headers = { authorization: `Bearer ${token}` }
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, { headers, perMessageDeflate: false })
    opened(() => socket.terminate())
    // What failed is told by the close that follows.
    socket.on('error', () => undefined)
    // It has all of a browser's that is used here; a browser's own cannot send a token.
    return socket as unknown as globalThis.WebSocket
  })

const openEventStream =
  ({ url, token, opened }: Reach): OpenTransport =>
  (events) => {
    const network = new AbortController()
    opened(() => network.abort())
    const fetchHere: typeof fetch = (path, init = {}) =>
      fetch(new URL(String(path), url), {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
        signal: AbortSignal.any([network.signal, ...(init.signal ? [init.signal] : [])]),
      })
    return openStream({ fetch: fetchHere, later })(events)
  }

const open: Readonly<Record<Way['name'], (reach: Reach) => OpenTransport>> = {
  socket: openWebSocket,
  stream: openEventStream,
}

/** One page of the token's owner, which knows this one way to the server. */
export const connectPage = (url: string, token: string, way: Way['name']): PageConnection => {
  let drop = (): void => undefined
  const reach: Reach = { url, token, opened: (dropThis) => void (drop = dropThis) }
  const { Socket } = createCarrier({
    ways: [{ name: way, open: open[way](reach) }],
    later,
    elapsedMs: () => performance.now(),
    random: () => Math.random(),
  })
  return { Socket, drop: () => drop() }
}
