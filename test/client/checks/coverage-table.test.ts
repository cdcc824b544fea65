import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../../client/checks/coverage-table.ts'
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

describe('the address of a place', () => {
  it('is the plan, a section, or a block in it', () => {
    expect(placeAddress('p1', {})).toBe('/plans/p1')
    expect(placeAddress('p1', { sectionId: 's1', field: 'lead' })).toBe('/plans/p1/sections/s1')
    expect(placeAddress('p1', { sectionId: 's1', blockId: 'b1' })).toBe('/plans/p1/sections/s1#block-b1')
  })
})
