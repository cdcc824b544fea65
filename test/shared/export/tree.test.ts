import { describe, expect, it } from 'vitest'
import { treeToHtml } from '../../../shared/export/html.ts'
import { proseTree, sectionTree, type Highlight } from '../../../shared/export/tree.ts'
import { markdownToProse } from '../../../shared/plan/markdown.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { textblocksOf } from '../../../shared/plan/coordinates.ts'
import type { Template } from '../../../shared/template/types.ts'
import { block, content, p, randomContent, text } from '../../support/content.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'

const template: Template = {
  id: 't',
  version: 1,
  title: 'T',
  basis: { act: 'asp/2014/8', section: '8', label: 'Act' },
  period: { years: 3, from: '04-01', firstYear: 2017 },
  aims: 'aims',
  frameworks: [
    { ref: 'aims@1', id: 'aims', edition: '1', title: 'Aims', source: 's', codes: [{ code: 'a', label: 'Aim A' }] },
    {
      ref: 'kinds@1',
      id: 'kinds',
      edition: '1',
      title: 'Kinds',
      source: 's',
      codes: [
        { code: 'budget', label: 'Budget', unit: '£' },
        { code: 'workforce', label: 'Workforce', unit: 'posts' },
        { code: 'assets', label: 'Assets' },
      ],
    },
  ],
  tagged: ['aims'],
  bodyKinds: [],
  blocks: [
    {
      type: 'action',
      label: 'Action',
      plural: 'Actions',
      hint: '',
      title: 'what',
      fields: [
        { name: 'what', label: 'What', kind: 'prose' },
        { name: 'lead', label: 'Lead body', kind: 'body' },
        { name: 'aims', label: 'Aims', kind: 'codes', framework: 'aims' },
        { name: 'end', label: 'Ends', kind: 'date' },
        { name: 'links', label: 'Uses', kind: 'links', to: ['action'] },
        { name: 'years', label: 'Money', kind: 'years', unit: '£' },
        { name: 'series', label: 'Milestones', kind: 'series' },
      ],
    },
    {
      type: 'resource',
      label: 'Resource',
      plural: 'Resources',
      hint: '',
      title: 'kind',
      fields: [
        { name: 'kind', label: 'Kind', kind: 'choice', framework: 'kinds' },
        { name: 'years', label: 'Amount', kind: 'years' },
        { name: 'note', label: 'Note', kind: 'text' },
      ],
    },
    {
      type: 'indicator',
      label: 'Indicator',
      plural: 'Indicators',
      hint: '',
      title: 'unit',
      fields: [
        { name: 'unit', label: 'Unit', kind: 'text' },
        { name: 'baseline', label: 'Baseline', kind: 'number' },
        { name: 'series', label: 'Milestones', kind: 'series' },
      ],
    },
  ],
  sections: [],
  rules: [],
}
const html = (of: SectionContent, highlights: readonly Highlight[] = [], by: Template = template): string =>
  treeToHtml(
    sectionTree(of, {
      template: by,
      highlights,
      bodyName: (id) => (id === 'b1' ? 'Council' : null),
      blockName: (id) => (id === 'a2' ? 'Open hubs' : null),
      blockNumber: (id) => (id.startsWith('a') ? `3.${id.slice(1)}` : null),
    }),
  )

const withoutFrame = (of: ReturnType<typeof block>, by: Template = template): string =>
  html(content(of), [], by).replace(/^<div[^>]*>/, '')

