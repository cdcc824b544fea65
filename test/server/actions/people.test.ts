import { describe, expect, it } from 'vitest'
import type { InvitationView, MemberView } from '../../../shared/api/people.ts'
import type { Me, TokenView } from '../../../shared/api/person.ts'
import type { PlanView } from '../../../shared/api/plans.ts'
import { issueToken } from '../../../server/actions/person/tokens.ts'
import { endExpiredSessions } from '../../../server/actions/person/sign-out.ts'
import { closeCode } from '../../../shared/protocol.ts'
import { createServerWorld, type ServerWorld } from '../../support/server-world.ts'

interface Made {
  readonly id: string
  readonly token: string
}

const idOf = (json: unknown): string => (json as { readonly id: string }).id

const planOf = async (world: ServerWorld): Promise<PlanView> =>
  (await world.ask('Cora', 'GET /api/plans/:planId')).json as PlanView

const invite = async (world: ServerWorld, email: string, more: object = {}, by: 'Cora' | 'Lena' = 'Cora') => {
  const [, voices] = await world.deps.store.rows.bodies.listOf(world.planId)
  const body = { email, name: 'Ailsa', bodyId: voices?.id ?? '', role: 'drafter', capacity: 'Manager', ...more }
  return world.ask(by, 'POST /api/plans/:planId/invitations', { body })
}
const tokenIn = (link: unknown): string => String(link).split('#')[1] ?? ''
const tokenOf = (answer: { readonly json: unknown }): string => tokenIn((answer.json as { readonly link: string }).link)

const accept = (world: ServerWorld, token: string, name = 'Ailsa') =>
  world.ask(null, 'POST /api/invitations/accept', { body: { token, name } })

const memberNamed = async (world: ServerWorld, name: string): Promise<MemberView | undefined> =>
  (await planOf(world)).members.find((member) => member.name === name)

