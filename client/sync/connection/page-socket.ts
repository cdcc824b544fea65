/**
 * The page's one connection. It is made here, with the browser's clocks and chance, and not in `main.tsx`, because what
 * connects is loaded when a plan is on screen.
 */
import { later } from '../later.ts'
import { createCarrier } from './carrier.ts'
import type { Carrier } from './carrier.ts'
import type { ProviderSocketClass } from './channel-socket.ts'
import { createElapsed } from './elapsed.ts'
import { openSocket } from './socket-transport.ts'
import { openStream } from './stream-transport.ts'

/** Moments at which the network may have come, gone or changed. */
const networkMoments = ['online', 'offline', 'pageshow']

const connectPage = (syncUrl: string): Carrier => {
  const carrier = createCarrier({
    ways: [
      { name: 'socket', open: openSocket(() => new WebSocket(syncUrl)) },
      { name: 'stream', open: openStream({ fetch: (...request) => window.fetch(...request), later }) },
    ],
    later,
    elapsedMs: createElapsed({ timeOfDay: () => Date.now(), steady: () => performance.now() }),
    random: () => Math.random(),
  })
  for (const moment of networkMoments) window.addEventListener(moment, carrier.wake)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') carrier.wake()
  })
  return carrier
}

let carrier: Carrier | null = null

/** For providers with an empty server address. `syncUrl` is the server's `wss://host/sync`, the same on every call. */
export const pageSocket = (syncUrl: string): ProviderSocketClass => {
  carrier ??= connectPage(syncUrl)
  return carrier.Socket
}
