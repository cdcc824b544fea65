/**
 * The real client side of the stream connection, over the real routes of a server world: no network between them but
 * one the test makes. `fetchOf` is a browser's fetch as a signed-in person's page has it.
 */
import { createCarrier, type Carrier } from '../../client/sync/connection/carrier.ts'
import { openStream } from '../../client/sync/connection/stream-transport.ts'
import { baseUrl, type Name, type ServerWorld } from './server-world.ts'

/** What a test does to requests: answers in the server's place, or throws, or goes on to the server. */
export type Network = (path: string, toServer: () => Promise<Response>) => Promise<Response>

/** A stream that ends when the page gives up the request, as a browser's does. */
const untilAborted = (response: Response, signal: AbortSignal | null | undefined): Response => {
  const reader = response.body?.getReader()
  if (!reader) return response
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => reader.cancel(),
  })
  signal?.addEventListener('abort', () => void reader.cancel())
  return new Response(body, { status: response.status, headers: response.headers })
}

const straight: Network = (_, toServer) => toServer()

export const fetchOf = async (world: ServerWorld, name: Name, network: Network = straight): Promise<typeof fetch> => {
  const cookie = await world.cookie(name)
  return async (input, init = {}) => {
    const path = String(input)
    const headers = { ...(init.headers as Record<string, string> | undefined), cookie, origin: baseUrl }
    const toServer = async (): Promise<Response> =>
      untilAborted(await world.app.request(path, { ...init, headers, signal: null }), init.signal)
    return network(path, toServer)
  }
}

const soon = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, Math.min(ms, 5))
  return () => clearTimeout(timer)
}

/** A page's carrier that has nothing but the stream. Pauses are short. */
export const openStreamCarrier = (fetch: typeof globalThis.fetch): Carrier =>
  createCarrier({
    ways: [{ name: 'stream', open: openStream({ fetch, later: soon }) }],
    later: (ms, run) => (ms > 4_000 ? () => undefined : soon(ms, run)),
    elapsedMs: () => performance.now(),
    random: () => 0,
  })
