import { describe, expect, it } from 'vitest'
import type { PlanView, TemplateSummary } from '../../../shared/api/plans.ts'
import type { Reading } from '../../../shared/api/sections.ts'
import { lastDayOf } from '../../../server/actions/plans/create-plan.ts'
import { createServerWorld, type ServerWorld } from '../../support/server-world.ts'

const planOf = async (world: ServerWorld, planId = world.planId): Promise<PlanView> =>
  (await world.ask('Cora', 'GET /api/plans/:planId', { params: { planId } })).json as PlanView

const newPlan = {
  templateId: 'small',
  title: 'New plan',
  area: 'Strathness',
  from: '2026-04-01',
  bodies: [
    { name: 'Council', shortName: 'Council', kind: 'council', lead: true },
    { name: 'Voices', shortName: 'Voices', kind: 'council', lead: false },
  ],
  mine: 1,
}
const idOf = (json: unknown): string => (json as { readonly id: string }).id
const create = (world: ServerWorld, more: object = {}) =>
  world.ask('Cora', 'POST /api/plans', { body: { ...newPlan, ...more } })

const titles = async (world: ServerWorld): Promise<readonly string[]> =>
  (await planOf(world)).sections.map(({ title }) => title)
const move = (world: ServerWorld, from: number, after: number | null) =>
  world.ask('Cora', 'POST /api/plans/:planId/sections/:sectionId/move', {
    params: { sectionId: world.sections[from]?.id ?? '' },
    body: { after: after === null ? null : (world.sections[after]?.id ?? '') },
  })

