import { describe, expect, it } from 'vitest'
import { newWriters, toldAlso } from '../../../client/sync/writing-news.ts'
import type { Present } from '../../../client/sync/presence.ts'

const quietMs = 120_000

const present = (personId: string, sectionId: string | null, writing: boolean): Present => ({
  user: { personId, name: personId, body: 'Council', colour: 0 },
  sectionId,
  writing,
})
const namesOf = (writers: readonly Present[]): readonly string[] => writers.map(({ user }) => user.name)

describe('who writes in my section', () => {
  it('[A11Y8] names those who write where I write, and nobody else', () => {
    const others = [present('Ben', 'vision', true), present('Isla', 'vision', false), present('Jo', 'needs', true)]
    expect(namesOf(newWriters(others, 'vision', new Map(), 0))).toEqual(['Ben'])
    expect(newWriters(others, null, new Map(), 0)).toEqual([])
  })

  it('[A11Y8] names a person once in two minutes for each section', () => {
    const ben = [present('Ben', 'vision', true)]
    const told = toldAlso(new Map(), ben, 0)
    expect(newWriters(ben, 'vision', told, quietMs - 1)).toEqual([])
    expect(namesOf(newWriters(ben, 'vision', told, quietMs))).toEqual(['Ben'])
    expect(namesOf(newWriters([present('Ben', 'needs', true)], 'needs', told, 1))).toEqual(['Ben'])
  })
})
