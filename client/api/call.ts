/**
 * Calls a route of the contract. Types come from the contract; its parser stays on the server. Whatever goes wrong
 * becomes one `CallFault` with an `ApiError` worth showing: the server's own words, or ours where it could not be
 * reached or did not answer as agreed.
 */
import type { RouteBody, RouteKey, RouteParams, RouteReply } from '../../shared/api/contract.ts'
import type { ApiError } from '../../shared/api/error.ts'
import { words } from '../words/en.ts'
import { noteServerTime } from './server-clock.ts'

export class CallFault extends Error {
  readonly error: ApiError
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number
  constructor(error: ApiError, status: number) {
    super(error.says)
    this.error = error
    this.status = status
  }
}

export type Params<K extends RouteKey> = Readonly<Record<RouteParams<K>, string>>

/** The address of a route, with its parameters filled in and escaped. */
export const addressOf = (
  key: RouteKey,
  params: Readonly<Record<string, string>>,
): { method: string; path: string } => {
  const [method = 'GET', pattern = ''] = key.split(' ')
  const path = pattern.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  return { method, path }
}

/** Params and body are left out where the route has none. */
export type CallArguments<K extends RouteKey> =
  RouteBody<K> extends undefined ? [params: Params<K>] : [params: Params<K>, body: RouteBody<K>]

export const call = async <K extends RouteKey>(key: K, ...[params, body]: CallArguments<K>): Promise<RouteReply<K>> => {
  const { method, path } = addressOf(key, params)
  const headers: HeadersInit = method === 'GET' ? {} : { 'content-type': 'application/json' }
  const response = await send(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
  // The contract says what each route answers; the server is held to it by its own tests.
  return (response.status === 200 || response.status === 201 ? await response.json() : null) as RouteReply<K>
}

/** Sends a picture; answers the address to show it by. */
export const sendImage = async (planId: string, file: File): Promise<string> => {
  const { method, path } = addressOf('POST /api/plans/:planId/images', { planId })
  const response = await send(path, { method, headers: { 'content-type': file.type }, body: file })
  const reply = (await response.json()) as RouteReply<'POST /api/plans/:planId/images'>
  return reply.src
}

const send = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => null)
  if (response === null) throw new CallFault({ type: 'not-available', says: words.errors.unreachable }, 0)
  noteServerTime(response.headers.get('date'))
  if (!response.ok) throw new CallFault(await readError(response), response.status)
  return response
}

/** Whether the server answers now. What stands before it may still answer that it cannot reach it. */
export const canReachServer = async (): Promise<boolean> => {
  const response = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  return response !== null && response.status < 500
}

const readError = async (response: Response): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => null)
  return isApiError(body) ? body : { type: 'internal', says: words.errors.unexpected(response.status) }
}

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && 'type' in body && 'says' in body && typeof body.says === 'string'

/** True for what was asked of a server that did not answer at all. */
export const isUnreachable = (thrown: unknown): boolean => thrown instanceof CallFault && thrown.status === 0

/** What to show for anything that was thrown. */
export const errorOf = (thrown: unknown): ApiError =>
  thrown instanceof CallFault ? thrown.error : { type: 'internal', says: words.errors.unexpected(0) }
