import { describe, expect, it } from 'vitest'
import { passagesToText, readPassages, withoutTemplate } from '../../../shared/export/passages.ts'
import type { ValueNames } from '../../../shared/export/value.ts'
import type { Item, Prose } from '../../../shared/plan/model.ts'
import { removed } from '../../support/plan.ts'
import { block, content, p, text, ul } from '../../support/content.ts'
import { smallTemplate } from '../../support/small-template.ts'

const names: ValueNames = {
  template: smallTemplate(),
  bodyName: (id) => (id === 'b1' ? 'Council' : null),
  blockName: (id) => ({ p1: 'Early years', n1: 'Few places' })[id] ?? null,
  blockNumber: () => null,
}

const say = (of: readonly Item[], by: ValueNames = names): readonly string[] =>
  passagesToText(readPassages(content(...of), by)).split('\n')

const action = block('action', 'a1', {
  what: [p('Train tutors in three places.'), ul('Lorne', 'Isles')],
  priority: 'p1',
  lead: 'b1',
  end: '2027-05-01',
  start: null,
})
const priority = block('priority', 'p2', { name: 'Safe homes', needs: ['n1', 'n2'] })

describe('a section in plain words', () => {
  it('[COPY5] says each filled field by its name, with its value as the page shows it', () => {
    expect(say([p('Before.'), action, p('After.'), priority])).toEqual([
      'Before.',
      '',
      'Action: Train tutors in three places',
      'What will be done: Train tutors in three places.',
      'Lorne',
      'Isles',
      'Serves: Early years',
      'Lead body: Council',
      'Ends: 1 May 2027',
      '',
      'After.',
      '',
      'Priority: Safe homes',
      'Priority: Safe homes',
      'Needs it answers: Few places; (no longer in the plan)',
    ])
  })

  it('[COPY5] says names and values as they are stored where no template is at hand', () => {
    const money = block('resource', 'r1', {
      years: { 2026: 1_200_000, 2027: 5 },
      steps: [{ at: '2027-05-01', value: 12.5 }],
      codes: ['a', 'b'],
      title: 'Tutors',
    })
    expect(say([money], withoutTemplate)).toEqual([
      'resource',
      'years: 2026: 1,200,000; 2027: 5',
      'steps: 1 May 2027: 12.5',
      'codes: a, b',
      'title: Tutors',
    ])
  })

  it('[COPY5] names a block that nobody filled, tells two of a kind apart, and leaves out what was removed', () => {
    const empty = (id: string) => block('action', id, { what: [p('')], end: null })
    const gone = removed(block('action', 'a3', { role: 'Head' }))
    expect(say([empty('a1'), p(''), empty('a2'), gone])).toEqual(['Action', '', 'Action'])
    expect(say([gone, p('')])).toEqual([''])
  })

  it('[COPY5] keeps what a picture shows and where a link leads', () => {
    const picture = (alt: string): Prose => ({ type: 'image', src: '/api/plans/p/images/i', alt })
    const link = { type: 'link', href: 'https://a.example/' } as const
    const line = p('See ', text('the', { type: 'bold' }, link), ' and ', text(link.href, link), '.')
    expect(say([picture('Two hubs'), picture(''), line, p('one', { type: 'hardBreak' }, 'two')])).toEqual([
      'Picture: Two hubs',
      'Picture',
      'See the (https://a.example/) and https://a.example/.',
      'one',
      'two',
    ])
  })
})
