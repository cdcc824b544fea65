/** The routes of the contract as Hono routes, every one through the same doors in the same order. */
import type { ServerResponse } from 'node:http'
import { Hono, type Context } from 'hono'
import { contract, type RouteKey } from '../../shared/api/contract.ts'
import { statusOf, type ApiError } from '../../shared/api/error.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { notFound, tooMany } from '../actions/errors.ts'
import type { Actor } from '../actions/access.ts'
import { authenticate, wasSignedOut } from '../actions/person/authenticate.ts'
import type { Deps } from '../context.ts'
import type { ImageRow } from '../store/tables.ts'
import { type Callers, retryAfterSeconds } from './callers.ts'
import { clearedCookie, readCredentials, sessionCookie } from './credentials.ts'
import { guardCaller } from './guard-caller.ts'
import { isOwnRequest } from './origin.ts'
import { areParamsWell, readBody, readBytes } from './read-request.ts'
import { bytesRoutes, openRoutes, signedRoutes, streamRoutes, type Visit } from './routes.ts'

export interface ApiEnv {
  Variables: { requestId: string; personId?: string; route?: string }
}
type Ctx = Context<ApiEnv>

/** Network address of a request; given by whoever carries requests, since tests have none. */
export type AddressOf = (c: Ctx) => string

/** What the network tells of a request, and whose is begun when. */
export interface ApiSurroundings {
  readonly addressOf: AddressOf
  readonly callers: Callers
}

const isMutation = (method: string): boolean => method !== 'GET' && method !== 'HEAD'

const statusNumber = (error: ApiError) => statusOf(error) as 400

/** An error as it travels, with the id under which the log knows it. */
export const refuse = (c: Ctx, error: ApiError): Response =>
  c.json({ ...error, requestId: c.get('requestId') }, statusNumber(error))

const checkOrigin = (c: Ctx, baseUrl: string): Result<null, ApiError> => {
  if (!isMutation(c.req.method)) return ok(null)
  const own = isOwnRequest(
    {
      fetchSite: c.req.header('sec-fetch-site'),
      origin: c.req.header('origin'),
      hasBearer: c.req.header('authorization') !== undefined,
    },
    new URL(baseUrl).origin,
  )
  return own ? ok(null) : err({ type: 'forbidden', says: 'This request did not come from a page of this server.' })
}

type Handler = (deps: Deps, actor: Actor, input: object, visit: Visit) => Promise<Result<unknown, ApiError>>

const isIn = <T extends object>(table: T, key: PropertyKey): key is keyof T => Object.hasOwn(table, key)

/**
 * The tables' types tie each key to its input. A loop over keys cannot express that, so here it is dropped: the input
 * was read by the schema of this very key.
 */
const handlerOf = (key: RouteKey): Handler => {
  if (isIn(openRoutes, key)) {
    const open = openRoutes[key] as (deps: Deps, input: object, visit: Visit) => ReturnType<Handler>
    return (deps, _actor, input, visit) => open(deps, input, visit)
  }
  if (isIn(bytesRoutes, key)) return bytesRoutes[key] as Handler
  if (isIn(streamRoutes, key)) return async (deps, actor, _input, visit) => streamRoutes[key](deps, actor, visit)
  return signedRoutes[key] as Handler
}

const nobody: Actor = { personId: '', sessionId: '', via: 'session' }

/** Set by @hono/node-server on every request; there is none where no network carries it. */
const responseOf = (c: Ctx): ServerResponse | undefined =>
  (c.env as { readonly outgoing?: ServerResponse } | undefined)?.outgoing

const visitOf = (c: Ctx, addressOf: AddressOf, bytes: Uint8Array, again: Visit['authenticate']): Visit => ({
  address: addressOf(c),
  agent: c.req.header('user-agent') ?? '',
  bytes,
  authenticate: again,
  cut: () => void responseOf(c)?.destroy(),
  setSession: (secret) => c.header('Set-Cookie', secret === null ? clearedCookie : sessionCookie(secret)),
})

/** A year: a picture's bytes never change. `Vary` keeps it for the session it was sent to, and shows it to no other. */
const imageCache = 'private, max-age=31536000, immutable'

const sendImage = (c: Ctx, { id, type, bytes }: ImageRow): Response => {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${id}.${type.replace('image/', '')}"`)
  c.header('Cache-Control', imageCache)
  c.header('Vary', 'Cookie')
  return c.body(new Uint8Array(bytes))
}

