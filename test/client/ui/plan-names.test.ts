import { describe, expect, it } from 'vitest'
import { namePlace } from '../../../client/plan/place-names.ts'
import { linkablesOf, namesOf } from '../../../client/ui/plan-names.ts'
import { block, content, p } from '../../support/content.ts'
import { smallTemplate } from '../../support/small-template.ts'

const template = smallTemplate()
const long = 'Open family support teams on the coast in September 2026 and on the island in February 2027'
const linkables = linkablesOf(
  [
    {
      title: 'What we will do',
      content: content(
        block('action', 'a1', { what: [p(`${long}. Staff of the council and the health board work under one lead.`)] }),
        block('action', 'a2', { what: [p(long), p('A second line that is no part of the name')] }),
        block('action', 'a3'),
        block('priority', 'p1', { name: 'Good mental health' }),
      ),
    },
  ],
  template,
)
const numbers = new Map([
  ['a1', '3.1'],
  ['a2', '3.2'],
  ['a3', '3.3'],
])
const names = namesOf({ template, bodies: [], linkables, numbers })

describe('names of blocks', () => {
  it('[PLAN14] refer to a block by its number and the whole first sentence of its title', () => {
    expect(['a1', 'a2', 'a3', 'p1', 'gone'].map(names.blockName)).toEqual([
      `Action 3.1: ${long}`,
      `Action 3.2: ${long}`,
      'Action 3.3: Untitled action',
      'Good mental health',
      null,
    ])
    expect(['a1', 'p1'].map(names.blockNumber)).toEqual(['3.1', null])
  })

  it('[PLAN14] bound what one endless line costs wherever it is named', () => {
    const endless = linkablesOf(
      [{ title: '', content: content(block('priority', 'p1', { name: 'x'.repeat(9_000) })) }],
      template,
    )
    expect(endless[0]?.wholeTitle.length).toBeLessThanOrEqual(1_001)
  })

  it('[PLAN13] say with its number which block a comment is on', () => {
    const plan = { sections: [{ id: 's1', title: 'What we will do' }] } as unknown as Parameters<typeof namePlace>[1]
    const place = (blockId: string) =>
      namePlace({ kind: 'block', sectionId: 's1', blockId }, plan, { linkables, numbers }, template)
    expect(place('a3')).toMatch(/^Action 3\.3: Untitled action, /)
    expect(place('p1')).toMatch(/^Priority: Good mental health, /)
  })
})