describe('a section as a tree', () => {
  it('[PLAN5] shows values in words: names, dates, years, links, and what is gone', () => {
    const shown = html(
      content(
        block('action', 'a1', {
          what: [p('Train tutors')],
          lead: 'b1',
          aims: ['a'],
          end: '2027-03-31',
          links: ['a2', 'a9'],
          years: { 2026: 1200000 },
          series: [{ at: '2027-03-31', value: 12.5 }],
        }),
        block('action', 'a2', { lead: 'b9' }),
      ),
    )
    for (const words of [
      'Council',
      'Aim A',
      '31 March 2027',
      '<a href="#block-a2">Open hubs</a>',
      '(no longer in the plan)',
      '2026/27: £1,200,000',
      '31 March 2027: 12.5',
      '(body no longer in the plan)',
    ]) {
      expect(shown).toContain(words)
    }
  })

  it('[PLAN5] shows amounts in the unit of their field, of a field beside it, or of the code chosen beside it', () => {
    const shown = html(
      content(
        block('resource', 'r1', { kind: 'budget', years: { 2026: 24800000 } }),
        block('resource', 'r2', { kind: 'workforce', years: { 2027: 486 } }),
        block('resource', 'r3', { kind: 'assets', years: { 2028: 84 } }),
        block('indicator', 'i1', {
          unit: '% of children',
          baseline: 71,
          series: [{ at: '2027-03-31', value: 74.5 }],
        }),
        block('indicator', 'i2', { unit: 'weeks', baseline: 18 }),
      ),
    )
    const amounts = [
      '<li>2026/27: £24,800,000</li>',
      '<li>2027/28: 486 posts</li>',
      '<li>2028/29: 84</li>',
      '<dd>71% of children</dd>',
      '<li>31 March 2027: 74.5% of children</li>',
      '<dd>18 weeks</dd>',
    ]
    expect(amounts.filter((amount) => !shown.includes(amount))).toEqual([])
  })

  it('[PLAN5] writes a year of the plan as public finance does, and one that is the calendar year alone', () => {
    const year = (from: string) =>
      /<li>(.*): £5</.exec(
        withoutFrame(block('action', 'a1', { years: { 2099: 5 } }), {
          ...template,
          period: { ...template.period, from },
        }),
      )?.[1]
    expect([year('04-01'), year('08-01'), year('01-01')]).toEqual(['2099/00', '2099/00', '2099'])
  })

  it('[PLAN13] says the number of a block in its heading, and leaves the text as it is', () => {
    const heading = (type: string, id: string) => /<h3[^>]*>([^<]*)</.exec(html(content(block(type, id))))?.[1]
    expect([heading('action', 'a2'), heading('indicator', 'i1'), heading('dragon', 'd1')]).toEqual([
      'Action 3.2',
      'Indicator',
      'dragon',
    ])
  })

  it('[SIGN12] gives a block no looks that its own text asks for', () => {
    const classes = (type: string) => /class="([^"]*)"/.exec(html(content(block(type, 'b1'))))?.[1]
    expect(['action', 'x is-removed', 'visually-hidden'].map(classes)).toEqual([
      'plan-block plan-block-action',
      'plan-block',
      'plan-block',
    ])
  })

  it('[PLAN14] has the name of a block under its number without a label', () => {
    const named: Template = {
      ...template,
      blocks: template.blocks.map((type) => (type.type === 'indicator' ? { ...type, numbered: true } : type)),
    }
    const shown = (fields: Parameters<typeof block>[2]) => withoutFrame(block('indicator', 'i1', fields), named)
    expect(shown({ unit: 'Breastfed', baseline: 2 })).toBe(
      '<h3 class="plan-block-type">Indicator</h3><p class="plan-block-own-name" data-field="unit">Breastfed</p>' +
        '<dl><div class="plan-field" data-field="baseline"><dt>Baseline</dt><dd>2 Breastfed</dd></div></dl></div>',
    )
    expect(shown({ unit: 'Breastfed' })).toContain('data-field="unit">Breastfed</p></div>')
    expect(shown({ unit: null })).toContain('Nothing filled in yet.')
  })

  it('[PLAN14] heads a block that has no number with its name, and leaves a title in prose or a code its label', () => {
    const head = (type: string, fields: Parameters<typeof block>[2]) =>
      withoutFrame(block(type, 'i1', fields)).replace(/ class="plan-block-type"/, '')
    expect(head('indicator', { unit: 'Breastfed' })).toBe('<h3 data-field="unit">Breastfed</h3></div>')
    expect(head('resource', { kind: 'assets' })).toContain('<h3>Resource</h3><dl>')
    expect(head('action', { what: [p('Train tutors')] })).toContain('<dt>What</dt>')
  })

  it('[PLAN5] gives prose, references and long lines the width of a block', () => {
    const wide = (fields: Parameters<typeof block>[2], type = 'action') =>
      [...html(content(block(type, 'a1', fields))).matchAll(/plan-field-wide" data-field="(\w+)"/g)].map(
        ([, name]) => name,
      )
    expect(wide({ what: [p('Train tutors')], lead: 'b1', aims: ['a'], links: ['a2'] })).toEqual(['what', 'links'])
    expect(wide({ source: 'A survey' }, 'dragon')).toEqual([])
    expect([80, 81].map((length) => wide({ note: 'n'.repeat(length) }, 'resource'))).toEqual([[], ['note']])
  })

  it('[PLAN3] escapes everything that was typed', () => {
    expect(html(content(p('<img src=x onerror=alert(1)> & "so"')))).toBe(
      '<p data-textblock="0">&lt;img src=x onerror=alert(1)&gt; &amp; &quot;so&quot;</p>',
    )
  })

  it('[PLAN4] numbers lines as places count them, removed blocks included', () => {
    for (let seed = 0; seed < fuzzRuns(200); seed++) {
      const of = randomContent(createRandom(seed))
      const numbers = [...html(of).matchAll(/data-textblock="(\d+)"/g)].map(([, number]) => Number(number))
      const count = textblocksOf(of).length
      expect(
        numbers.every((number) => number < count),
        `seed ${seed}`,
      ).toBe(true)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })

  it('[PLAN6] marks the words of open threads, also where two overlap and over formatting', () => {
    const of = content(p('one ', text('two', { type: 'bold' }), ' three'))
    const range = (from: number, to: number) => ({
      start: { textblock: 0, offset: from },
      end: { textblock: 0, offset: to },
    })
    expect(
      html(of, [
        { threadId: 't1', range: range(0, 6), open: true },
        { threadId: 't2', range: range(4, 9), open: true },
        { threadId: 't3', range: range(0, 9), open: false },
      ]),
    ).toBe(
      '<p data-textblock="0">' +
        '<span class="commented" data-threads="t1" aria-details="thread-t1">one </span>' +
        '<span class="commented" data-threads="t1 t2" aria-details="thread-t1"><strong>tw</strong></span>' +
        '<span class="commented" data-threads="t2" aria-details="thread-t2"><strong>o</strong></span>' +
        '<span class="commented" data-threads="t2" aria-details="thread-t2"> t</span>' +
        'hree</p>',
    )
  })

  it('[PLAN7] reads Markdown into prose, without raw HTML, unsafe links or pictures', () => {
    const prose = markdownToProse(
      '# Head\n\nA **b** [c](javascript:x) [d](https://d.example) <b>e</b> &amp; f\n\n1. x\n2. y\n\n| h |\n|---|\n| c |',
    )
    expect(treeToHtml(proseTree(prose))).toBe(
      '<h3>Head</h3><p>A <strong>b</strong> c <a href="https://d.example" rel="noopener noreferrer">d</a> &lt;b&gt;e&lt;/b&gt; &amp; f</p>' +
        '<ol><li><p>x</p></li><li><p>y</p></li></ol>' +
        '<div class="table-scroll" role="group" tabindex="0" aria-label="Table"><table class="ds_table"><thead><tr><th scope="col"><p>h</p></th></tr></thead><tbody><tr><td><p>c</p></td></tr></tbody></table></div>',
    )
  })
})
