/**
 * Every route of the contract, asked by everyone, about their own plan and about another's. What must come back is
 * computed from the contract's table and `access.can`; a refusal must leave every row of every table as it was.
 */
import { describe, expect, it } from 'vitest'
import { can, type Act } from '../../../shared/access.ts'
import { contract, type RouteKey } from '../../../shared/api/contract.ts'
import { membershipOf } from '../../../server/actions/access.ts'
import { routeKeys } from '../../../server/http/api.ts'
import { createServerWorld, people, type Asking, type Name, type ServerWorld } from '../../support/server-world.ts'

const callers: readonly (Name | null)[] = [null, 'Odd', ...(Object.keys(people) as (keyof typeof people)[])]

const png = new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'))
const token = 'A'.repeat(43)

interface Things {
  readonly sectionId: string
  readonly threadId: string
  readonly commentId: string
  readonly bodyId: string
  readonly invitationId: string
  readonly memberId: string
  readonly imageId: string
  readonly framework: string
  readonly code: string
}

const idOf = (json: unknown): string => (json as { readonly id: string }).id

/** One of each kind of thing in a plan, made by its coordinator. */
const makeThings = async (world: ServerWorld, name: Name, planId: string): Promise<Things> => {
  const [section] = planId === world.planId ? world.sections : world.otherSections
  const params = { planId }
  const sectionId = section?.id ?? ''
  const target = { kind: 'section', sectionId }
  const threadId = idOf(
    (await world.ask(name, 'POST /api/plans/:planId/threads', { params, body: { target, text: 'Why?' } })).json,
  )
  const { rows } = world.deps.store
  const comment = (await rows.comments.listOf(planId)).find((row) => row.threadId === threadId)
  const body = { name: 'Fire', shortName: 'Fire', kind: 'council', lead: false }
  const bodyId = idOf((await world.ask(name, 'POST /api/plans/:planId/bodies', { params, body })).json)
  const [council] = await rows.bodies.listOf(planId)
  const person = { email: `new-${planId}@strathness.example`, name: 'New', role: 'reader', capacity: '' }
  const invited = await world.ask(name, 'POST /api/plans/:planId/invitations', {
    params,
    body: { ...person, bodyId: council?.id ?? '' },
  })
  const image = await world.ask(name, 'POST /api/plans/:planId/images', { params, bytes: png })
  const members = await rows.members.listOf(planId)
  const member = members.find((row) => row.name === 'Rae') ?? members[0]
  return {
    sectionId,
    threadId,
    commentId: comment?.id ?? '',
    bodyId,
    invitationId: idOf(invited.json),
    memberId: member?.id ?? '',
    imageId: (image.json as { readonly src: string }).src.split('/').at(-1) ?? '',
    framework: 'aims',
    code: 'b',
  }
}

/** A right body for each route that takes one. */
const bodyFor = async (world: ServerWorld, key: RouteKey, things: Things): Promise<unknown> => {
  const target = { kind: 'section', sectionId: things.sectionId }
  const [council] = await world.deps.store.rows.bodies.listOf(world.planId)
  const bodies: Partial<Record<RouteKey, unknown>> = {
    'POST /api/sign-in-links': { email: 'ada@strathness.example' },
    'POST /api/sign-in': { token },
    'POST /api/invitations/look': { token },
    'POST /api/invitations/accept': { token, name: 'New' },
    'POST /api/tokens': { label: 'A program' },
    'POST /api/plans': {
      templateId: 'small',
      title: 'New plan',
      area: 'Strathness',
      from: '2026-04-01',
      bodies: [{ name: 'Council', shortName: 'Council', kind: 'council', lead: true }],
      mine: 0,
    },
    'PATCH /api/plans/:planId': { title: 'Renamed' },
    'POST /api/plans/:planId/sections': { key: null, title: 'Our own', after: null },
    'PATCH /api/plans/:planId/sections/:sectionId': { state: 'ready' },
    'PUT /api/plans/:planId/sections/:sectionId/title': { title: 'Renamed' },
    'PUT /api/plans/:planId/sections/:sectionId/exempt': { exempt: 'cover' },
    'POST /api/plans/:planId/sections/:sectionId/move': { after: world.sections[1]?.id ?? '' },
    'POST /api/plans/:planId/sections/:sectionId/sign-offs': {
      hash: (await world.deps.readings.of(world.sections.slice(0, 1)))[0]?.hash ?? '',
      capacity: 'Chief Social Work Officer',
      statement: 'I agree.',
    },
    'POST /api/plans/:planId/sections/:sectionId/reopen': { reason: 'A figure is wrong.' },
    'POST /api/plans/:planId/threads': { target, text: 'Another' },
    'POST /api/plans/:planId/threads/:threadId/comments': { text: 'A reply' },
    'PATCH /api/plans/:planId/comments/:commentId': { text: 'Changed' },
    'POST /api/plans/:planId/bodies': { name: 'Police', shortName: 'Police', kind: 'council', lead: false },
    'PATCH /api/plans/:planId/bodies/:bodyId': { name: 'Fire and rescue' },
    'POST /api/plans/:planId/invitations': {
      email: 'other@strathness.example',
      name: 'Other',
      bodyId: council?.id ?? '',
      role: 'reader',
      capacity: '',
    },
    'PATCH /api/plans/:planId/members/:memberId': { role: 'commenter' },
    'PUT /api/plans/:planId/members/:memberId/sections/:sectionId': { role: 'drafter' },
  }
  return contract[key].body === null ? undefined : bodies[key]
}