describe('starting a plan', () => {
  it("[STORE8] makes the template's sections with their words and tags, and the creator coordinator", async () => {
    const world = await createServerWorld()
    const planId = idOf((await create(world)).json)
    const plan = await planOf(world, planId)
    expect([plan.from, plan.to, plan.me.role]).toEqual(['2026-04-01', '2029-03-31', 'coordinator'])
    expect(plan.bodies.find(({ id }) => id === plan.me.bodyId)?.name).toBe('Voices')
    expect(plan.sections.map(({ title, state, mandatory }) => [title, state, mandatory])).toEqual([
      ['Our vision', 'not-started', true],
      ['What we will do', 'not-started', false],
      ['What we will do', 'not-started', false],
      ['Resources', 'not-started', false],
    ])
    expect(plan.sections[0]?.tags).toEqual([{ framework: 'aims', code: 'a' }])
    const readings = (await world.ask('Cora', 'GET /api/plans/:planId/readings', { params: { planId } }))
      .json as Reading[]
    expect(JSON.stringify(readings[0]?.content)).toContain('Every child here grows up loved.')
    expect(readings.map(({ sectionId }) => sectionId)).toEqual(plan.sections.map(({ id }) => id))
  })

  it('[PLAN8] announces as many sections as the plan then has', async () => {
    const world = await createServerWorld()
    const [small] = (await world.ask('Cora', 'GET /api/templates')).json as TemplateSummary[]
    const plan = await planOf(world, idOf((await create(world)).json))
    expect(plan.sections).toHaveLength(small?.sections ?? 0)
  })

  it('[STORE8] gives the blocks of each chapter ids of their own, and keeps links between them', async () => {
    const world = await createServerWorld()
    const readings = (await world.ask('Cora', 'GET /api/plans/:planId/readings')).json as Reading[]
    const blocks = readings.flatMap(({ content }) => content.items.filter((item) => item.type === 'planBlock'))
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(4)
    const [priority, action] = blocks
    expect(action?.fields['priority']).toEqual({ kind: 'value', value: priority?.id })
  })

  it('[HTTP14] makes a plan once that is asked for again, also while the first asking is under way', async () => {
    const world = await createServerWorld()
    const count = async () => (await world.deps.store.rows.plans.list()).length
    const before = await count()
    const answers = await Promise.all([create(world, { once: 'first' }), create(world, { once: 'first' })])
    answers.push(await create(world, { once: 'first' }))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect([new Set(answers.map(({ json }) => idOf(json))).size, await count()]).toEqual([1, before + 1])
    expect((await create(world, { once: 'second' })).status).toBe(201)
    expect((await create(world)).status).toBe(201)
    expect(await count()).toBe(before + 3)
  })

  it('[HTTP14] says that a plan stands as it was sent first, where it was changed in between', async () => {
    const world = await createServerWorld()
    await create(world, { once: 'first' })
    const { status, json } = await create(world, { once: 'first', title: 'Another title' })
    expect([status, (json as { readonly says: string }).says]).toEqual([
      409,
      'This was done when you sent it first, as it was then. Reload the page to see it, and change it there.',
    ])
  })

  it('[HTTP14] knows nobody by the name that another has given, and no name for longer than a day', async () => {
    const world = await createServerWorld()
    const start = async (name: 'Cora' | 'Odd', once = 'first') =>
      idOf((await world.ask(name, 'POST /api/plans', { body: { ...newPlan, once } })).json)
    const cora = await start('Cora')
    expect(await start('Odd')).not.toBe(cora)
    await world.db.updateTable('makings').set({ at: '2026-05-31T08:59:00.000Z' }).execute()
    await start('Odd', 'second')
    expect(await world.db.selectFrom('makings').select('once').execute()).toEqual([{ once: 'second' }])
  })

  it('[STORE9] shows no half of a plan when something fails on the way', async () => {
    const world = await createServerWorld()
    const before = (await world.deps.store.rows.plans.list()).length
    await world.db.schema.alterTable('section_tags').renameTo('gone').execute()
    expect((await create(world)).status).toBe(500)
    expect(await world.deps.store.rows.plans.list()).toHaveLength(before)
  })

  it('[HTTP4] says what of a new plan does not fit the template, and where', async () => {
    const world = await createServerWorld()
    const faults = async (more: object) => {
      const { status, json } = await create(world, more)
      return [status, (json as { faults?: { path: string }[] }).faults?.map(({ path }) => path)]
    }
    expect(await faults({ from: '2026-05-01' })).toEqual([400, ['from']])
    expect(await faults({ templateId: 'unknown' })).toEqual([400, ['templateId']])
    expect(await faults({ mine: 7 })).toEqual([400, ['mine']])
    expect(await faults({ bodies: [{ ...newPlan.bodies[0], kind: 'circus' }], mine: 0 })).toEqual([
      400,
      ['bodies[0].kind'],
    ])
  })

  it('[PLAN11] starts no plan with two bodies of one name', async () => {
    const world = await createServerWorld()
    const [first] = newPlan.bodies
    const bodies = [first, { ...first, name: `  ${first?.name.toUpperCase() ?? ''}`, shortName: 'Another' }]
    const { status, json } = await create(world, { bodies, mine: 0 })
    expect(status).toBe(400)
    expect((json as { faults?: { path: string }[] }).faults?.map(({ path }) => path)).toEqual(['bodies[1].name'])
  })

  it('[STORE8] counts the last day of a period, leap years included', () => {
    expect(lastDayOf('2026-04-01', 3)).toBe('2029-03-31')
    expect(lastDayOf('2026-04-01', 1)).toBe('2027-03-31')
    expect(lastDayOf('2023-03-01', 1)).toBe('2024-02-29')
  })
})

