import { describe, expect, it } from 'vitest'
import type { PlanView } from '../../../shared/api/plans.ts'
import { createServerWorld, type ServerWorld } from '../../support/server-world.ts'

const vision = (world: ServerWorld): string => world.sections[0]?.id ?? ''

const hashShown = async (world: ServerWorld): Promise<string> => {
  const { json } = await world.ask('Lena', 'GET /api/plans/:planId/sections/:sectionId/reading', {
    params: { sectionId: vision(world) },
  })
  return (json as { readonly hash: string }).hash
}

const sign = (world: ServerWorld, hash: string, name: 'Lena' | 'Cora' = 'Lena') =>
  world.ask(name, 'POST /api/plans/:planId/sections/:sectionId/sign-offs', {
    params: { sectionId: vision(world) },
    body: { hash, capacity: 'Chief Social Work Officer', statement: 'I agree this section.' },
  })

const reopen = (world: ServerWorld, reason = 'A figure is wrong.') =>
  world.ask('Lena', 'POST /api/plans/:planId/sections/:sectionId/reopen', {
    params: { sectionId: vision(world) },
    body: { reason },
  })

const sectionView = async (world: ServerWorld) =>
  ((await world.ask('Cora', 'GET /api/plans/:planId')).json as PlanView).sections[0]

describe('signing a section off', () => {
  it('[SIGN4] stores who signed, for which body, in which capacity, on which text', async () => {
    const world = await createServerWorld()
    const hash = await hashShown(world)
    expect((await sign(world, hash)).status).toBe(201)
    const section = await sectionView(world)
    expect(section?.state).toBe('signed')
    expect(section?.signOffs).toEqual([
      {
        id: expect.any(String),
        sectionId: vision(world),
        contentHash: hash,
        personName: 'Lena',
        bodyId: expect.any(String),
        capacity: 'Chief Social Work Officer',
        statement: 'I agree this section.',
        at: '2026-06-01T09:00:00.000Z',
        valid: true,
      },
    ])
    const row = await world.deps.store.rows.signOffs.find(section?.signOffs[0]?.id ?? '')
    expect(row?.seq).toBe(1)
    expect(row?.canonical).toContain('Every child here grows up loved.')
  })

  it('[SIGN5] refuses a text other than the one shown, and signs nothing', async () => {
    const world = await createServerWorld()
    const hash = await hashShown(world)
    const dara = await world.write('Dara', vision(world))
    dara.type(0, 'Nearly ')
    await world.carry(dara)
    const answer = await sign(world, hash)
    expect([answer.status, (answer.json as { readonly type: string }).type]).toEqual([409, 'changed'])
    expect((await sectionView(world))?.signOffs).toEqual([])
    expect((await sign(world, await hashShown(world))).status).toBe(201)
  })

  it('[SIGN5] counts title and tags as part of what is signed', async () => {
    const world = await createServerWorld()
    const hash = await hashShown(world)
    await world.ask('Dara', 'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', {
      params: { sectionId: vision(world), framework: 'aims', code: 'b' },
    })
    expect((await sign(world, hash)).status).toBe(409)
  })

  it('[SIGN6] sends writers out of the room at once and lets them back in only to read', async () => {
    const world = await createServerWorld()
    const dara = await world.write('Dara', vision(world))
    await sign(world, await hashShown(world))
    expect(dara.closes).toEqual([4500])
    const again = await world.write('Dara', vision(world))
    again.type(0, 'Late ')
    await world.carry(again)
    expect((await sectionView(world))?.signOffs[0]?.valid).toBe(true)
    expect(again.notices).toContain('read-only')
  })

  it('[SIGN7] keeps title, tags, lead body and place of a signed section as they are', async () => {
    const world = await createServerWorld()
    await sign(world, await hashShown(world))
    const params = { sectionId: vision(world), framework: 'aims', code: 'b' }
    const answers = [
      await world.ask('Cora', 'PUT /api/plans/:planId/sections/:sectionId/title', { params, body: { title: 'New' } }),
      await world.ask('Dara', 'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', { params }),
      await world.ask('Cora', 'PATCH /api/plans/:planId/sections/:sectionId', { params, body: { dueOn: null } }),
      await world.ask('Cora', 'POST /api/plans/:planId/sections/:sectionId/move', { params, body: { after: null } }),
      await sign(world, await hashShown(world)),
    ]
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409])
  })

  it('[SIGN8] reopens only with a reason, which stays beside the sign-off it ended', async () => {
    const world = await createServerWorld()
    await sign(world, await hashShown(world))
    expect((await reopen(world, '   ')).status).toBe(400)
    expect((await reopen(world)).status).toBe(204)
    const section = await sectionView(world)
    expect(section?.state).toBe('drafting')
    expect(section?.reopenings).toEqual([
      { sectionId: vision(world), personName: 'Lena', reason: 'A figure is wrong.', at: '2026-06-01T09:00:00.000Z' },
    ])
    expect(section?.signOffs).toHaveLength(1)
  })

  it('[SIGN9] lapses by the text alone: changed it is invalid, put back it is valid again', async () => {
    const world = await createServerWorld()
    await sign(world, await hashShown(world))
    await reopen(world)
    expect((await sectionView(world))?.signOffs[0]?.valid).toBe(true)
    const dara = await world.write('Dara', vision(world))
    dara.type(0, 'Nearly ')
    await world.carry(dara)
    expect((await sectionView(world))?.signOffs[0]?.valid).toBe(false)
    dara.erase(0, 7)
    await world.carry(dara)
    expect((await sectionView(world))?.signOffs[0]?.valid).toBe(true)
  })

  it('[SIGN10] of two who sign at once, one signs and the other is told', async () => {
    const world = await createServerWorld()
    const hash = await hashShown(world)
    const statuses = (await Promise.all([sign(world, hash), sign(world, hash)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 409])
    expect((await sectionView(world))?.signOffs).toHaveLength(1)
  })
})
