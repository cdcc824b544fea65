import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { ApiError } from '../../../shared/api/error.ts'
import { type Answer, baseUrl, createServerWorld, type ServerWorld } from '../../support/server-world.ts'

const rename = (world: ServerWorld, headers: Record<string, string>, body = '{"title":"Renamed"}') =>
  world.app.request(`/api/plans/${world.planId}`, { method: 'PATCH', headers, body })

const nonceIn = (policy: string | null): string => /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''

const png = (width: number, height: number): Uint8Array<ArrayBuffer> => {
  const bytes = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000806000000', 'hex')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return new Uint8Array(bytes)
}

describe('headers', () => {
  it('[HTTP5] gives each page a nonce of its own and lets nothing else run', async () => {
    const world = await createServerWorld()
    const pages = [await world.app.request('/'), await world.app.request('/plans/whatever')]
    const nonces = pages.map(({ headers }) => nonceIn(headers.get('content-security-policy')))
    expect(new Set(nonces).size).toBe(2)
    expect(pages[0]?.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'nonce-${nonces[0]}' 'strict-dynamic'; style-src 'self' 'nonce-${nonces[0]}'; ` +
        "img-src 'self' blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    )
    expect(await pages[0]?.text()).toBe(`<!doctype html><script nonce="${nonces[0]}" src="/assets/main-1.js"></script>`)
    expect(pages[0]?.headers.get('cache-control')).toBe('no-store')
  })

  it('[HTTP5] sends the same protective headers with everything', async () => {
    const world = await createServerWorld()
    for (const path of ['/', '/api/me', '/api/unknown', '/assets/main-1.js', '/healthz']) {
      const { headers } = await world.app.request(path)
      expect([
        path,
        headers.get('x-content-type-options'),
        headers.get('referrer-policy'),
        headers.get('cross-origin-opener-policy'),
        headers.get('cross-origin-resource-policy'),
        headers.get('content-security-policy')?.startsWith("default-src 'none'"),
        headers.get('access-control-allow-origin'),
      ]).toEqual([path, 'nosniff', 'no-referrer', 'same-origin', 'same-origin', true, null])
    }
  })

  it('[HTTP5] keeps answers of the API out of every cache, and hashed files in it for good', async () => {
    const world = await createServerWorld()
    expect((await world.app.request('/api/me')).headers.get('cache-control')).toBe('no-store')
    const file = await world.app.request('/assets/main-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect([file.headers.get('content-encoding'), await file.text()]).toEqual(['br', '/* br */'])
    expect((await world.app.request('/assets/%2e%2e/server/main.ts')).headers.get('content-type')).toContain(
      'text/html',
    )
  })
})

describe('the service worker', () => {
  it('[COPY13] is asked for anew each time, and may ask this server and load no other script', async () => {
    const world = await createServerWorld()
    const { headers } = await world.app.request('/worker.js')
    expect([
      headers.get('content-type'),
      headers.get('cache-control'),
      headers.get('x-content-type-options'),
      headers.get('content-security-policy'),
    ]).toEqual([
      'text/javascript; charset=utf-8',
      'no-cache',
      'nosniff',
      "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'",
    ])
  })
})

describe('a page', () => {
  it('[HTTP11] names what the plan asks for first, and on other pages nothing', async () => {
    const world = await createServerWorld()
    const plan = (await world.app.request(`/plans/${world.planId}/sections/s1`)).headers.get('link')
    expect(plan?.split(', ')).toEqual([
      ...['', '/template', '/readings', '/threads'].map(
        (part) => `</api/plans/${world.planId}${part}>; rel=preload; as=fetch; crossorigin`,
      ),
      '</assets/plan-2.js>; rel=modulepreload',
    ])
    for (const path of ['/', `/plans/${world.planId}/people`, '/plans/a%3E%2C%20b'])
      expect([path, (await world.app.request(path)).headers.get('link')]).toEqual([path, null])
  })
})

describe('a change', () => {
  it('[HTTP2] is taken from our own pages and from programs with a token only', async () => {
    const world = await createServerWorld()
    const json = { 'content-type': 'application/json', cookie: await world.cookie('Cora') }
    const status = async (headers: Record<string, string>) => (await rename(world, { ...json, ...headers })).status
    expect(await status({})).toBe(403)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ origin: baseUrl, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(204)
    expect(await status({ origin: baseUrl })).toBe(204)
    const made = await world.ask('Cora', 'POST /api/tokens', { body: { label: 'A program' } })
    const { token } = made.json as { readonly token: string }
    const bearer = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    expect((await rename(world, bearer)).status).toBe(204)
    expect((await rename(world, { ...json, authorization: 'Bearer nonsense' })).status).toBe(401)
  })

  it('[HTTP3] must be JSON that fits the contract; each fault has its path, and nothing is written', async () => {
    const world = await createServerWorld()
    const headers = { origin: baseUrl, cookie: await world.cookie('Cora'), 'content-type': 'application/json' }
    const before = await world.dump()
    const bad = async (body: string, more: Record<string, string> = {}) => {
      const answer = await rename(world, { ...headers, ...more }, body)
      const error = (await answer.json()) as ApiError
      expect(error.requestId).toMatch(/^[a-z0-9]{20}$/)
      return [answer.status, error.type, error.faults?.map(({ path }) => path)]
    }
    expect(await bad('{"title":')).toEqual([400, 'malformed', ['']])
    expect(await bad('[]')).toEqual([400, 'malformed', ['']])
    expect(await bad('{"title":7}')).toEqual([400, 'malformed', ['title']])
    expect(await bad('{"title":"a\\nb"}')).toEqual([400, 'malformed', ['title']])
    expect(await bad(`{"title":"${'a'.repeat(201)}"}`)).toEqual([400, 'malformed', ['title']])
    expect(await bad('{"owner":"me"}')).toEqual([400, 'malformed', ['']])
    expect(await bad('title=x', { 'content-type': 'text/plain' })).toEqual([415, 'unsupported', undefined])
    const ofBytes = (bytes: number): string => `{"title":"${'a'.repeat(bytes - '{"title":""}'.length)}"}`
    expect(await bad(ofBytes(256 * 1024))).toEqual([400, 'malformed', ['title']])
    expect(await bad(ofBytes(256 * 1024 + 1))).toEqual([413, 'too-large', undefined])
    expect(await world.dump()).toBe(before)
  })

  it('[HTTP16] is stored without what nobody sees, and refused where nothing else is left', async () => {
    const world = await createServerWorld()
    const send = (title: string) => world.ask('Cora', 'PATCH /api/plans/:planId', { body: { title } })
    const titleNow = async () => (await world.deps.store.rows.plans.find(world.planId))?.title
    expect((await send('\u202eFor \u200bevery\u00ad child\u009b\ufeff')).status).toBe(204)
    expect(await titleNow()).toBe('For every child')
    const flagged = 'Plan \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} of क्\u200dष'
    await send(flagged)
    expect(await titleNow()).toBe(flagged)
    for (const title of ['\u200b', '\u2066 \u2069', '\u200d', 'two\u2028lines', 'two\nlines'])
      expect([title, (await send(title)).status]).toEqual([title, 400])
    const capacity = { params: { memberId: await world.memberId('Lena') }, body: { capacity: 'Chief\nOfficer' } }
    expect((await world.ask('Cora', 'PATCH /api/plans/:planId/members/:memberId', capacity)).status).toBe(400)
    const body = { target: { kind: 'plan' }, text: 'First\u202e line\nsecond\u0000 line' }
    await world.ask('Coll', 'POST /api/plans/:planId/threads', { body })
    const [comment] = await world.deps.store.rows.comments.listOf(world.planId)
    expect(comment?.text).toBe('First line\nsecond line')
  })

  it('[HTTP3] says in plain words what is wrong', async () => {
    const world = await createServerWorld()
    const headers = { origin: baseUrl, cookie: await world.cookie('Cora'), 'content-type': 'application/json' }
    const answer = await rename(world, headers, `{"title":"${'a'.repeat(201)}"}`)
    expect(await answer.json()).toMatchObject({ says: 'title: must have at most 200 characters' })
  })

  it('[HTTP3] names the place of a fault deep in a body', async () => {
    const world = await createServerWorld()
    const answer = await world.ask('Coll', 'POST /api/plans/:planId/threads', {
      body: {
        target: {
          kind: 'words',
          sectionId: 'x',
          range: { start: { textblock: -1, offset: 0 }, end: { textblock: 0, offset: 1 } },
          quote: 'q',
          before: '',
          after: '',
        },
        text: 'Hm',
      },
    })
    expect((answer.json as ApiError).faults?.map(({ path }) => path)).toEqual(['target.range.start.textblock'])
  })

  it('[HTTP15] that breaks off is refused as such, written nowhere, and no failure in the log', async () => {
    const world = await createServerWorld()
    const cookie = await world.cookie('Cora')
    const before = await world.dump()
    const breakOff = async (path: string, type: string) => {
      const body = new ReadableStream<Uint8Array>({
        start: (sent) => sent.enqueue(new TextEncoder().encode('{"title":')),
        pull: (sent) => sent.error(new Error('socket hang up')),
      })
      const headers = { origin: baseUrl, cookie, 'content-type': type }
      // `duplex` is asked of every body that comes piece by piece; the types do not know it.
      const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
      const answer = await world.app.request(`/api/plans/${world.planId}/${path}`, init)
      return [answer.status, ((await answer.json()) as ApiError).type]
    }
    expect(await breakOff('sections', 'application/json')).toEqual([400, 'malformed'])
    expect(await breakOff('images', 'image/png')).toEqual([400, 'malformed'])
    expect(await world.dump()).toBe(before)
    expect(world.logged.join('\n')).not.toContain('request failed')
  })
})

describe('what is not there', () => {
  it('[HTTP6] is not found, in JSON under /api and as the page elsewhere', async () => {
    const world = await createServerWorld()
    const cookie = await world.cookie('Cora')
    const status = async (path: string, method = 'GET') =>
      (await world.app.request(path, { method, headers: { cookie, origin: baseUrl } })).status
    expect(await status('/api/nothing')).toBe(404)
    expect(await status('/api/plans/UPPER')).toBe(404)
    expect(await status(`/api%2Fplans%2F${world.planId}`)).toBe(200)
    expect(await status(`/api/plans/${world.planId}%2Freadings`)).toBe(404)
    expect(await status(`/api//plans/${world.planId}`)).toBe(404)
    expect(await status(`/api/plans/${'a'.repeat(41)}`)).toBe(404)
    expect(await status('/api/me', 'DELETE')).toBe(404)
    expect(await status('/anything')).toBe(200)
    expect(await status('/anything', 'POST')).toBe(404)
  })

  it('[HTTP7] tells nothing of a failure but an id, under which the log has the cause', async () => {
    const world = await createServerWorld()
    const cookie = await world.cookie('Cora')
    await world.db.schema.alterTable('bodies').renameTo('gone').execute()
    const answer = await world.app.request('/api/me', { headers: { cookie } })
    const error = (await answer.json()) as ApiError
    expect([answer.status, error.type, JSON.stringify(error).includes('bodies')]).toEqual([500, 'internal', false])
    expect(world.logged.some((line) => line.includes(error.requestId ?? '?') && line.includes('request failed'))).toBe(
      true,
    )
  })
})

describe('logs and probes', () => {
  it('[HTTP8] log routes and ids, never words, names or addresses', async () => {
    const world = await createServerWorld()
    await world.ask('Coll', 'POST /api/plans/:planId/threads', {
      body: { target: { kind: 'plan' }, text: 'Confidential words' },
    })
    await world.ask(null, 'POST /api/sign-in-links', { body: { email: 'lena@strathness.example' } })
    const log = world.logged.join('\n')
    expect(log).toContain('POST /api/plans/:planId/threads')
    expect(log).not.toMatch(/Confidential|lena@|Coll|192\.0\.2\.1/)
  })

  it('[HTTP9] say whether the process lives and whether its store answers', async () => {
    const world = await createServerWorld()
    const status = async (path: string) => (await world.app.request(path)).status
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200])
    await world.db.schema.alterTable('plans').renameTo('gone').execute()
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503])
  })
})

