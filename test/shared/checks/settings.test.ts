import { describe, expect, it } from 'vitest'
import { bindRules } from '../../../shared/checks/bind.ts'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

const refusal = (kind: string, settings: Record<string, unknown>) => {
  const bound = ruleKinds.get(kind)?.bind(rule('R', kind, settings), smallTemplate())
  return bound?.ok === false ? bound.error : 'accepted'
}

describe('settings of rules', () => {
  it('[CHK19] refuses what the template does not have, with the path', () => {
    expect([
      refusal('fields-filled', { fields: ['action.lead', 'action.boss'] }),
      refusal('count-between', { block: 'dragon' }),
      refusal('every-code-tagged', { framework: 'uncrc' }),
      refusal('section-has-text', { sections: ['appendix'] }),
      refusal('grid-filled', { blocks: ['need'], axes: [{ field: 'tier' }], gap: 'x' }),
      refusal('grid-filled', { blocks: ['need'], axes: [{ field: 'about', only: ['dragons'] }], gap: 'x' }),
      refusal('fields-filled', { fields: ['resource.level'], where: { field: 'resource.kind', codes: ['gold'] } }),
    ]).toEqual([
      'with.fields[1]: no field action.boss; expected block.field',
      'with.block: no block type dragon',
      'with.framework: no framework uncrc',
      'with.sections[0]: no section appendix',
      'with: no field need.tier',
      'with.axes: no code dragons in its framework',
      'with.where.codes: no code gold in its framework',
    ])
  })

  it('[CHK19] refuses settings of the wrong shape, missing or misspelled', () => {
    expect([
      refusal('count-between', { block: 'need', min: -1 }),
      refusal('count-between', { block: 'need', most: 5 }),
      refusal('section-tagged', { framework: 'aims' }),
      refusal('fields-filled', { fields: [] }),
      refusal('fields-filled', { fields: ['action.lead'], need: 'some' }),
      refusal('fields-filled', { fields: ['action.lead', 'need.name'] }),
      refusal('dates-within', { start: 'action.start', end: 'resource.name' }),
      refusal('topics-mentioned', { topics: 'audit' }),
    ]).toEqual([
      'with.min: expected a whole number',
      'with.most: no such setting',
      'with.called: expected some text',
      'with.fields: expected a list with at least one entry',
      'with.need: expected one of all, any, rest',
      'with.fields: expected fields of one block type',
      'with: expected fields of one block type',
      'with.topics: expected a mapping',
    ])
  })

  it('[CHK19] does not run a template whose rules were never accepted', () => {
    expect(() => bindRules(smallTemplate(rule('R', 'no-such-kind')))).toThrow('Rule R: no rule kind no-such-kind')
    expect(() => bindRules(smallTemplate(rule('R', 'count-between')))).toThrow('Rule R: with.block')
  })
})