describe('invitations', () => {
  it('[PPL1] sends a link whose token stands in the fragment and is stored only as a hash', async () => {
    const world = await createServerWorld()
    const answer = await invite(world, 'ailsa@voices.example')
    const { link } = answer.json as { readonly link: string }
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/join#[A-Za-z0-9_-]{43}$/)
    expect(world.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['ailsa@voices.example', 'Strathness plan: Cora invites you to work on the plan'],
    ])
    const stored = await world.db.selectFrom('invitations').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(tokenIn(link))
  })

  it('[PPL2] makes whoever accepts a member with the body and role invited to, signed in', async () => {
    const world = await createServerWorld()
    const token = tokenOf(await invite(world, 'ailsa@voices.example'))
    const looked = await world.ask(null, 'POST /api/invitations/look', { body: { token } })
    expect(looked.json).toEqual({
      planTitle: 'Strathness plan',
      bodyName: 'Strathness Voices',
      role: 'drafter',
      name: 'Ailsa',
      email: 'ailsa@voices.example',
    })
    const accepted = await accept(world, token)
    expect([accepted.status, accepted.json]).toEqual([200, { to: `/plans/${world.planId}` }])
    expect(accepted.headers.get('set-cookie')).toMatch(
      /^__Host-comhla=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    expect((await memberNamed(world, 'Ailsa'))?.role).toBe('drafter')
  })

  it('[PPL3] works once, within 72 hours, and not after it was withdrawn', async () => {
    const world = await createServerWorld()
    const used = tokenOf(await invite(world, 'a@voices.example'))
    await accept(world, used)
    expect((await accept(world, used)).status).toBe(404)
    const withdrawn = await invite(world, 'b@voices.example')
    const { id } = withdrawn.json as { readonly id: string }
    await world.ask('Cora', 'DELETE /api/plans/:planId/invitations/:invitationId', { params: { invitationId: id } })
    expect((await accept(world, tokenOf(withdrawn))).status).toBe(404)
    const late = tokenOf(await invite(world, 'c@voices.example'))
    await world.pass(72 * 60 * 60_000)
    expect((await accept(world, late)).status).toBe(404)
  })

  it('[PPL3] of two who accept at once, one joins', async () => {
    const world = await createServerWorld()
    const token = tokenOf(await invite(world, 'a@voices.example'))
    const answers = await Promise.all([accept(world, token), accept(world, token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('[PPL18] stands once for each address: invited again, the newest link works and the others do not', async () => {
    const world = await createServerWorld()
    const first = await invite(world, 'ailsa@voices.example')
    const second = await invite(world, 'AILSA@voices.example', { role: 'lead' })
    const other = await invite(world, 'other@voices.example')
    const replaced = [first, second, other].map(({ json }) => (json as { readonly replaced: boolean }).replaced)
    expect(replaced).toEqual([false, true, false])
    const open = (await world.ask('Cora', 'GET /api/plans/:planId/invitations')).json as InvitationView[]
    expect(open.map(({ email, role }) => [email, role])).toEqual([
      ['ailsa@voices.example', 'lead'],
      ['other@voices.example', 'drafter'],
    ])
    expect((await accept(world, tokenOf(first))).status).toBe(404)
    expect((await accept(world, tokenOf(second))).status).toBe(200)
    expect((await memberNamed(world, 'Ailsa'))?.role).toBe('lead')
    expect(world.mails.map(({ text }) => text.includes('no longer works'))).toEqual([false, true, false])
  })

  it('[PPL18] leaves alone what the same address is invited to elsewhere, and tells of no link that was over', async () => {
    const world = await createServerWorld()
    const [elsewhere] = await world.deps.store.rows.bodies.listOf(world.otherPlanId)
    const invited = await world.ask('Odd', 'POST /api/plans/:planId/invitations', {
      params: { planId: world.otherPlanId },
      body: { email: 'a@voices.example', name: 'A', bodyId: elsewhere?.id, role: 'reader', capacity: '' },
    })
    await invite(world, 'a@voices.example')
    expect((await accept(world, tokenOf(invited))).status).toBe(200)
    await invite(world, 'b@voices.example')
    await world.db.updateTable('invitations').set({ expiresAt: '2026-05-31T09:00:00.000Z' }).execute()
    expect((await invite(world, 'b@voices.example')).json).toMatchObject({ replaced: false })
  })

  it('[PPL4] brings an account that exists along, with its own name, when its person is signed in', async () => {
    const world = await createServerWorld()
    const token = tokenOf(await invite(world, 'ODD@strathness.example', { name: 'Someone' }))
    const body = { token, name: 'Somebody else' }
    const accepted = await world.ask('Odd', 'POST /api/invitations/accept', { body })
    expect([accepted.json, accepted.headers.get('set-cookie')]).toEqual([{ to: `/plans/${world.planId}` }, null])
    expect((await memberNamed(world, 'Odd'))?.personId).toBe(world.personId('Odd'))
    const again = await invite(world, 'odd@strathness.example')
    expect([again.status, (again.json as { readonly type: string }).type]).toEqual([409, 'conflict'])
  })

  it('[PPL20] lets nobody into an account that exists: not who invited, nor anybody else with the link', async () => {
    const world = await createServerWorld()
    const token = tokenOf(await invite(world, 'odd@strathness.example'))
    // Sessions are made by asking.
    for (const name of ['Cora', 'Rae'] as const) await world.ask(name, 'GET /api/me')
    const before = await world.dump()
    for (const name of [null, 'Cora', 'Rae'] as const) {
      const refused = await world.ask(name, 'POST /api/invitations/accept', { body: { token, name: 'Odd' } })
      const { type } = refused.json as { readonly type: string }
      expect([name, refused.status, type, refused.headers.get('set-cookie')]).toEqual([name, 401, 'sign-in', null])
    }
    expect(await world.dump()).toBe(before)
    expect((await world.ask('Odd', 'POST /api/invitations/accept', { body: { token, name: 'Odd' } })).status).toBe(200)
  })
})

describe('members', () => {
  it('[PPL5] keeps a coordinator: the last one is neither removed nor given another role', async () => {
    const world = await createServerWorld()
    const params = { memberId: await world.memberId('Cora') }
    const key = 'PATCH /api/plans/:planId/members/:memberId'
    expect((await world.ask('Cora', key, { params, body: { role: 'reader' } })).status).toBe(409)
    expect((await world.ask('Cora', 'DELETE /api/plans/:planId/members/:memberId', { params })).status).toBe(409)
    const lena = { memberId: await world.memberId('Lena') }
    await world.ask('Cora', key, { params: lena, body: { role: 'coordinator' } })
    expect((await world.ask('Cora', key, { params, body: { role: 'reader' } })).status).toBe(204)
  })

  it('[PPL22] leaves who is removed, or coordinates no longer, no invitation that works', async () => {
    const world = await createServerWorld()
    const change = 'PATCH /api/plans/:planId/members/:memberId'
    const lena = { memberId: await world.memberId('Lena') }
    const makeCoordinator = () => world.ask('Cora', change, { params: lena, body: { role: 'coordinator' } })
    const look = async (token: string) =>
      (await world.ask(null, 'POST /api/invitations/look', { body: { token } })).status
    await makeCoordinator()
    const others = tokenOf(await invite(world, 'kept@strathness.example'))
    const inviteByLena = async (email: string) => tokenOf(await invite(world, email, {}, 'Lena'))
    const first = await inviteByLena('first@strathness.example')
    await world.ask('Cora', change, { params: lena, body: { capacity: 'Chief Officer' } })
    expect(await look(first)).toBe(200)
    await world.ask('Cora', change, { params: lena, body: { role: 'reader' } })
    expect(await look(first)).toBe(404)
    await makeCoordinator()
    const second = await inviteByLena('second@strathness.example')
    await world.ask('Cora', 'DELETE /api/plans/:planId/members/:memberId', { params: lena })
    expect([await look(second), await look(others)]).toEqual([404, 200])
  })

  it('[PPL6] closes the sockets of a member whose role changes, and judges them anew', async () => {
    const world = await createServerWorld()
    const [section] = world.sections
    const dara = await world.write('Dara', section?.id ?? '')
    const sina = await world.write('Sina', section?.id ?? '')
    const params = { memberId: await world.memberId('Dara') }
    await world.ask('Cora', 'PATCH /api/plans/:planId/members/:memberId', { params, body: { role: 'reader' } })
    expect([dara.closes, sina.closes]).toEqual([[4500], []])
    const again = await world.write('Dara', section?.id ?? '')
    again.type(0, 'Still writing ')
    await world.carry(again)
    expect(again.notices).toContain('read-only')
  })

  it('[PPL6] shows a removed member the door of rooms and routes alike', async () => {
    const world = await createServerWorld()
    const [section] = world.sections
    const dara = await world.write('Dara', section?.id ?? '')
    const params = { memberId: await world.memberId('Dara') }
    await world.ask('Cora', 'DELETE /api/plans/:planId/members/:memberId', { params })
    expect(dara.closes).toEqual([4500])
    await expect(world.write('Dara', section?.id ?? '')).rejects.toThrow('4404')
    expect((await world.ask('Dara', 'GET /api/plans/:planId')).status).toBe(404)
  })

  it('[PPL7] gives a role in one section, and takes it away', async () => {
    const world = await createServerWorld()
    const [vision, actions] = world.sections
    const memberId = await world.memberId('Coll')
    const grant = 'PUT /api/plans/:planId/members/:memberId/sections/:sectionId'
    const params = { memberId, sectionId: actions?.id ?? '' }
    await world.ask('Cora', grant, { params, body: { role: 'drafter' } })
    const change = 'PATCH /api/plans/:planId/sections/:sectionId'
    const ready = { body: { state: 'ready' } }
    expect((await world.ask('Coll', change, { params, ...ready })).status).toBe(204)
    expect((await world.ask('Coll', change, { params: { sectionId: vision?.id ?? '' }, ...ready })).status).toBe(403)
    await world.ask('Cora', 'DELETE /api/plans/:planId/members/:memberId/sections/:sectionId', { params })
    expect((await world.ask('Coll', change, { params, ...ready })).status).toBe(403)
    expect((await world.ask('Cora', grant, { params, body: { role: 'coordinator' } })).status).toBe(400)
  })

  it('[PPL8] shows e-mail addresses to coordinators only', async () => {
    const world = await createServerWorld()
    const seenBy = async (name: 'Cora' | 'Lena') =>
      ((await world.ask(name, 'GET /api/plans/:planId')).json as PlanView).members.map(
        ({ email }) => email !== undefined,
      )
    expect(new Set(await seenBy('Cora'))).toEqual(new Set([true]))
    expect(new Set(await seenBy('Lena'))).toEqual(new Set([false]))
  })

  it('[PLAN11] gives no body a name that another has, but lets one keep its own', async () => {
    const world = await createServerWorld()
    const [council, voices] = await world.deps.store.rows.bodies.listOf(world.planId)
    if (council === undefined || voices === undefined) throw new Error('The world has two bodies')
    const add = (names: object) =>
      world.ask('Cora', 'POST /api/plans/:planId/bodies', { body: { kind: voices.kind, lead: false, ...names } })
    const change = (names: object) =>
      world.ask('Cora', 'PATCH /api/plans/:planId/bodies/:bodyId', { params: { bodyId: voices.id }, body: names })
    const before = (await planOf(world)).bodies
    expect((await add({ name: ` ${council.name.toLowerCase()}`, shortName: 'New' })).status).toBe(400)
    expect((await add({ name: 'New', shortName: council.shortName })).status).toBe(400)
    expect((await change({ shortName: council.shortName })).status).toBe(400)
    expect((await planOf(world)).bodies).toEqual(before)
    expect((await change({ name: voices.name, shortName: voices.shortName.toUpperCase() })).status).toBe(204)
  })

  it('[HTTP14] adds a body once that is asked for again, and says so where it was changed in between', async () => {
    const world = await createServerWorld()
    const add = (more: object = {}, planId = world.planId, name: 'Cora' | 'Odd' = 'Cora') =>
      world.ask(name, 'POST /api/plans/:planId/bodies', {
        params: { planId },
        body: { name: 'Ness Housing', shortName: 'Housing', kind: 'council', lead: false, once: 'first', ...more },
      })
    const answers = await Promise.all([add(), add()])
    answers.push(await add())
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ json }) => idOf(json))).size).toBe(1)
    expect((await planOf(world)).bodies.map(({ shortName }) => shortName)).toEqual(['Council', 'Voices', 'Housing'])
    expect((await add({ shortName: 'Homes' })).status).toBe(409)
    expect((await add({ once: 'second' })).status).toBe(400)
    expect((await add({}, world.otherPlanId, 'Odd')).status).toBe(201)
  })

  it('[PPL9] removes a body only while nothing names it', async () => {
    const world = await createServerWorld()
    const [council, voices] = await world.deps.store.rows.bodies.listOf(world.planId)
    const remove = 'DELETE /api/plans/:planId/bodies/:bodyId'
    expect((await world.ask('Cora', remove, { params: { bodyId: council?.id ?? '' } })).status).toBe(409)
    expect((await world.ask('Cora', remove, { params: { bodyId: voices?.id ?? '' } })).status).toBe(204)
    expect((await planOf(world)).bodies.map(({ id }) => id)).toEqual([council?.id])
  })
})