/** The section a route is about, where it is about one: acts on a thread are acts where the thread stands. */
const isOnSection = (key: RouteKey): boolean =>
  /:sectionId|:threadId|:commentId|POST \/api\/plans\/:planId\/threads$/.test(key) && !key.includes('/members/')

/** What a route answers to someone who may, where that is not the contract's own status. */
const whenAllowed: Partial<Record<RouteKey, (name: Name | null) => number | undefined>> = {
  'POST /api/sign-in': () => 404,
  'POST /api/invitations/look': () => 404,
  'POST /api/invitations/accept': () => 404,
  'DELETE /api/sessions/:sessionId': () => 404,
  'DELETE /api/tokens/:tokenId': () => 404,
  'POST /api/carriers/:carrierId/pieces/:piece': () => 404,
  // Only coordinators start plans; nobody below owns the sessions and tokens named above.
  'POST /api/plans': (name) => (name === 'Cora' || name === 'Odd' ? 201 : 403),
  // Nothing is signed, nothing removed; the first section is mandatory.
  'POST /api/plans/:planId/sections/:sectionId/reopen': () => 409,
  'POST /api/plans/:planId/sections/:sectionId/restore': () => 409,
  'DELETE /api/plans/:planId/sections/:sectionId': () => 409,
  // Words belong to their author; a coordinator may withdraw. Cora opened the thread.
  'PATCH /api/plans/:planId/comments/:commentId': (name) => (name === 'Cora' ? 204 : 403),
  'DELETE /api/plans/:planId/comments/:commentId': (name) => (name === 'Cora' ? 204 : 403),
  'POST /api/plans/:planId/threads/:threadId/resolve': (name) => (name === 'Coll' ? 403 : 204),
  'POST /api/plans/:planId/threads/:threadId/reopen': (name) => (name === 'Coll' ? 403 : 204),
}

const statusFor = async (world: ServerWorld, key: RouteKey, name: Name | null): Promise<number> => {
  const { caller, status } = contract[key]
  const allowed = whenAllowed[key]?.(name) ?? status
  if (caller === 'anyone') return allowed
  if (name === null) return 401
  if (caller === 'signed-in') return allowed
  const found = await membershipOf(world.deps.store.rows, world.planId, world.personId(name))
  const [section] = world.sections
  const act: Act = caller
  const decision = can(found?.membership ?? null, act, isOnSection(key) && section ? section : null)
  if (decision.allowed) return allowed
  return decision.why === 'not-a-member' ? 404 : decision.why === 'role' ? 403 : 409
}

const isChange = (key: RouteKey): boolean => !key.startsWith('GET ')
const paramsIn = (key: RouteKey): readonly string[] => [...key.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '')

const createPrepared = async () => {
  const world = await createServerWorld()
  const own = await makeThings(world, 'Cora', world.planId)
  const foreign = await makeThings(world, 'Odd', world.otherPlanId)
  // Sessions and kept readings are made by asking; here they are made before anything is compared.
  for (const name of callers) if (name !== null) await world.ask(name, 'GET /api/me')
  await world.deps.readings.of([...world.sections, ...world.otherSections])
  return { world, own, foreign }
}

const askingFor = async (world: ServerWorld, key: RouteKey, things: Things, own: Things): Promise<Asking> => ({
  params: {
    ...things,
    planId: world.planId,
    sessionId: 'someoneelses',
    tokenId: 'someoneelses',
    carrierId: 'someoneelses',
    piece: '0',
  },
  body: await bodyFor(world, key, own),
  ...(key === 'POST /api/plans/:planId/images' ? { bytes: png } : {}),
})

describe('every route', () => {
  it('[HTTP1] has an answer: the table of the contract and the routes of the server are the same', async () => {
    const world = await createServerWorld()
    const served = world.app.routes.filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
    expect(served.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...routeKeys].sort())
  })

  for (const key of routeKeys) {
    it(`[ACC1] ${key} answers each caller as access.can says, and a refusal writes nothing`, async () => {
      let prepared = await createPrepared()
      const outcomes: Record<string, number> = {}
      const expected: Record<string, number> = {}
      for (const name of callers) {
        const { world, own } = prepared
        const who = name ?? 'nobody'
        expected[who] = await statusFor(world, key, name)
        const before = await world.dump()
        const answer = await world.ask(name, key, await askingFor(world, key, own, own))
        outcomes[who] = answer.status
        const isRefusal = answer.status >= 400
        if (isRefusal) expect([who, await world.dump()]).toEqual([who, before])
        else if (isChange(key)) prepared = await createPrepared()
      }
      expect(outcomes).toEqual(expected)
    })
  }

  for (const key of routeKeys.filter((route) => route.includes(':planId'))) {
    it(`[ACC2] ${key} finds nothing of another plan, whoever asks and whichever id is foreign`, async () => {
      const { world, own, foreign } = await createPrepared()
      const before = await world.dump()
      for (const name of ['Cora', 'Lena', 'Dara', 'Coll', 'Rae'] as const) {
        const asking = await askingFor(world, key, own, own)
        const elsewhere = { ...asking, params: { ...asking.params, ...foreign, planId: world.otherPlanId } }
        expect([name, (await world.ask(name, key, elsewhere)).status]).toEqual([name, 404])
      }
      const foreignIds = paramsIn(key).filter((param) => !['planId', 'framework', 'code'].includes(param))
      for (const param of foreignIds) {
        const asking = await askingFor(world, key, own, own)
        const mixed = { ...asking.params, [param]: foreign[param as keyof Things] }
        expect([param, (await world.ask('Cora', key, { ...asking, params: mixed })).status]).toEqual([param, 404])
      }
      expect(await world.dump()).toEqual(before)
    })
  }
})
