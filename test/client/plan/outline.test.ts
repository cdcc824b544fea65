import { describe, expect, it } from 'vitest'
import { afterMovingDown, afterMovingUp, numberAfterMove } from '../../../client/plan/outline.ts'
import { isShown } from '../../../client/plan/progress.ts'
import { planYearsOf } from '../../../client/plan/plan-years.ts'
import { readPlace } from '../../../client/plan/address.ts'

const abc = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

describe('the outline', () => {
  it('[PAGE10] moves a section one place up or down, and offers no move past the ends', () => {
    expect(abc.map(({ id }) => afterMovingUp(abc, id))).toEqual([undefined, null, 'a'])
    expect(abc.map(({ id }) => afterMovingDown(abc, id))).toEqual(['b', 'c', undefined])
  })

  it('[PAGE10] says which number a moved section has then', () => {
    const numbers = [numberAfterMove(abc, 'a', 'c'), numberAfterMove(abc, 'c', null), numberAfterMove(abc, 'b', 'c')]
    expect(numbers).toEqual([3, 1, 3])
  })
})

describe('the plan page', () => {
  it('[PAGE11] shows a long plan in steps, beginning with the section asked for', () => {
    const shown = (count: number) => [0, 1, 2, 3, 4].filter((index) => isShown(index, 3, count, 5))
    expect([shown(2), shown(4), shown(5)]).toEqual([
      [3, 4],
      [0, 1, 3, 4],
      [0, 1, 2, 3, 4],
    ])
  })

  it('[PAGE12] finds the section or the thread in an address', () => {
    expect([readPlace(''), readPlace('sections/s1'), readPlace('threads/t1')]).toEqual([
      { sectionId: null, threadId: null },
      { sectionId: 's1', threadId: null },
      { sectionId: null, threadId: 't1' },
    ])
  })

  it('[PAGE13] counts the years of a plan by the day they start', () => {
    expect(planYearsOf({ from: '2026-04-01', to: '2029-03-31' })).toEqual([2026, 2027, 2028])
    expect(planYearsOf({ from: '2026-01-01', to: '2026-12-31' })).toEqual([2026])
  })
})
