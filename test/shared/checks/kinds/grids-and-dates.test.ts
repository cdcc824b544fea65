import { describe, expect, it } from 'vitest'
import { block, plan, prose, section } from '../../../support/plan.ts'
import { says } from '../say.ts'

const inSection = (...blocks: readonly ReturnType<typeof block>[]) => plan(section('money', {}, ...blocks))

describe('grid-filled', () => {
  const evidence = {
    blocks: ['need'],
    axes: [{ field: 'method' }, { field: 'about' }],
    gap: '“{row}” lacks: {missing}.',
  }

  it('[CHK12] lists the empty cells of each row once', () => {
    const reading = inSection(block('need', { name: 'Teeth', method: 'numbers', about: ['services'] }))
    expect(says('grid-filled', evidence, reading)).toEqual([
      '“NUMBERS” lacks: CHILDREN.',
      '“VOICES” lacks: SERVICES and CHILDREN.',
    ])
  })

  it('[CHK12] lets one block fill every cell its values meet in', () => {
    const about = ['services', 'children']
    const reading = inSection(
      block('need', { name: 'Teeth', method: 'numbers', about }),
      block('need', { name: 'Teeth', method: 'voices', about }),
    )
    expect(says('grid-filled', evidence, reading)).toEqual([])
  })

  it('[CHK12] makes one finding of a grid with nothing in it, and of a list', () => {
    const audience = { blocks: ['need'], axes: [{ field: 'about' }], gap: 'Nothing on: {missing}.' }
    expect(says('grid-filled', evidence, inSection())).toEqual(['The plan has no needs yet.'])
    expect(says('grid-filled', audience, inSection(block('need', { name: 'Teeth' })))).toEqual([
      'Nothing on: SERVICES and CHILDREN.',
    ])
  })

  it('[CHK12] counts only blocks with the fields a rule asks for, and only the codes it asks for', () => {
    const settings = {
      blocks: ['need'],
      axes: [{ field: 'about', only: ['children'] }],
      filled: ['reason'],
      gap: 'No {missing}.',
    }
    expect(says('grid-filled', settings, inSection(block('need', { name: 'Teeth', about: ['children'] })))).toEqual([
      'No CHILDREN.',
    ])
    expect(
      says('grid-filled', settings, inSection(block('need', { name: 'Teeth', reason: 'Yes', about: ['children'] }))),
    ).toEqual([])
  })

  it('[CHK12] [PLAN5] takes lead bodies and plan years as axes, and names the years as the plan does', () => {
    const settings = { blocks: ['resource'], axes: [{ field: 'body' }, { field: 'years' }], gap: '{row}: {missing}.' }
    const reading = inSection(
      block('resource', { name: 'Team', body: 'council', years: { 2026: 10, 2027: 10, 2028: 10 } }),
      block('resource', { name: 'Van', body: 'health', years: { 2027: 1 } }),
    )
    expect(says('grid-filled', settings, reading)).toEqual(['NHS Lorne and Isles: 2026/27 and 2028/29.'])
  })
})

describe('share-rises', () => {
  const settings = {
    amounts: 'resource.years',
    of: { field: 'resource.kind', codes: ['budget'] },
    share: { field: 'resource.level', codes: ['early'] },
    called: 'budgets for prevention',
  }
  const line = (level: string, years: Record<string, number>, kind = 'budget') =>
    block('resource', { name: level, kind, level, years })

  it('[CHK13] [PLAN5] says from what to what a share goes that does not rise', () => {
    const reading = inSection(line('early', { 2026: 30, 2028: 25 }), line('late', { 2026: 70, 2028: 75 }))
    expect(says('share-rises', settings, reading)).toEqual([
      'The share of budgets for prevention goes from 30% in 2026/27 to 25% in 2028/29: it does not rise.',
    ])
  })

  it('[CHK13] is content with a rise, and adds up one kind only', () => {
    const reading = inSection(
      line('early', { 2026: 30, 2028: 31 }),
      line('late', { 2026: 70, 2028: 69 }),
      line('early', { 2026: 900 }, 'workforce'),
    )
    expect(says('share-rises', settings, reading)).toEqual([])
  })

  it('[CHK13] says nothing of money that carries no level at all', () => {
    const untyped = block('resource', { name: 'Team', kind: 'budget', years: { 2026: 5, 2028: 5 } })
    expect(says('share-rises', settings, inSection(untyped))).toEqual([])
  })
})

describe('dates-within', () => {
  const settings = { start: 'action.start', end: 'action.end' }
  const judge = (dates: { start?: string; end?: string }) =>
    says('dates-within', settings, inSection(block('action', { what: prose('Train tutors'), ...dates })))

  it('[CHK14] accepts the first and the last day of the plan, and leaves missing dates alone', () => {
    expect([...judge({ start: '2026-04-01', end: '2029-03-31' }), ...judge({})]).toEqual([])
  })

  it('[CHK14] names a date outside the plan, in words', () => {
    expect(judge({ start: '2026-03-31', end: '2029-04-01' })).toEqual([
      'Action “Train tutors” starts on 31 March 2026, before the plan begins.',
      "Action “Train tutors” ends on 1 April 2029, after the plan's last day.",
    ])
  })

  it('[CHK14] names an end before its start', () => {
    expect(judge({ start: '2027-05-01', end: '2027-04-30' })).toEqual([
      'Action “Train tutors” ends on 30 April 2027, before it starts.',
    ])
  })
})

describe('not-ongoing', () => {
  const settings = { dates: ['action.end'], words: ['ongoing'] }
  const judge = (end: string | null) =>
    says('not-ongoing', settings, inSection(block('action', { what: prose('Ongoing training of tutors'), end })))

  it('[CHK15] finds the word where a date should stand, and only there', () => {
    expect(judge(null)).toEqual(['Action “Ongoing training of tutors” says “Ongoing” but has no date under “Ends”.'])
    expect(judge('2027-01-01')).toEqual([])
  })
})
