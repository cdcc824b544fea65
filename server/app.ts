/**
 * Puts the server's parts together. `createParts` is all but the network, for the command line and for tests;
 * `startServer` listens. Nothing here decides anything.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Context } from 'hono'
import type { Template } from '../shared/template/types.ts'
import { createJudgeRoom } from './actions/judge-room.ts'
import { createLimits } from './actions/limits.ts'
import { authenticate } from './actions/person/authenticate.ts'
import { endExpiredSessions } from './actions/person/sign-out.ts'
import { baseUrlOf, type Config } from './config.ts'
import { createIds, type Clock, type Deps, type Log } from './context.ts'
import type { ApiEnv } from './http/api.ts'
import { createApp } from './http/app.ts'
import { createCallers } from './http/callers.ts'
import { loadClient } from './http/client-files.ts'
import { readCredentials } from './http/credentials.ts'
import { answerInOrder } from './http/in-order.ts'
import { networkBehind } from './http/network.ts'
import { createPatientServer, defaultPatience } from './http/patience.ts'
import type { Mailer } from './mail/mailer.ts'
import { createMeters, type ServerMeters } from './metrics/meters.ts'
import { serveMetrics } from './metrics/serve.ts'
import { catchUp, followChanges, type Following } from './readings/follow.ts'
import { createReadings } from './readings/readings.ts'
import { openSqlite } from './store/sqlite.ts'
import { createStore, type Store } from './store/store.ts'
import { createCarriers, type Carriers } from './sync/carriers.ts'
import { systemTimers, type Timers } from './sync/deps.ts'
import { defaultLimits } from './sync/limits.ts'
import { createRooms, type JoinableRooms } from './sync/rooms.ts'
import { createStreams } from './sync/streams.ts'
import { attachSockets } from './sync/socket.ts'

export const systemClock: Clock = { now: () => Date.now() }

/** How often sessions whose time is over are swept, with their sockets. */
const sweepMs = 1_000

export interface Parts {
  readonly deps: Omit<Deps, 'baseUrl'>
  readonly rooms: JoinableRooms
  readonly carriers: Carriers
  readonly store: Store
  readonly following: Following
  readonly meters: ServerMeters
  /** Writes what is still to be written, then closes the store. */
  close(): Promise<void>
}

export interface PartsNeeds {
  readonly store: Store
  readonly templates: ReadonlyMap<string, Template>
  readonly mailer: Mailer
  readonly log: Log
  readonly clock?: Clock
  readonly timers?: Timers
}

export const openStore = async (database: string): Promise<Store> => createStore(await openSqlite(database))

/** Everything but the network; closing it closes the store. */
export const createParts = (needs: PartsNeeds): Parts => {
  const { store, templates, mailer, log, clock = systemClock, timers = systemTimers } = needs
  const now = (): number => clock.now()
  const meters = createMeters()
  const rooms = createRooms({
    log: meters.timeCommits(store.updates, () => performance.now()),
    judge: createJudgeRoom(store),
    now,
    timers,
    logger: log,
    limits: defaultLimits,
    meters,
  })
  const carriers = createCarriers({ rooms, limits: defaultLimits, timers, now, logger: log, meters })
  const newId = createIds(randomBytes)
  const streams = createStreams({ carriers, timers, now, newId })
  const readings = createReadings(store, rooms)
  const limits = createLimits(clock)
  const following = followChanges({ store, rooms, readings, clock, log })
  const deps: Omit<Deps, 'baseUrl'> = {
    clock,
    randomBytes,
    newId,
    log,
    store,
    rooms,
    streams,
    readings,
    templates,
    mailer,
    limits,
  }
  return {
    deps,
    rooms,
    carriers,
    following,
    meters,
    store,
    close: async () => {
      carriers.close()
      await rooms.close()
      carriers.end()
      await following.settled()
      await store.close()
    },
  }
}

export interface Running {
  /** Address people use. */
  readonly url: string
  /** Where metrics are read; null: nowhere. */
  readonly metricsUrl: string | null
  readonly deps: Deps
  /** Lets nobody in, tells everybody, writes everything, ends. */
  stop(): Promise<void>
}

const listen = async (server: Server, { port, host }: Config): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // A TCP server that listens has an address of this kind.
  return (server.address() as AddressInfo).port
}

/** The network a request came from. */
const addressReader = (proxies: number) => (c: Context<ApiEnv>) => {
  // Set by @hono/node-server on every request.
  const { incoming } = c.env as { readonly incoming?: IncomingMessage }
  return networkBehind(proxies, c.req.header('x-forwarded-for'), incoming?.socket.remoteAddress ?? 'unknown')
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

/** Listens; resolves when people can come in. */
export const startServer = async (
  config: Config,
  parts: Parts,
  clientDir: string,
  patience = defaultPatience,
): Promise<Running> => {
  await catchUp(parts.deps)
  const server = createPatientServer(patience)
  const { meters, rooms, carriers } = parts
  const metrics =
    config.metrics && (await serveMetrics(config.metrics, { meters, census: rooms.census, carriers, server }))
  const port = await listen(server, config)
  // From here to the end of attaching nothing waits, so that no request can come in between.
  const url = baseUrlOf(config, port)
  const deps: Deps = { ...parts.deps, baseUrl: url }
  const app = createApp({
    ...deps,
    client: loadClient(clientDir),
    addressOf: addressReader(config.proxies),
    callers: createCallers(systemTimers),
  })
  server.on('request', answerInOrder(getRequestListener(app.fetch)))
  const detachSockets = attachSockets(server, {
    carriers,
    origin: new URL(url).origin,
    // Pages connect by themselves: that is no use of the session.
    authenticate: ({ headers }) => authenticate(deps, readCredentials(headers.cookie, headers.authorization), false),
    logger: deps.log,
  })
  const sweep = setInterval(() => {
    endExpiredSessions(deps).catch((error: unknown) => deps.log.error({ err: error }, 'sessions not swept'))
  }, sweepMs)
  sweep.unref()
  return {
    url,
    metricsUrl: metrics?.url ?? null,
    deps,
    stop: async () => {
      clearInterval(sweep)
      detachSockets()
      const closed = close(server)
      await parts.close()
      server.closeAllConnections()
      await closed
      metrics?.close()
    },
  }
}
