import type { PlanBlock } from '../../../../shared/plan/model.ts'
import { describe, expect, it } from 'vitest'
import { block, plan, prose, removed, section } from '../../../support/plan.ts'
import { runChecks } from '../../../../shared/checks/run.ts'
import { rule, smallTemplate } from '../../../support/small-template.ts'
import { find, says } from '../say.ts'

const inSection = (...blocks: readonly PlanBlock[]) => plan(section('actions', {}, ...blocks))

describe('count-between', () => {
  const settings = { block: 'priority', min: 3, max: 5 }
  const priorities = (count: number) =>
    inSection(...Array.from({ length: count }, (_, at) => block('priority', { name: `P${at}` })))

  it('[CHK6] says how many there are and how many are advised, where they belong', () => {
    expect(find('count-between', settings, priorities(0))).toEqual([
      expect.objectContaining({
        place: { sectionId: 'actions' },
        says: 'The plan has no priority yet; 3 to 5 are advised.',
      }),
    ])
    expect(says('count-between', settings, priorities(6))).toEqual(['The plan has 6 priorities; 3 to 5 are advised.'])
  })

  it('[CHK6] accepts both bounds, and does not count what was removed', () => {
    expect([3, 5].flatMap((count) => says('count-between', settings, priorities(count)))).toEqual([])
    const one = { block: 'priority', min: 1 }
    expect(says('count-between', one, inSection(removed(block('priority', { name: 'Gone' }))))).toHaveLength(1)
  })
})

describe('fields-filled', () => {
  const action = { id: 'a1', what: prose('Train 40 tutors in Kilbraddan. They start in May.') }

  it('[CHK7] names the block and the fields that are missing, and leads to the first', () => {
    const found = find('fields-filled', { fields: ['action.lead', 'action.role'] }, inSection(block('action', action)))
    expect(found).toEqual([
      expect.objectContaining({
        place: { sectionId: 'actions', blockId: 'a1', field: 'lead' },
        says: 'Action “Train 40 tutors in Kilbraddan” has no lead body or lead officer (role).',
      }),
    ])
  })

  it('[CHK27] calls a block with its number where its type has one, titled or not', () => {
    const template = smallTemplate(rule('R', 'fields-filled', { fields: ['action.lead'] }), rule('T', 'blocks-titled'))
    const numbered = { ...template, blocks: template.blocks.map((type) => ({ ...type, numbered: true })) }
    const reading = inSection(block('action', action), block('action', { id: 'a2' }))
    expect(runChecks(reading, numbered).map(({ says }) => says)).toEqual([
      'Action 1 “Train 40 tutors in Kilbraddan” has no lead body.',
      'Untitled action 2 in “actions” is still to be filled in.',
    ])
  })

  it('[CHK7] asks for any one, or for the rest once one is filled', () => {
    const judge = (need: string, fields: object) =>
      says(
        'fields-filled',
        { fields: ['action.lead', 'action.role'], need },
        inSection(block('action', { ...action, ...fields })),
      ).length
    expect([judge('any', {}), judge('any', { role: 'Head' })]).toEqual([1, 0])
    expect([
      judge('rest', {}),
      judge('rest', { role: 'Head' }),
      judge('rest', { role: 'Head', lead: 'council' }),
    ]).toEqual([0, 1, 0])
  })

  it('[CHK7] looks only at blocks that hold the codes it is meant for', () => {
    const settings = {
      fields: ['resource.level'],
      where: { field: 'resource.kind', codes: ['budget'] },
      called: { level: 'level' },
    }
    const judge = (kind: string) =>
      says('fields-filled', settings, inSection(block('resource', { name: 'Team', kind })))
    expect(judge('budget')).toEqual(['Resource “Team” has no level.'])
    expect(judge('workforce')).toEqual([])
  })

  it('[CHK7] uses the words the rule gives for a field', () => {
    const settings = { fields: ['action.priority'], called: { priority: 'priority it serves' } }
    expect(says('fields-filled', settings, inSection(block('action', action)))).toEqual([
      'Action “Train 40 tutors in Kilbraddan” has no priority it serves.',
    ])
  })

  it('[CHK8] takes a field for filled by its kind', () => {
    const fields = ['lead', 'role', 'start', 'score', 'milestones'].map((name) => `action.${name}`)
    const judge = (values: Parameters<typeof block>[1]) =>
      says(
        'fields-filled',
        { fields, need: 'any' },
        inSection(block('action', { what: prose('Train tutors'), ...values })),
      ).length === 0
    expect([
      judge({ lead: 'a body that left' }),
      judge({ role: ' ' }),
      judge({ start: 'ongoing' }),
      judge({ score: 0 }),
      judge({ milestones: [] }),
      judge({ lead: 'health' }),
      judge({ start: '2026-04-01' }),
    ]).toEqual([false, false, false, true, false, true, true])
  })

  it('[CHK8] takes a link for filled only while the block it leads to is there and of the right type', () => {
    const judge = (...others: readonly PlanBlock[]) =>
      says(
        'fields-filled',
        { fields: ['action.priority'] },
        inSection(block('action', { ...action, priority: 'x' }), ...others),
      ).length
    const target = block('priority', { id: 'x', name: 'Health' })
    expect([judge(target), judge(), judge(removed(target)), judge(block('need', { id: 'x', name: 'Teeth' }))]).toEqual([
      0, 1, 1, 1,
    ])
  })
})

