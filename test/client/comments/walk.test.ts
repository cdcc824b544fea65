import { describe, expect, it } from 'vitest'
import { stepTo, successorOf } from '../../../client/comments/walk.ts'

const shown = ['a', 'b', 'c']

describe('walking through comments', () => {
  it('[A11Y6] goes to the next and the previous comment, and round at the ends', () => {
    expect([stepTo(shown, 'a', 1), stepTo(shown, 'c', 1), stepTo(shown, 'a', -1)]).toEqual(['b', 'a', 'c'])
  })

  it('[A11Y6] begins at the first or the last where none is chosen', () => {
    expect([stepTo(shown, null, 1), stepTo(shown, null, -1), stepTo(shown, 'gone', 1)]).toEqual(['a', 'c', 'a'])
    expect(stepTo([], 'a', 1)).toBe(null)
  })

  it('[A11Y5] gives the focus of a card that drops out to the next one, else to the last', () => {
    const all = ['a', 'x', 'b', 'y']
    expect([successorOf(all, ['a', 'b'], 'x'), successorOf(all, ['a', 'b'], 'y')]).toEqual(['b', 'b'])
    expect(successorOf(all, [], 'x')).toBe(null)
  })
})
