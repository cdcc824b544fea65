import { describe, expect, it } from 'vitest'
import { blockOfHash } from '../../../client/plan/focus.ts'

describe('the address of a block', () => {
  it('[PAGE12] names it, and breaks nothing where somebody made up the address', () => {
    expect(['#block-a1', '#block-%', '#block-', '#section-a1', ''].map(blockOfHash)).toEqual([
      'a1',
      '%',
      '',
      null,
      null,
    ])
  })
})