/** Whatever stands between must neither keep nor gather nor pack what is sent. */
const sendStream = (c: Ctx, stream: ReadableStream<Uint8Array>): Response => {
  c.header('Content-Type', 'text/event-stream')
  c.header('Cache-Control', 'no-store, no-transform')
  c.header('X-Accel-Buffering', 'no')
  return c.body(stream)
}

const refuseForNow = (c: Ctx): Response => {
  c.header('Retry-After', String(retryAfterSeconds))
  return refuse(c, tooMany('You have asked for too much at once. Wait a few seconds, then try again.').error)
}

/** Calls `leave` once the answer is taken or nobody is there to take it; where no network carries it, at once. */
const leaveLater = (c: Ctx, key: RouteKey, leave: () => void): void => {
  const response = responseOf(c)
  // A stream's answer goes on; what it may cost is bounded as a connection.
  if (response === undefined || response.closed || isIn(streamRoutes, key)) leave()
  else response.once('close', leave)
}

/** Who is signed in waits for their turn. */
const answerInTurn = async (c: Ctx, key: RouteKey, deps: Deps, around: ApiSurroundings): Promise<Response> => {
  const { addressOf, callers } = around
  const credentials = readCredentials(c.req.header('cookie'), c.req.header('authorization'))
  const known = contract[key].caller === 'anyone' ? null : await authenticate(deps, credentials, false)
  if (known === null) return answer(c, key, deps, addressOf)
  const entered = callers.enter(known.personId)
  if (entered === null) return refuseForNow(c)
  const leave = await entered
  try {
    return responseOf(c)?.closed ? c.body(null) : await answer(c, key, deps, addressOf)
  } finally {
    leaveLater(c, key, leave)
  }
}

/** Doors in order: own page, who, right, parameters, size and shape; then the action. */
const answer = async (c: Ctx, key: RouteKey, deps: Deps, addressOf: AddressOf): Promise<Response> => {
  const { caller, body, status, ...kind } = contract[key]
  const origin = checkOrigin(c, deps.baseUrl)
  if (!origin.ok) return refuse(c, origin.error)
  const credentials = readCredentials(c.req.header('cookie'), c.req.header('authorization'))
  const known = caller === 'anyone' ? null : await authenticate(deps, credentials, !('quiet' in kind))
  if (known) c.set('personId', known.personId)
  const params = c.req.param() as Readonly<Record<string, string>>
  if ((caller === 'anyone' || known !== null) && !areParamsWell(params)) return refuse(c, notFound().error)
  const actor = await guardCaller(deps.store.rows, caller, known, params)
  if (!actor.ok) {
    const wasEnded = actor.error.type === 'sign-in' && (await wasSignedOut(deps, credentials))
    return refuse(c, wasEnded ? { ...actor.error, wasEnded } : actor.error)
  }
  const bytes = 'bytes' in kind ? await readBytes(c.req.raw, kind.bytes ?? 0) : ok(new Uint8Array())
  if (!bytes.ok) return refuse(c, bytes.error)
  const parsed = body === null ? ok({}) : await readBody(c.req.raw, body)
  if (!parsed.ok) return refuse(c, parsed.error)
  const visit = visitOf(c, addressOf, bytes.value, () => authenticate(deps, credentials, false))
  const done = await handlerOf(key)(deps, actor.value ?? nobody, { ...params, ...parsed.value }, visit)
  if (!done.ok) return refuse(c, done.error)
  if (isIn(bytesRoutes, key)) return sendImage(c, done.value as ImageRow)
  if (isIn(streamRoutes, key)) return sendStream(c, done.value as ReadableStream<Uint8Array>)
  return status === 204 || done.value === null ? c.body(null, status) : c.json(done.value as object, status)
}

export const routeKeys = Object.keys(contract) as readonly RouteKey[]

/** All routes under `/api`. */
export const createApi = (deps: Deps, around: ApiSurroundings): Hono<ApiEnv> => {
  const api = new Hono<ApiEnv>()
  for (const key of routeKeys) {
    const [method = '', path = ''] = key.split(' ')
    if (isIn(openRoutes, key) !== (contract[key].caller === 'anyone')) throw new Error(`Who may call ${key}?`)
    api.on(method, path, (c) => {
      c.set('route', key)
      return answerInTurn(c, key, deps, around)
    })
  }
  api.all('/api/*', (c) => refuse(c, notFound('This address').error))
  return api
}
