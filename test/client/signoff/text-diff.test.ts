import { describe, expect, it } from 'vitest'
import { diffLines } from '../../../client/signoff/text-diff.ts'

describe('what changed before signing', () => {
  it('[PAGE16] names added and removed lines in order and nothing that stayed', () => {
    expect(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toEqual([
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'added', text: 'e' },
    ])
    expect(diffLines(['a'], ['a'])).toEqual([])
  })
})
