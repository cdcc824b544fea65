import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addressOf, call, CallFault, canReachServer, errorOf, sendImage } from '../../../client/api/call.ts'
import { mayPass } from '../../../client/api/queries.ts'
import { words } from '../../../client/words/en.ts'

describe('calling the server', () => {
  it('[PAGE18] fills in and escapes the parameters of a route', () => {
    const params = { planId: 'p1', sectionId: 's1', framework: 's9-aims', code: 'a/i' }
    expect(addressOf('PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', params)).toEqual({
      method: 'PUT',
      path: '/api/plans/p1/sections/s1/tags/s9-aims/a%2Fi',
    })
  })

  it('[PAGE18] shows the server’s own words, and asks again only for what may pass', () => {
    const forbidden = new CallFault({ type: 'forbidden', says: 'Ask a coordinator.' }, 403)
    expect(errorOf(forbidden).says).toBe('Ask a coordinator.')
    expect(errorOf(new TypeError('x')).type).toBe('internal')
    const broken = new CallFault({ type: 'internal', says: '' }, 500)
    const busy = new CallFault({ type: 'too-many', says: '' }, 429)
    expect([mayPass(0, forbidden), mayPass(0, broken), mayPass(3, broken)]).toEqual([false, true, false])
    expect([mayPass(2, busy), mayPass(3, busy)]).toEqual([true, false])
  })

  it('[PAGE18] asks again only once where the page knows already that it is cut off', () => {
    const away = new CallFault({ type: 'not-available', says: '' }, 0)
    const broken = new CallFault({ type: 'internal', says: '' }, 500)
    expect([mayPass(2, away), mayPass(0, away, true), mayPass(1, away, true)]).toEqual([true, true, false])
    expect(mayPass(1, broken, true)).toBe(true)
  })
})

/** A network that takes what is sent: it answers with `given`, of which the end never comes, or not at all. */
const hang = (given: string | null): void => {
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    const broken = new Promise<never>((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason)))
    if (given === null) return broken
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(given))
        broken.catch((reason: unknown) => stream.error(reason))
      },
    })
    return Promise.resolve(new Response(body))
  })
}

/** What a call throws, and whether it has by now. */
const outcomeOf = (asked: Promise<unknown>) => {
  const outcome: { thrown: unknown } = { thrown: null }
  asked.catch((thrown: unknown) => (outcome.thrown = thrown))
  return outcome
}

describe('a network that hangs', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('[PAGE57] is given up after half a minute of silence, as a server that cannot be reached', async () => {
    hang(null)
    const outcome = outcomeOf(call('POST /api/sign-in-links', {}, { email: 'ada@council.example' }))
    await vi.advanceTimersByTimeAsync(29_000)
    expect(outcome.thrown).toBe(null)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(outcome.thrown).toMatchObject({ status: 0, message: words.errors.unreachable })
  })

  it('[PAGE57] is given up in the middle of an answer, later, since the rest of one may be long', async () => {
    hang('{"id":')
    const outcome = outcomeOf(call('GET /api/me', {}))
    await vi.advanceTimersByTimeAsync(119_000)
    expect(outcome.thrown).toBe(null)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(outcome.thrown).toMatchObject({ status: 0 })
  })

  it('[PAGE57] has longer for a picture, which takes its time to go out', async () => {
    hang(null)
    const outcome = outcomeOf(sendImage('p1', new File(['x'], 'hub.png', { type: 'image/png' })))
    await vi.advanceTimersByTimeAsync(89_000)
    expect(outcome.thrown).toBe(null)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(outcome.thrown).toMatchObject({ status: 0 })
  })

  it('[PAGE57] counts as away when one only looks for the server', async () => {
    hang(null)
    const looked = canReachServer()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await looked).toBe(false)
  })

  it('[PAGE57] that answers in the server’s place is not the server', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<h1>Welcome to the station</h1>')))
    await expect(call('GET /api/me', {})).rejects.toMatchObject({ status: 0 })
  })
})