describe('linked', () => {
  const settings = { block: 'need', by: ['priority.needs'], or: ['need.reason'], lacks: 'is taken up by no priority' }

  it('[CHK9] names a block that nothing takes up and that gives no reason', () => {
    expect(find('linked', settings, inSection(block('need', { id: 'n1', name: 'Tooth decay' })))).toEqual([
      expect.objectContaining({
        place: { sectionId: 'actions', blockId: 'n1', field: 'reason' },
        says: 'Need “Tooth decay” is taken up by no priority.',
      }),
    ])
  })

  it('[CHK9] is content with a link from elsewhere or with a reason', () => {
    const need = block('need', { id: 'n1', name: 'Tooth decay' })
    const linking = plan(
      section('one', {}, need),
      section('two', {}, block('priority', { name: 'Health', needs: ['n1'] })),
    )
    expect(says('linked', settings, linking)).toEqual([])
    expect(says('linked', settings, inSection(block('need', { name: 'Decay', reason: 'In hand' })))).toEqual([])
  })
})

describe('links-hold', () => {
  const settings = { fields: ['priority.needs', 'resource.body'] }

  it('[CHK10] names a link to what was removed and a body that has left', () => {
    const reading = inSection(
      block('priority', { name: 'Health', needs: ['n1', 'n2'] }),
      block('need', { id: 'n1', name: 'Teeth' }),
      removed(block('need', { id: 'n2', name: 'Gone' })),
      block('resource', { name: 'Team', body: 'gone' }),
      block('resource', { name: 'Van', body: 'council' }),
    )
    expect(says('links-hold', settings, reading)).toEqual([
      'Priority “Health” names something that is no longer in the plan under “Needs it answers”.',
      'Resource “Team” names a body that is not part of the plan under “Body”.',
    ])
  })
})

describe('chain-ends', () => {
  const settings = {
    link: 'group.reportsTo',
    end: 'group.top',
    lacks: 'reports to no one',
    circle: 'reports in a circle',
  }
  const group = (name: string, fields: object = {}) => block('group', { id: name, name, ...fields })

  it('[CHK11] follows each chain to a group that reports outside the plan', () => {
    const reading = inSection(
      group('A', { reportsTo: 'B' }),
      group('B', { reportsTo: 'C' }),
      group('C', { top: 'Chief officers' }),
    )
    expect(says('chain-ends', settings, reading)).toEqual([])
  })

  it('[CHK11] names the group where a chain breaks, and every group of a circle', () => {
    const broken = inSection(group('A', { reportsTo: 'B' }), group('B'))
    const circle = inSection(
      group('A', { reportsTo: 'B' }),
      group('B', { reportsTo: 'C' }),
      group('C', { reportsTo: 'B' }),
    )
    expect(says('chain-ends', settings, broken)).toEqual(['Group “B” reports to no one.'])
    expect(says('chain-ends', settings, circle)).toEqual([
      'Group “B” reports in a circle.',
      'Group “C” reports in a circle.',
    ])
  })
})

describe('blocks-titled', () => {
  it('[CHK30] names a block that was begun and not named, by its section', () => {
    const reading = inSection(block('action', { id: 'x', role: 'Head' }), block('need', { name: 'Teeth' }))
    expect(find('blocks-titled', {}, reading)).toEqual([
      expect.objectContaining({
        place: { sectionId: 'actions', blockId: 'x', field: 'what' },
        says: 'An untitled action in “actions” is still to be filled in.',
      }),
    ])
  })

  it('[CHK30] counts the blocks of one section in one finding that leads to the first', () => {
    const reading = inSection(
      block('action', { id: 'x' }),
      block('need', { id: 'y' }),
      block('need', { name: 'Teeth' }),
    )
    expect(find('blocks-titled', {}, reading)).toEqual([
      expect.objectContaining({
        place: { sectionId: 'actions', blockId: 'x', field: 'what' },
        says: 'Section “actions” has 2 blocks still to be filled in.',
      }),
    ])
  })

  it('[CHK30] is the only rule that speaks of such a block, and it counts for nothing', () => {
    const reading = inSection(block('action', { what: prose('  ') }))
    expect(says('fields-filled', { fields: ['action.lead'] }, reading)).toEqual([])
    expect(says('count-between', { block: 'action', min: 1 }, reading)).toHaveLength(1)
  })
})
