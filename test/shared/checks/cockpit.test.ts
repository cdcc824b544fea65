import { describe, expect, it } from 'vitest'
import { cockpit, cockpitNotice } from '../../../shared/checks/cockpit.ts'
import { block, plan, prose, section, words } from '../../support/plan.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

const template = smallTemplate(
  rule('count', 'count-between', { block: 'priority', min: 1 }, { criterion: '2' }),
  rule('lead', 'fields-filled', { fields: ['action.role'] }, { criterion: '3' }),
  rule('note', 'fields-filled', { fields: ['priority.needs'] }, { criterion: '2', level: 'info' }),
)
const reading = plan(
  section('one', { title: 'Our vision', tags: ['criteria:1'] }, words(40)),
  section('two', { tags: ['criteria:2'] }, words(2), block('priority', { id: 'p', name: 'Health' })),
  section(
    'three',
    {},
    block('action', { id: 'a', what: prose('A') }),
    block('action', { id: 'b', what: prose('B'), role: 'Head' }),
  ),
)

describe('cockpit', () => {
  it('[CHK24] collects for each criterion the sections with text, the blocks its rules look at and what is missing', () => {
    const lines = cockpit(reading, template).map(({ criterion, evidence, missing, state }) => ({
      code: criterion.code,
      evidence: evidence.map(({ says }) => says),
      missing: missing.map(({ ruleId }) => ruleId),
      state,
    }))
    expect(lines).toEqual([
      { code: '1', evidence: ['Our vision'], missing: [], state: 'evidence found' },
      { code: '2', evidence: ['1 priority'], missing: ['note'], state: 'evidence found' },
      { code: '3', evidence: ['2 actions'], missing: ['lead'], state: 'partly' },
    ])
  })

  it('[CHK24] says that nothing was found where there is no evidence, and leads to where evidence is', () => {
    const [first, second] = cockpit(plan(section('one', { tags: ['criteria:1'] }, words(2))), template)
    expect([first?.state, second?.state]).toEqual(['nothing found', 'nothing found'])
    expect(cockpit(reading, template)[1]?.evidence).toEqual([{ place: { sectionId: 'two' }, says: '1 priority' }])
  })

  it('[CHK25] calls itself a self-check and not the Government’s rating', () => {
    expect(cockpitNotice).toMatch(/self-check/)
    expect(cockpitNotice).toMatch(/not the Scottish Government’s rating/)
  })

  it('[CHK24] says once what two rules of a criterion say alike of one place', () => {
    const twice = ['first', 'second'].map((id) =>
      rule(id, 'count-between', { block: 'priority', min: 2 }, { criterion: '2' }),
    )
    const missing = cockpit(reading, smallTemplate(...twice)).flatMap((line) => line.missing)
    expect(missing.map(({ ruleId }) => ruleId)).toEqual(['first'])
  })

  it('[CHK24] has no lines where the template has no criteria', () => {
    expect(cockpit(reading, { ...template, criteria: undefined })).toEqual([])
  })
})
