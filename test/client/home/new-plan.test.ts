import { describe, expect, it } from 'vitest'
import type { TemplateSummary } from '../../../shared/api/plans.ts'
import type { NewPlan } from '../../../client/home/new-plan.ts'
import {
  bodiesOf,
  faultsOf,
  fieldId,
  nameBody,
  newBody,
  periodEnd,
  periodStarts,
  planFaultsLeft,
  planReplyFaults,
  planToSend,
  startPlan,
  titleOf,
  withTemplate,
} from '../../../client/home/new-plan.ts'
import type { FoundFaults } from '../../../client/ui/found-faults.ts'

const template: TemplateSummary = {
  id: 'childrens-services-plan',
  version: 1,
  title: "Children's Services Plan",
  basis: 'An Act',
  sections: 25,
  periodYears: 3,
  periodFrom: '04-01',
  firstYear: 2017,
  bodyKinds: [
    { kind: 'council', label: 'Council', lead: true },
    { kind: 'health-board', label: 'Health board', lead: true },
    { kind: 'third-sector', label: 'Third sector', lead: false },
  ],
}
const yearly: TemplateSummary = { ...template, id: 'yearly', title: 'Report', periodYears: 1, bodyKinds: [] }
const today = '2026-11-22'
const strathlorne = { ...startPlan(template, today), area: 'Strathlorne', mine: 'council' }

describe('the periods offered', () => {
  it('are the one that runs today and the two after it', () => {
    expect(periodStarts(template, today)).toEqual(['2026-04-01', '2029-04-01', '2032-04-01'])
    expect(periodStarts(yearly, today)).toEqual(['2026-04-01', '2027-04-01', '2028-04-01'])
  })

  it('change on the first day of a plan year, not of a calendar year', () => {
    expect(periodStarts(template, '2026-03-31')[0]).toBe('2023-04-01')
    expect(periodStarts(template, '2026-04-01')[0]).toBe('2026-04-01')
  })

  it('begin with the first there ever is', () => {
    expect(periodStarts(template, '2011-05-01')[0]).toBe('2017-04-01')
  })

  it('end the day before the next begins', () => {
    expect(periodEnd('2026-04-01', 3)).toBe('2029-03-31')
    expect(periodEnd('2023-03-01', 1)).toBe('2024-02-29')
  })
})

describe('faults', () => {
  const empty = { ...startPlan(template, today), typedBodies: [newBody('added-0', template)], mine: 'added-0' }
  const named = [{ ...newBody('added-0', template), name: 'Glen Voices', shortName: 'Voices' }]
  const fieldsLeft = (found: FoundFaults<NewPlan>, now: NewPlan) =>
    planFaultsLeft(found, now, template).map(({ field }) => field)

  it('[PAGE62] go one by one as their fields are filled, and no new ones come while one types', () => {
    const found = { faults: faultsOf(empty, template), sent: null }
    const [area, ...bodyFields] = found.faults.map(({ field }) => field)
    expect(fieldsLeft(found, empty)).toEqual([area, ...bodyFields])
    expect(fieldsLeft(found, { ...empty, area: 'Glen' })).toEqual(bodyFields)
    expect(fieldsLeft(found, { ...empty, typedTitle: '', typedBodies: named })).toEqual([area])
  })

  it('[PAGE62] of the server stay with what was sent, and go once it is changed', () => {
    const sent = { ...empty, area: 'Glen', typedBodies: named }
    const faults = [
      { field: fieldId.from, says: 'A plan of this kind starts in April.' },
      { field: fieldId.body('added-0', 'kind'), says: 'This kind of body is not in the template.' },
    ]
    const found = { faults, sent }
    expect(fieldsLeft(found, { ...sent, typedTitle: 'Another' })).toEqual(faults.map(({ field }) => field))
    expect(fieldsLeft(found, { ...sent, from: '2029-04-01' })).toEqual([faults[1]?.field])
    expect(fieldsLeft(found, { ...sent, typedBodies: [{ ...newBody('added-0', template), kind: 'council' }] })).toEqual(
      [fieldId.from],
    )
    expect(fieldsLeft(found, { ...sent, templateId: yearly.id })).toEqual([])
  })
})

describe('what a new plan is filled in with', () => {
  it('is a title of area, kind and period', () => {
    expect(titleOf(strathlorne, template)).toBe("Strathlorne Children's Services Plan 2026 to 2029")
    expect(titleOf({ ...strathlorne, from: '2029-04-01' }, template)).toContain('2029 to 2032')
  })

  it('is the title as typed by hand, even when it was emptied', () => {
    expect(titleOf({ ...strathlorne, typedTitle: 'Our plan' }, template)).toBe('Our plan')
    expect(titleOf({ ...strathlorne, typedTitle: '' }, template)).toBe('')
  })

  it('is a row for each kind that prepares the plan jointly, named after the area', () => {
    expect(bodiesOf(strathlorne, template)).toEqual([
      { key: 'council', kind: 'council', lead: true, name: 'Strathlorne Council', shortName: 'Council' },
      { key: 'health-board', kind: 'health-board', lead: true, name: 'NHS Strathlorne', shortName: 'NHS Strathlorne' },
    ])
  })

  it('leaves names empty without an area, and keeps what was typed', () => {
    expect(bodiesOf(startPlan(template, today), template).map(({ name }) => name)).toEqual(['', ''])
    const typed = [{ ...newBody('added-0', template), name: 'Lorne Voices' }]
    expect(bodiesOf({ ...strathlorne, typedBodies: typed }, template)).toBe(typed)
  })

  it('keeps a short name that repeats the full one in step with it, and one written by hand as it is', () => {
    const board = { key: 'b', name: 'NHS Lorne', shortName: 'NHS Lorne', kind: 'health-board', lead: true }
    expect(nameBody(board, 'NHS Isles')).toEqual({ name: 'NHS Isles', shortName: 'NHS Isles' })
    expect(nameBody({ ...board, shortName: 'NHS' }, 'NHS Isles')).toEqual({ name: 'NHS Isles', shortName: 'NHS' })
    expect(nameBody({ ...board, name: '', shortName: '' }, 'N')).toEqual({ name: 'N', shortName: '' })
  })

  it('starts anew with another template, but for area and title', () => {
    const changed = withTemplate({ ...strathlorne, typedTitle: 'Ours', typedBodies: [] }, yearly, today)
    expect(changed).toMatchObject({ templateId: 'yearly', area: 'Strathlorne', typedTitle: 'Ours', typedBodies: null })
  })
})