describe('signing in', () => {
  const linkFor = async (world: ServerWorld): Promise<string> => {
    await world.ask(null, 'POST /api/sign-in-links', { body: { email: 'LENA@strathness.example' } })
    await world.pass(0)
    return tokenIn(world.mails.at(-1)?.link)
  }
  const signIn = (world: ServerWorld, token: string) => world.ask(null, 'POST /api/sign-in', { body: { token } })
  const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? ''

  it('[PPL10] answers the same whether an address is known or not', async () => {
    const world = await createServerWorld()
    const ask = (email: string) => world.ask(null, 'POST /api/sign-in-links', { body: { email } })
    const known = await ask('lena@strathness.example')
    const unknown = await ask('nobody@strathness.example')
    await world.pass(0)
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json])
    expect(world.mails.map(({ to }) => to)).toEqual(['lena@strathness.example'])
  })

  it('[PPL11] lets a link in once, within 15 minutes, with a new session each time', async () => {
    const world = await createServerWorld()
    const token = await linkFor(world)
    const first = await signIn(world, token)
    expect([first.status, first.json]).toEqual([200, { to: `/plans/${world.planId}` }])
    expect((await signIn(world, token)).status).toBe(404)
    const second = await signIn(world, await linkFor(world))
    expect(cookieOf(second.headers)).not.toBe(cookieOf(first.headers))
    const late = await linkFor(world)
    await world.pass(15 * 60_000)
    expect((await signIn(world, late)).status).toBe(404)
  })

  it('[PPL12] ends a session after an hour without use and twelve hours in any case', async () => {
    const world = await createServerWorld()
    const use = async () => (await world.ask('Lena', 'GET /api/sessions')).status
    expect(await use()).toBe(200)
    for (let hour = 0; hour < 13; hour += 1) {
      await world.pass(55 * 60_000)
      if (hour < 12) expect([hour, await use()]).toEqual([hour, 200])
    }
    await world.pass(10 * 60_000)
    expect(await use()).toBe(401)
  })

  it('[PPL12] tells a page when its session ends, without making it longer', async () => {
    const world = await createServerWorld()
    const me = () => world.ask('Lena', 'GET /api/me')
    const end = ((await me()).json as Me).sessionEndsAt
    await world.pass(59 * 60_000)
    expect(((await me()).json as Me).sessionEndsAt).toBe(end)
    await world.pass(60_000)
    expect((await me()).status).toBe(401)
  })

  it('[PPL17] tells a browser that its session was ended on purpose, for as long as it would have lasted', async () => {
    const world = await createServerWorld()
    const [first, second, third] = await Promise.all([world.cookie('Lena'), world.cookie('Lena'), world.cookie('Lena')])
    const asked = async (cookie: string) => {
      const { status, json } = await world.ask(null, 'GET /api/me', { headers: { cookie } })
      return { status, wasEnded: (json as { readonly wasEnded?: true }).wasEnded }
    }
    const ended = { status: 401, wasEnded: true }
    const over = { status: 401, wasEnded: undefined }
    await world.ask(null, 'POST /api/sign-out', { headers: { cookie: first } })
    expect([await asked(first), (await asked(second)).status]).toEqual([ended, 200])
    await world.pass(61 * 60_000)
    await endExpiredSessions(world.deps)
    expect([await asked(first), await asked(second)]).toEqual([ended, over])
    await world.pass(11 * 60 * 60_000)
    await endExpiredSessions(world.deps)
    expect([await asked(first), await asked(third)]).toEqual([over, over])
    expect(await asked(`__Host-comhla=${'A'.repeat(43)}`)).toEqual(over)
    const again = await world.cookie('Lena')
    await world.ask('Lena', 'POST /api/sign-out-everywhere')
    expect(await asked(again)).toEqual(ended)
  })

  it('[PPL6] closes the sockets of a session whose time is over when its person signs out everywhere', async () => {
    const world = await createServerWorld()
    await world.cookie('Dara')
    const [session] = await world.deps.store.rows.sessions.listOf(world.personId('Dara'), '')
    const writer = await world.write('Dara', world.sections[0]?.id ?? '', session?.id)
    await world.pass(60 * 60_000)
    await world.ask(null, 'POST /api/sign-out-everywhere', { headers: { cookie: await world.cookie('Dara') } })
    await endExpiredSessions(world.deps)
    expect(writer.closes).toEqual([closeCode.accessChanged])
  })

  it("[PPL13] lists and ends one's own sessions only", async () => {
    const world = await createServerWorld()
    const cookie = await world.cookie('Lena')
    const sessions = (await world.ask('Lena', 'GET /api/sessions')).json as { id: string; current: boolean }[]
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
    const other = sessions.find(({ current }) => !current)?.id ?? ''
    const end = 'DELETE /api/sessions/:sessionId'
    expect((await world.ask('Cora', end, { params: { sessionId: other } })).status).toBe(404)
    expect((await world.ask('Lena', end, { params: { sessionId: other } })).status).toBe(204)
    expect((await world.ask(null, 'GET /api/me', { headers: { cookie } })).status).toBe(401)
  })

  it('[PPL13] signs out of one session or of all, and clears the cookie', async () => {
    const world = await createServerWorld()
    const cookie = await world.cookie('Lena')
    const out = await world.ask('Lena', 'POST /api/sign-out')
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await world.ask('Lena', 'GET /api/me')).status).toBe(401)
    const headers = { cookie }
    expect((await world.ask(null, 'POST /api/sign-out-everywhere', { headers })).status).toBe(204)
    expect((await world.ask(null, 'GET /api/me', { headers })).status).toBe(401)
  })

  it('[PPL6] closes the sockets of a session that ends, by hand or by time', async () => {
    const world = await createServerWorld()
    const [section] = world.sections
    await world.ask('Dara', 'GET /api/me')
    const sessionOf = async () => (await world.deps.store.rows.sessions.listOf(world.personId('Dara'), ''))[0]?.id ?? ''
    const first = await world.write('Dara', section?.id ?? '', await sessionOf())
    const sina = await world.write('Sina', section?.id ?? '')
    await world.ask('Dara', 'POST /api/sign-out')
    expect([first.closes, sina.closes]).toEqual([[4500], []])
    await world.cookie('Dara')
    const second = await world.write('Dara', section?.id ?? '', await sessionOf())
    await endExpiredSessions(world.deps)
    expect(second.closes).toEqual([])
    await world.pass(60 * 60_000)
    await endExpiredSessions(world.deps)
    expect(second.closes).toEqual([4500])
  })

  it('[PPL14] gives a token once, takes it as a bearer, and no more once it is revoked', async () => {
    const world = await createServerWorld()
    const made = (await world.ask('Dara', 'POST /api/tokens', { body: { label: 'Figures' } })).json as {
      id: string
      token: string
    }
    const headers = { authorization: `Bearer ${made.token}` }
    expect((await world.ask(null, 'GET /api/plans/:planId', { headers })).status).toBe(200)
    expect((await world.ask(null, 'POST /api/tokens', { headers, body: { label: 'More' } })).status).toBe(403)
    expect(JSON.stringify((await world.ask('Dara', 'GET /api/tokens')).json)).not.toContain(made.token)
    await world.ask('Dara', 'DELETE /api/tokens/:tokenId', { params: { tokenId: made.id } })
    expect((await world.ask(null, 'GET /api/plans/:planId', { headers })).status).toBe(401)
  })

  it('[PPL19] gives a person twenty tokens at most, from the page or from the command line', async () => {
    const world = await createServerWorld()
    const make = () => world.ask('Dara', 'POST /api/tokens', { body: { label: 'Figures' } })
    const ids: string[] = []
    for (let at = 0; at < 20; at += 1) ids.push(((await make()).json as { readonly id: string }).id)
    const refused = await make()
    expect([refused.status, (refused.json as { readonly says: string }).says]).toEqual([
      409,
      'You have twenty tokens, and nobody can have more. Revoke one that no program needs any more, then make the new one.',
    ])
    expect((await issueToken(world.deps, world.personId('Dara'), 'Export')).ok).toBe(false)
    expect((await issueToken(world.deps, world.personId('Coll'), 'Export')).ok).toBe(true)
    await world.ask('Dara', 'DELETE /api/tokens/:tokenId', { params: { tokenId: ids[0] ?? '' } })
    expect((await make()).status).toBe(201)
  })

  it('[HTTP14] makes a token that is asked for again once, with a secret that was seen; one in use stays', async () => {
    const world = await createServerWorld()
    const make = async (label: string) =>
      (await world.ask('Dara', 'POST /api/tokens', { body: { label, once: 'first' } })).json as Made
    const use = async ({ token }: Made) =>
      (await world.ask(null, 'GET /api/tokens', { headers: { authorization: `Bearer ${token}` } })).status
    const lost = await make('Figures')
    const seen = await make('Monthly figures')
    const labels = async () =>
      ((await world.ask('Dara', 'GET /api/tokens')).json as TokenView[]).map(({ label }) => label)
    expect([seen.id, await labels()]).toEqual([lost.id, ['Monthly figures']])
    expect([await use(lost), await use(seen)]).toEqual([401, 200])
    await make('Another')
    expect([await use(seen), await labels()]).toEqual([200, ['Monthly figures', 'Another']])
  })

  it('[PPL15] stops answering who asks for links or tries secrets too often', async () => {
    const world = await createServerWorld()
    const ask = () => world.ask(null, 'POST /api/sign-in-links', { body: { email: 'lena@strathness.example' } })
    const statuses: number[] = []
    for (let at = 0; at < 6; at += 1) statuses.push((await ask()).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
    await world.pass(60 * 60_000)
    expect((await ask()).status).toBe(202)
  })
})
