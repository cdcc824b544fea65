import { describe, expect, it } from 'vitest'
import { firstDiscs, readPresence, writersIn } from '../../../client/sync/presence.ts'
import { presenceNews } from '../../../client/plan/presence-news.ts'

const ada = { personId: 'a', name: 'Ada Reid', body: 'Council', colour: 1 }
const ben = { personId: 'b', name: 'Ben Muir', body: 'NHS', colour: 2 }

describe('who is here', () => {
  it('[PAGE7] shows a person with several pages once, where they write', () => {
    const states = new Map<number, Record<string, unknown>>([
      [1, { user: ben, section: 's2', writing: false }],
      [2, { user: ada, section: 's1', writing: false }],
      [3, { user: ada, section: 's3', writing: true }],
      [4, { section: 's9' }],
    ])
    expect(readPresence(states)).toEqual([
      { user: ada, sectionId: 's3', writing: true },
      { user: ben, sectionId: 's2', writing: false },
    ])
  })

  it('[PAGE7] shows at most four discs and how many more there are', () => {
    const six = Array.from({ length: 6 }, (_, index) => ({
      user: { ...ada, personId: String(index) },
      sectionId: null,
      writing: false,
    }))
    expect(firstDiscs(six).shown.length).toBe(4)
    expect(firstDiscs(six).more).toBe(2)
  })

  it('[PAGE54] names as writing in a section who writes there, not who reads there or writes elsewhere', () => {
    const there = { user: ada, sectionId: 's1', writing: true }
    const others = [
      { user: ben, sectionId: 's1', writing: false },
      { user: { ...ben, personId: 'c' }, sectionId: 's2', writing: true },
    ]
    expect(writersIn([there, ...others], 's1')).toEqual([there])
  })

  it('[PAGE8] tells who came and who went between two looks', () => {
    const here = (user: typeof ada) => ({ user, sectionId: null, writing: false })
    expect(presenceNews([here(ada)], [here(ben)])).toEqual({ came: ['Ben Muir'], went: ['Ada Reid'] })
    expect(presenceNews([here(ada)], [here(ada)])).toEqual({ came: [], went: [] })
  })
})
