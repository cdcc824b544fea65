import { describe, expect, it } from 'vitest'
import { formatDate, parseDate } from '../../../client/editor/fields/date.ts'
import { filterOptions, linkOptions } from '../../../client/editor/fields/options.ts'
import { formatNumber, parseNumber } from '../../../client/editor/fields/text.ts'
import { smallTemplate } from '../../support/small-template.ts'

const none = { ok: false }
const value = (value: unknown) => ({ ok: true, value })

describe('values as people type them', () => {
  it('[EDIT9] reads numbers with signs people write, and nothing else as a number', () => {
    expect(['', '12', '1,200.5', '£1200', '12 %', '-3', '−3'].map(parseNumber)).toEqual(
      [null, 12, 1200.5, 1200, 12, -3, -3].map(value),
    )
    expect(['twelve', '1.2.3', '-', '£', '1e9', '12 or 13'].map(parseNumber)).toEqual(
      Array.from({ length: 6 }, () => none),
    )
    expect([1200.5, 0, null].map(formatNumber)).toEqual(['1,200.5', '0', ''])
  })

  it('[EDIT9] reads dates that exist, by day, month and year', () => {
    const dates = [
      ['', '', ''],
      ['1', '4', '2026'],
      ['29', '02', '2028'],
      ['31', '12', '0999'],
    ]
    expect(dates.map(parseDate)).toEqual([null, '2026-04-01', '2028-02-29', '0999-12-31'].map(value))
    const wrong = [
      ['31', '4', '2026'],
      ['29', '2', '2026'],
      ['1', '4', ''],
      ['1', '4', '26'],
      ['0', '1', '2026'],
      ['1', '1', '0026'],
      ['x', '1', '2026'],
    ]
    expect(wrong.map(parseDate)).toEqual(Array.from({ length: 7 }, () => none))
    expect(['2026-04-01', 'soon', null].map(formatDate)).toEqual([
      ['1', '4', '2026'],
      ['', '', ''],
      ['', '', ''],
    ])
  })

  it('[EDIT9] offers for a link only blocks of the types it may point to, found by words of title or section', () => {
    const blocks = [
      { id: 'p1', blockType: 'priority', title: 'Best start', sectionTitle: 'Our priorities' },
      { id: 'p2', blockType: 'priority', title: 'Safe and heard', sectionTitle: 'Our priorities' },
      { id: 'i1', blockType: 'indicator', title: 'Best measure', sectionTitle: 'Measures' },
    ]
    const field = { name: 'priority', label: 'Serves', kind: 'link', to: ['priority'] } as const
    const offered = linkOptions(
      { linkables: blocks, numbers: new Map([['p2', '2']]), template: smallTemplate() },
      field,
    )
    expect(offered.map((option) => option.value)).toEqual(['p1', 'p2'])
    expect(offered.map((option) => option.label)).toEqual(['Best start', 'Priority 2: Safe and heard'])
    const untitled = ['p3', 'p4'].map((id) => ({
      id,
      blockType: 'priority',
      title: 'Untitled priority',
      sectionTitle: '',
    }))
    const numbers = new Map([
      ['p3', '3'],
      ['p4', '4'],
    ])
    expect(
      linkOptions({ linkables: untitled, numbers, template: smallTemplate() }, field).map(({ label }) => label),
    ).toEqual(['Priority 3: Untitled priority', 'Priority 4: Untitled priority'])
    expect(filterOptions(offered, 'our BEST').map((option) => option.value)).toEqual(['p1'])
  })
})
