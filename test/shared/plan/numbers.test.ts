import { describe, expect, it } from 'vitest'
import { liveBlocks } from '../../../shared/plan/model.ts'
import { numberBlocks, numberedLabel, referenceTo, type MarkedSection } from '../../../shared/plan/numbers.ts'
import type { Template } from '../../../shared/template/types.ts'
import { block, content, p } from '../../support/content.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'
import { smallTemplate } from '../../support/small-template.ts'

/** Chapters hold actions and may be repeated; priorities, needs and actions have numbers, groups have none. */
const template: Template = {
  ...smallTemplate(),
  blocks: smallTemplate().blocks.map((type) => ({
    ...type,
    numbered: ['priority', 'action', 'need'].includes(type.type),
  })),
  sections: smallTemplate().sections.map((type) =>
    type.key === 'actions' ? { ...type, key: 'chapter', repeatable: true, blocks: ['action'] } : type,
  ),
}

/** `section('chapter', 'action a1', 'need n1')`. */
const section = (key: string | null, ...blocks: readonly string[]): MarkedSection => ({
  key,
  blocks: blocks.map((words) => {
    const [blockType = '', id = ''] = words.split(' ')
    return { id, blockType }
  }),
})

const numbersOf = (...sections: readonly MarkedSection[]): Record<string, string> =>
  Object.fromEntries(numberBlocks(sections, template))

describe('numbers of blocks', () => {
  it('[PLAN12] counts in each chapter what the template means for one, and all else through the plan', () => {
    expect(
      numbersOf(
        section('vision', 'need n1', 'priority p1'),
        section('chapter', 'action a1', 'need n2', 'action a2'),
        section('chapter'),
        section('money', 'priority p2'),
        section('chapter', 'action a3'),
      ),
    ).toEqual({ n1: '1', p1: '1', a1: '1.1', n2: '2', a2: '1.2', p2: '2', a3: '3.1' })
  })

  it('[PLAN12] counts through the plan what stands outside the chapters', () => {
    const numbers = numbersOf(
      section('money', 'action a1'),
      section('chapter', 'action a2'),
      section(null, 'action a3'),
    )
    expect(numbers).toEqual({ a1: '1', a2: '1.1', a3: '2' })
  })

  it('[PLAN12] gives none to types the template does not number or know, nor to a block without an id', () => {
    expect(numbersOf(section('chapter', 'group g1', 'dragon d1', 'action', 'action a1'))).toEqual({ a1: '1.1' })
  })

  it('[PLAN12] takes a block that two moves at once left twice for one', () => {
    expect(numbersOf(section('chapter', 'action a1', 'action a2', 'action a1', 'action a3'))).toEqual({
      a1: '1.1',
      a2: '1.2',
      a3: '1.3',
    })
  })

  it('[PLAN12] passes over removed blocks, and counts them again when they are back', () => {
    const blocks = [block('action', 'a1'), { ...block('action', 'a2'), removed: { by: 'ada', at: '' } }]
    const marks = (...items: Parameters<typeof content>) => liveBlocks(content(...items))
    const last = block('action', 'a3')
    expect(numbersOf({ key: 'chapter', blocks: marks(p('Words'), ...blocks, last) })).toEqual({ a1: '1.1', a3: '1.2' })
    const back = blocks.map((known) => ({ ...known, removed: null }))
    expect(numbersOf({ key: 'chapter', blocks: marks(...back, last) })).toEqual({ a1: '1.1', a2: '1.2', a3: '1.3' })
  })

  it('[PLAN12] gives no number twice within a type, wherever its blocks stand', () => {
    let counted = 0
    for (let seed = 0; seed < fuzzRuns(200); seed++) {
      const random = createRandom(seed)
      const sections = Array.from({ length: 1 + random.int(6) }, (_, at) =>
        section(
          random.pick(['chapter', 'vision', null]),
          ...Array.from({ length: random.int(5) }, (_, index) => `${random.pick(['action', 'need'])} b${at}-${index}`),
        ),
      )
      const numbers = numberBlocks(sections, template)
      const called = sections.flatMap(({ blocks }) =>
        blocks.map(({ id, blockType }) => `${blockType} ${numbers.get(id)}`),
      )
      expect(new Set(called).size, `seed ${seed}`).toBe(called.length)
      counted += called.length
    }
    expect(counted).toBeGreaterThan(100)
  })

  it('[PLAN13] calls a block by label and number, a reference by its title too', () => {
    const numbers = new Map([['a1', '3.2']])
    const refer = (id: string) => referenceTo({ id, blockType: 'action' }, 'Train tutors', { template, numbers })
    expect([refer('a1'), refer('a2')]).toEqual(['Action 3.2: Train tutors', 'Train tutors'])
    expect([numberedLabel('Action', '3.2'), numberedLabel('Action', null)]).toEqual(['Action 3.2', 'Action'])
  })
})
