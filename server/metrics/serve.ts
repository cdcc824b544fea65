/**
 * `/metrics` on an address of its own, so that it is never on the one people use: whoever reaches that address may read
 * it. Only where it is asked for.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { urlOf } from '../config.ts'
import type { Carriers } from '../sync/carriers.ts'
import type { Census } from '../sync/rooms.ts'
import { contentType, printMetrics } from './format.ts'
import { type ServerMeters, watchedMetrics } from './meters.ts'
import { followTraffic } from './traffic.ts'

export interface MetricsAddress {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
}

export interface MetricsNeeds {
  readonly meters: ServerMeters
  readonly census: () => Census
  readonly carriers: Carriers
  /** The server people use. */
  readonly server: Server
}

export interface ServedMetrics {
  readonly url: string
  close(): void
}

/** Between two looks at the event loop, in ms; finer costs more than it tells. */
const loopResolutionMs = 20

const createMetricsServer = (print: () => string): Server =>
  createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/metrics'
    response.writeHead(isAsked ? 200 : 404, { 'Content-Type': contentType })
    response.end(isAsked ? print() : 'Only /metrics is here.\n')
  })

/** Rejects when the address cannot be had. */
export const serveMetrics = async (
  { host, port }: MetricsAddress,
  { meters, census, carriers, server }: MetricsNeeds,
): Promise<ServedMetrics> => {
  const loopDelay = monitorEventLoopDelay({ resolution: loopResolutionMs })
  loopDelay.enable()
  const metrics = [
    ...meters.counted,
    ...watchedMetrics({ census, carriers, traffic: followTraffic(server), loopDelay }),
  ]
  const own = createMetricsServer(() => printMetrics(metrics))
  await new Promise<void>((resolve, reject) => {
    own.once('error', reject)
    own.listen(port, host, resolve)
  })
  // A TCP server that listens has an address of this kind.
  const { port: taken } = own.address() as AddressInfo
  return {
    url: `${urlOf(host, taken)}/metrics`,
    close: () => {
      loopDelay.disable()
      own.close()
      own.closeAllConnections()
    },
  }
}