describe('what is wrong with a new plan', () => {
  it('is nothing once it is filled in', () => {
    expect(faultsOf(strathlorne, template)).toEqual([])
  })

  it('is told in the order of the form, each at its field', () => {
    const empty = { ...startPlan(template, today), typedTitle: ' ' }
    expect(faultsOf(empty, template).map(({ field }) => field)).toEqual([
      fieldId.area,
      fieldId.title,
      fieldId.body('council', 'name'),
      fieldId.body('council', 'shortName'),
      fieldId.body('health-board', 'name'),
      fieldId.body('health-board', 'shortName'),
      fieldId.mine,
    ])
  })

  it('is a body of one’s own that was taken out of the list', () => {
    const left = bodiesOf(strathlorne, template).filter(({ key }) => key !== 'council')
    expect(faultsOf({ ...strathlorne, typedBodies: left }, template).map(({ field }) => field)).toEqual([fieldId.mine])
    expect(faultsOf({ ...strathlorne, typedBodies: [] }, template).map(({ field }) => field)).toEqual([fieldId.addBody])
  })
})

describe('two bodies of one name', () => {
  it('[PLAN11] are told at the second', () => {
    const rows = bodiesOf(strathlorne, template)
    const twin = { ...newBody('twin', template), name: 'Strathlorne  council', shortName: 'Another' }
    const faults = faultsOf({ ...strathlorne, typedBodies: [...rows, twin] }, template)
    expect(faults.map(({ field }) => field)).toEqual([fieldId.body('twin', 'name')])
    expect(faults[0]?.says).toContain('body 3')
  })
})

describe('a row for a body that was added and left empty', () => {
  const spare = newBody('added-0', template)
  const forum = { ...newBody('added-1', template), name: 'Forum', shortName: 'Forum' }
  const rows = [...bodiesOf(strathlorne, template), spare, forum]

  it('[PAGE38] is no fault and is not sent', () => {
    const plan = { ...strathlorne, typedBodies: rows, mine: 'added-1' }
    expect(faultsOf(plan, template)).toEqual([])
    const sent = planToSend(plan, template)
    expect(sent.bodies.map(({ name }) => name)).toEqual(['Strathlorne Council', 'NHS Strathlorne', 'Forum'])
    expect(sent.mine).toBe(2)
  })

  it('[PAGE38] is asked for when it is begun, prepares the plan or is one’s own', () => {
    const faultsWith = (row: typeof spare, mine = 'council') =>
      faultsOf({ ...strathlorne, typedBodies: [row, ...rows], mine }, template).map(({ field }) => field)
    const [name, shortName] = [fieldId.body('mine', 'name'), fieldId.body('mine', 'shortName')]
    expect(faultsWith({ ...spare, key: 'mine', shortName: 'SCRA' })).toEqual([name])
    expect(faultsWith({ ...spare, key: 'mine', lead: true })).toEqual([name, shortName])
    expect(faultsWith({ ...spare, key: 'mine' }, 'mine')).toEqual([name, shortName])
  })
})

describe('what is sent', () => {
  it('is the plan with its bodies and the place of one’s own among them', () => {
    expect(planToSend({ ...strathlorne, mine: 'health-board' }, template)).toEqual({
      templateId: 'childrens-services-plan',
      title: "Strathlorne Children's Services Plan 2026 to 2029",
      area: 'Strathlorne',
      from: '2026-04-01',
      bodies: [
        { name: 'Strathlorne Council', shortName: 'Council', kind: 'council', lead: true },
        { name: 'NHS Strathlorne', shortName: 'NHS Strathlorne', kind: 'health-board', lead: true },
      ],
      mine: 1,
    })
  })
})

describe('faults of the server', () => {
  const bodies = bodiesOf(strathlorne, template)
  const fieldsOf = (...paths: readonly string[]) =>
    planReplyFaults({ type: 'malformed', says: '', faults: paths.map((path) => ({ path, says: path })) }, bodies).map(
      ({ field }) => field,
    )

  it('go to the field their path leads to', () => {
    expect(fieldsOf('area', 'from', 'bodies[1].kind', 'bodies.0.shortName', 'mine')).toEqual([
      fieldId.area,
      fieldId.from,
      fieldId.body('health-board', 'kind'),
      fieldId.body('council', 'shortName'),
      fieldId.mine,
    ])
  })

  it('go to the list for a row that is no longer there, and nowhere for what the form does not hold', () => {
    expect(fieldsOf('bodies[7].name', 'colour')).toEqual([fieldId.addBody])
    expect(planReplyFaults({ type: 'internal', says: '' }, bodies)).toEqual([])
  })
})
