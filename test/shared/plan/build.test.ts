import { describe, expect, it } from 'vitest'
import { buildContent, freshBlockIds, keptBlockIds } from '../../../shared/plan/build.ts'
import { plainText } from '../../../shared/plan/text.ts'
import type { PlanBlock } from '../../../shared/plan/model.ts'
import type { StartItem, Template } from '../../../shared/template/types.ts'
import { p } from '../../support/content.ts'

const template: Pick<Template, 'id' | 'blocks'> = {
  id: 't',
  blocks: [
    {
      type: 'action',
      label: 'Action',
      plural: 'Actions',
      hint: '',
      title: 'what',
      fields: [
        { name: 'what', label: 'What', kind: 'prose' },
        { name: 'lead', label: 'Lead', kind: 'body' },
        { name: 'others', label: 'Others', kind: 'bodies' },
        { name: 'after', label: 'After', kind: 'links', to: ['action'] },
        { name: 'end', label: 'Ends', kind: 'date' },
      ],
    },
  ],
}
const start: readonly StartItem[] = [
  { prose: '### Actions\n\nIntro.' },
  { block: 'action', id: 'first', fields: { what: 'Open **hubs**', lead: 'council', others: ['health', 'nobody'] } },
  { block: 'action', fields: { after: ['first'] } },
]
const bodyId = (key: string): string | null => (key === 'nobody' ? null : `body-${key}`)
const counter = () => {
  let count = 0
  return () => `n${(count += 1)}`
}
const blocksOf = (blockId: ReturnType<typeof keptBlockIds>): readonly PlanBlock[] =>
  buildContent(start, template as Template, { blockId, bodyId }).items.filter((item) => item.type === 'planBlock')

describe('first content of a section', () => {
  it('[PLAN8] has every field of a block, in the template order, filled or not', () => {
    expect(Object.entries(blocksOf(keptBlockIds(counter()))[1]?.fields ?? {})).toEqual([
      ['what', { kind: 'prose', content: [p('')] }],
      ['lead', { kind: 'value', value: null }],
      ['others', { kind: 'value', value: null }],
      ['after', { kind: 'value', value: ['first'] }],
      ['end', { kind: 'value', value: null }],
    ])
  })

  it('[PLAN8] names bodies of this plan and drops those it does not have', () => {
    const fields = blocksOf(keptBlockIds(counter()))[0]?.fields
    expect([fields?.lead, fields?.others]).toEqual([
      { kind: 'value', value: 'body-council' },
      { kind: 'value', value: ['body-health'] },
    ])
  })

  it('[PLAN9] gives blocks of a template fresh ids, and links follow them', () => {
    const blocks = blocksOf(freshBlockIds(counter()))
    expect(blocks.map(({ id }) => id)).toEqual(['n1', 'n2'])
    expect(blocks[1]?.fields.after).toEqual({ kind: 'value', value: ['n1'] })
  })

  it('[PLAN10] says the area, the period and the lead bodies of the plan, as plain words', () => {
    const planWords = { area: 'Lorne *and* Isles', period: '1 April 2026 to 31 March 2029', leadBodies: 'A and B' }
    const prose = 'For {area}, {period}, by {leadBodies}, {other}.'
    const built = buildContent([{ prose }], template as Template, {
      blockId: keptBlockIds(counter()),
      bodyId,
      planWords,
    })
    expect(plainText(built.items)).toBe('For Lorne *and* Isles, 1 April 2026 to 31 March 2029, by A and B, {other}.')
  })

  it('[PLAN8] starts an empty section with a line to type in', () => {
    const none = buildContent([], template as Template, { blockId: keptBlockIds(counter()), bodyId })
    expect(none.items).toEqual([p('')])
  })
})