describe('a store that takes no writes', () => {
  it('[FAULT3] is read on, by sessions and tokens whose use would have been noted', async () => {
    const world = await createServerWorld()
    const body = { label: 'reader' }
    const { token } = (await world.ask('Coll', 'POST /api/tokens', { body })).json as { readonly token: string }
    const read = (headers: Record<string, string>): Promise<Answer> =>
      world.ask(headers.authorization ? null : 'Rae', 'GET /api/plans/:planId', { headers })
    await Promise.all([read({}), world.ask('Cora', 'GET /api/plans/:planId')])
    await world.pass(120_000)
    await sql`pragma query_only = on`.execute(world.db)
    const answers = [await read({}), await read({ authorization: `Bearer ${token}` })]
    const renamed = await world.ask('Cora', 'PATCH /api/plans/:planId', { body: { title: 'Renamed' } })
    await sql`pragma query_only = off`.execute(world.db)
    expect([...answers, renamed].map(({ status }) => status)).toEqual([200, 200, 500])
  })
})

describe('pictures', () => {
  const store = (world: ServerWorld, bytes: Uint8Array<ArrayBuffer>, name: 'Coll' | 'Rae' = 'Coll') =>
    world.ask(name, 'POST /api/plans/:planId/images', { bytes, headers: { 'content-type': 'image/png' } })

  it('[HTTP10] are told by their bytes, kept once, and sent so that no browser runs them', async () => {
    const world = await createServerWorld()
    const first = await store(world, png(3, 2))
    const { src } = first.json as { readonly src: string }
    expect(((await store(world, png(3, 2))).json as { readonly src: string }).src).toBe(src)
    const shown = await world.app.request(src, { headers: { cookie: await world.cookie('Rae') } })
    expect([...new Uint8Array(await shown.arrayBuffer())]).toEqual([...png(3, 2)])
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9]{20}\.png"$/)
    expect(shown.headers.get('content-security-policy')).toContain('sandbox')
    expect(shown.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(shown.headers.get('vary')).toContain('Cookie')
  })

  it('[HTTP10] are refused when they are none of the four kinds, too large, or too many pixels', async () => {
    const world = await createServerWorld()
    const status = async (bytes: Uint8Array<ArrayBuffer>) => (await store(world, bytes)).status
    expect(await status(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(415)
    expect(await status(new Uint8Array())).toBe(415)
    expect([await status(png(8_000, 5_000)), await status(png(8_000, 5_001))]).toEqual([201, 415])
    const most = 5 * 1024 * 1024
    // Of no kind: so its bytes were looked into where it is called that.
    expect([await status(new Uint8Array(most)), await status(new Uint8Array(most + 1))]).toEqual([415, 413])
    expect((await store(world, png(1, 1), 'Rae')).status).toBe(403)
  })
})
