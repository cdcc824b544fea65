import { describe, expect, it } from 'vitest'
import { runChecks } from '../../../shared/checks/run.ts'
import { block, p, plan, prose, section, words } from '../../support/plan.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

const template = smallTemplate(
  rule('lead', 'fields-filled', { fields: ['action.lead'] }, { criterion: '2' }),
  rule('aims', 'every-code-tagged', { framework: 'aims' }, { level: 'error' }),
  rule('words', 'no-placeholder', { words: ['TBC'] }, { level: 'info' }),
)

describe('runChecks', () => {
  it('[CHK20] puts findings in the order of the plan: the whole plan, then section by section, block by block', () => {
    const reading = plan(
      section(
        'one',
        { tags: ['aims:a'] },
        words(40),
        block('action', { id: 'x', what: prose('TBC') }),
        block('action', { id: 'y', what: prose('Y') }),
      ),
      section('two', {}, p('TBC'), block('action', { id: 'z', what: prose('Z') })),
    )
    expect(runChecks(reading, template).map(({ ruleId, place }) => [ruleId, place.sectionId, place.blockId])).toEqual([
      ['aims', undefined, undefined],
      ['lead', 'one', 'x'],
      ['words', 'one', 'x'],
      ['lead', 'one', 'y'],
      ['words', 'two', undefined],
      ['lead', 'two', 'z'],
    ])
  })

  it('[CHK21] carries the level and the criterion of its rule', () => {
    const [aim, , lead] = runChecks(plan(section('one', {}, block('action', { id: 'x', what: prose('X') }))), template)
    expect([aim?.level, aim?.criterion, lead?.level, lead?.criterion]).toEqual(['error', undefined, 'warning', '2'])
  })

  it('[CHK21] gives each finding a key of its own that stays when the plan grows', () => {
    const action = block('action', { id: 'x', what: prose('Train tutors') })
    const before = runChecks(plan(section('one', {}, action)), template)
    const after = runChecks(plan(section('new', {}, words(9)), section('one', {}, words(5), action)), template)
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
    expect(new Set(before.map(({ key }) => key)).size).toBe(before.length)
  })

  it('[CHK21] says nothing twice of a block that was pasted with its id', () => {
    const twin = block('action', { id: 'x', what: prose('X') })
    expect(
      runChecks(plan(section('one', {}, twin, twin)), template).filter(({ ruleId }) => ruleId === 'lead'),
    ).toHaveLength(1)
  })

  it('[CHK22] passes over blocks of a type the template does not know', () => {
    expect(
      runChecks(plan(section('one', {}, block('dragon', { lead: 'TBC' }))), template).map(({ ruleId }) => ruleId),
    ).toEqual(['aims', 'aims'])
  })
})
