/**
 * Calls a route of the contract. Types come from the contract; its parser stays on the server. Whatever goes wrong
 * becomes one `CallFault` with an `ApiError` worth showing: the server's own words, or ours where it could not be
 * reached, did not answer in time or did not answer as agreed. Nothing is waited for without end.
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
  // The contract says what each route answers; the server is held to it by its own tests.
  return (await send(path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })) as RouteReply<K>
}

/** Sends a picture; answers the address to show it by. */
export const sendImage = async (planId: string, file: File): Promise<string> => {
  const { method, path } = addressOf('POST /api/plans/:planId/images', { planId })
  const init = { method, headers: { 'content-type': file.type }, body: file }
  const reply = (await send(path, init, pictureMs)) as RouteReply<'POST /api/plans/:planId/images'>
  return reply.src
}

/** Longest wait for an answer to begin. A network that is merely slow takes some seconds. */
const silenceMs = 30_000
/** Longest wait for the rest of it: the words of a whole plan, on a line of 10 kB a second. */
const comingMs = 120_000
/** A picture is on its way for up to a minute, then the server has given it up; after that comes the answer. */
const pictureMs = 60_000 + silenceMs
/** Longest wait for a word from a server that one only looks for. */
const lookMs = 10_000

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * The whole answer; null when none came, or only its beginning. A network that takes all and gives nothing says
 * neither.
 */
const ask = async (path: string, init: RequestInit, waitMs: number): Promise<Answer | null> => {
  const asking = new AbortController()
  const giveUp = (): void => asking.abort()
  let timer = setTimeout(giveUp, waitMs)
  const read = async (): Promise<Answer> => {
    const response = await fetch(path, { ...init, credentials: 'same-origin', signal: asking.signal })
    clearTimeout(timer)
    timer = setTimeout(giveUp, comingMs)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return read()
    .catch(() => null)
    .finally(() => clearTimeout(timer))
}

/** What the server answers, null where it answers nothing but that it is done. */
const send = async (path: string, init: RequestInit, waitMs = silenceMs): Promise<unknown> => {
  const answer = await ask(path, init, waitMs)
  if (answer === null) throw unreachable()
  noteServerTime(answer.headers.get('date'))
  const { status, text } = answer
  if (status < 200 || status > 299) throw new CallFault(readError(answer), status)
  if (status !== 200 && status !== 201) return null
  const body = parse(text)
  // Somebody else answered in the server's place, as the sign-in page of a public network does.
  if (body === undefined) throw unreachable()
  return body
}

const unreachable = (): CallFault => new CallFault({ type: 'not-available', says: words.errors.unreachable }, 0)

/** Whether the server answers now. What stands before it may still answer that it cannot reach it. */
export const canReachServer = async (waitMs = lookMs): Promise<boolean> => {
  const answer = await ask('/healthz', { cache: 'no-store' }, waitMs)
  return answer !== null && answer.status < 500
}

/** Undefined where it is no JSON. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readError = ({ status, text }: Answer): ApiError => {
  const body = parse(text)
  return isApiError(body) ? body : { type: 'internal', says: words.errors.unexpected(status) }
}

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && 'type' in body && 'says' in body && typeof body.says === 'string'

/** True for what was asked of a server that did not answer at all. */
export const isUnreachable = (thrown: unknown): boolean => thrown instanceof CallFault && thrown.status === 0

const refusals: readonly string[] = ['sign-in', 'forbidden', 'not-found']

/** True for the server's word that one is signed out, or that what was asked for is not, or not any more, for one to see. */
export const isRefusal = (thrown: unknown): boolean => refusals.includes(errorOf(thrown).type)

/** What to show for anything that was thrown. */
export const errorOf = (thrown: unknown): ApiError =>
  thrown instanceof CallFault ? thrown.error : { type: 'internal', says: words.errors.unexpected(0) }
