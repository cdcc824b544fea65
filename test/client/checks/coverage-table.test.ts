import { describe, expect, it } from 'vitest'
import { columnsOf, fitsOnPaper, linesOf } from '../../../client/checks/coverage-table.ts'
import { placeAddress } from '../../../client/checks/place-address.ts'
import type { Cell, Coverage } from '../../../shared/checks/coverage.ts'

const row = (sectionId: string, ...cells: readonly Cell[]) => ({ sectionId, title: sectionId, exempt: null, cells })
const codes = ['a', 'b', 'c'].map((code) => ({ code, label: code.toUpperCase() }))
const coverage: Coverage = {
  codes,
  rows: [row('vision', 'tagged-with-text', 'tagged', 'none'), row('rights', 'tagged-with-text', 'none', 'none')],
  holes: codes.slice(1),
  says: '',
}

describe('the columns of the coverage table', () => {
  it('count the sections with text only, so that every hole counts none', () => {
    expect(columnsOf(coverage).map(({ sections }) => sections)).toEqual([2, 0, 0])
    const empty = columnsOf(coverage).filter(({ sections }) => sections === 0)
    expect(empty.map(({ code }) => code)).toEqual(coverage.holes)
  })

  it('stand for every code of a plan without sections', () => {
    expect(columnsOf({ ...coverage, rows: [] }).map(({ sections }) => sections)).toEqual([0, 0, 0])
  })
})

describe('coverage on paper', () => {
  it('[A11Y11] lists the sections of each code, where the table has more columns than a sheet takes', () => {
    expect(linesOf(coverage).map(({ code, sections }) => [code.code, sections])).toEqual([
      [
        'a',
        [
          { sectionId: 'vision', title: 'vision', hasText: true },
          { sectionId: 'rights', title: 'rights', hasText: true },
        ],
      ],
      ['b', [{ sectionId: 'vision', title: 'vision', hasText: false }]],
      ['c', []],
    ])
    const ofCodes = (length: number) =>
      fitsOnPaper({ codes: Array.from({ length }, () => ({ code: 'a', label: 'A' })) })
    expect([ofCodes(8), ofCodes(9)]).toEqual([true, false])
  })
})

describe('the address of a place', () => {
  it('is the plan, a section, or a block in it', () => {
    expect(placeAddress('p1', {})).toBe('/plans/p1')
    expect(placeAddress('p1', { sectionId: 's1', field: 'lead' })).toBe('/plans/p1/sections/s1')
    expect(placeAddress('p1', { sectionId: 's1', blockId: 'b1' })).toBe('/plans/p1/sections/s1#block-b1')
  })
})