describe('sections', () => {
  it('[STORE10] keeps one order for all when several move at once', async () => {
    const world = await createServerWorld()
    await Promise.all([move(world, 0, 3), move(world, 3, null), move(world, 1, 2), move(world, 2, 0)])
    const positions = (await world.deps.store.rows.sections.listOf(world.planId)).map(({ position }) => position)
    expect(positions).toEqual([0, 1, 2, 3])
    expect((await planOf(world)).sections.map(({ id }) => id).sort()).toEqual(world.sections.map(({ id }) => id).sort())
  })

  it('[STORE10] moves a section behind another, or to the front', async () => {
    const world = await createServerWorld()
    await move(world, 0, 3)
    expect(await titles(world)).toEqual(['What we will do', 'What we will do', 'Resources', 'Our vision'])
    await move(world, 3, null)
    expect((await titles(world))[0]).toBe('Resources')
    expect((await move(world, 0, 0)).status).toBe(400)
  })

  it('[STORE11] adds a section after another, from the template only where it may be there again', async () => {
    const world = await createServerWorld()
    const add = (key: string | null, title: string) =>
      world.ask('Cora', 'POST /api/plans/:planId/sections', {
        body: { key, title, after: world.sections[0]?.id ?? '' },
      })
    expect((await add(null, 'Our own words')).status).toBe(201)
    expect((await add('actions', 'A third chapter')).status).toBe(201)
    expect((await add('money', 'Resources again')).status).toBe(409)
    expect((await add('unknown', 'Nothing')).status).toBe(400)
    expect((await titles(world)).slice(0, 3)).toEqual(['Our vision', 'A third chapter', 'Our own words'])
  })

  it('[HTTP14] adds a section once that is asked for again, and says so where it was changed in between', async () => {
    const world = await createServerWorld()
    const add = (more: object = {}, planId = world.planId, name: 'Cora' | 'Odd' = 'Cora') =>
      world.ask(name, 'POST /api/plans/:planId/sections', {
        params: { planId },
        body: { key: 'actions', title: 'A third chapter', after: null, once: 'first', ...more },
      })
    const answers = await Promise.all([add(), add()])
    answers.push(await add())
    expect(new Set(answers.map(({ json }) => idOf(json))).size).toBe(1)
    expect((await titles(world)).filter((title) => title === 'A third chapter')).toHaveLength(1)
    expect((await add({ title: 'A fourth chapter' })).status).toBe(409)
    expect((await add({ once: 'second', title: 'A fourth chapter' })).status).toBe(201)
    expect((await add({}, world.otherPlanId, 'Odd')).status).toBe(201)
  })

  it('[HTTP14] takes a section under the name of one that was refused', async () => {
    const world = await createServerWorld()
    const add = (key: string | null) =>
      world.ask('Cora', 'POST /api/plans/:planId/sections', {
        body: { key, title: 'Money', after: null, once: 'first' },
      })
    expect([(await add('money')).status, (await add(null)).status]).toEqual([409, 201])
  })

  it('[STORE12] removes a section with its words, brings it back, and never a mandatory one', async () => {
    const world = await createServerWorld()
    const remove = (at: number) =>
      world.ask('Cora', 'DELETE /api/plans/:planId/sections/:sectionId', {
        params: { sectionId: world.sections[at]?.id ?? '' },
      })
    const dara = await world.write('Dara', world.sections[1]?.id ?? '')
    expect((await remove(0)).status).toBe(409)
    expect((await remove(1)).status).toBe(204)
    expect(dara.closes).toEqual([4500])
    const plan = await planOf(world)
    expect(plan.removedSections.map(({ title, removedBy }) => [title, removedBy])).toEqual([
      ['What we will do', 'Cora'],
    ])
    const params = { sectionId: world.sections[1]?.id ?? '' }
    await expect(world.write('Dara', params.sectionId)).rejects.toThrow('4404')
    await world.ask('Cora', 'POST /api/plans/:planId/sections/:sectionId/restore', { params })
    expect((await planOf(world)).sections.map(({ id }) => id)).toEqual(world.sections.map(({ id }) => id))
  })

  it('[HTTP4] tags only with codes of the frameworks sections are tagged with', async () => {
    const world = await createServerWorld()
    const tag = async (framework: string, code: string) => {
      const params = { sectionId: world.sections[3]?.id ?? '', framework, code }
      return (await world.ask('Dara', 'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', { params }))
        .status
    }
    expect([
      await tag('aims', 'b'),
      await tag('aims', 'b'),
      await tag('aims', 'z'),
      await tag('methods', 'numbers'),
    ]).toEqual([204, 204, 400, 400])
    expect((await planOf(world)).sections[3]?.tags).toEqual([{ framework: 'aims', code: 'b' }])
  })

  it('[HTTP4] names a lead body of this plan only', async () => {
    const world = await createServerWorld()
    const [foreign] = await world.deps.store.rows.bodies.listOf(world.otherPlanId)
    const answer = await world.ask('Dara', 'PATCH /api/plans/:planId/sections/:sectionId', {
      params: { sectionId: world.sections[3]?.id ?? '' },
      body: { leadBodyId: foreign?.id ?? '' },
    })
    expect([answer.status, (answer.json as { faults: unknown[] }).faults]).toEqual([
      400,
      [{ path: 'leadBodyId', says: 'there is no such body in this plan.' }],
    ])
  })
})
