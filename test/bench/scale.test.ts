import { describe, expect, it } from 'vitest'
import { createRandom } from '../support/random.ts'
import { smallTemplate } from '../support/small-template.ts'
import { scaleSections, sectionWords } from './scale.ts'

const template = smallTemplate()
const action = { block: 'action', id: 'act-1', fields: { what: 'Open a door for families.', lead: 'council' } }
const sections = [
  {
    slug: 'vision',
    content: [
      { prose: '### Why\n\nEvery child here grows up **loved**, safe and heard.\n\n- one [place](https://a.example)' },
    ],
  },
  { slug: 'actions', content: [{ prose: 'Help comes earlier and closer to where families live.' }, action] },
]
const scale = (words: number) => scaleSections(sections, { words, template, random: createRandom(7) })
const wordsOf = (scaled: typeof sections) =>
  scaled.reduce((total, section) => total + sectionWords(section, template), 0)

describe('scaling an example', () => {
  it('reaches the words asked for, with at most a paragraph more', () => {
    const words = wordsOf([...scale(2_000)])
    expect(words).toBeGreaterThanOrEqual(2_000)
    expect(words).toBeLessThan(2_015)
  })

  it('keeps what was there at the start of each text, and blocks as they are', () => {
    const scaled = scale(500)
    expect(scaled.map(({ slug }) => slug)).toEqual(['vision', 'actions'])
    expect(scaled[0]?.content[0]).toEqual({
      prose: expect.stringContaining('**loved**, safe and heard.\n\n- one [place]'),
    })
    expect(scaled[1]?.content[1]).toEqual(action)
  })

  it('grows every text by the same share', () => {
    const texts = [sections[0]?.content ?? [], [{ prose: 'Help comes earlier and closer to where families live.' }]]
    const short = texts.map((content) => ({ content }))
    const long = scaleSections(short, { words: 1_000, template, random: createRandom(7) })
    const share = (index: number): number =>
      sectionWords(long[index] ?? { content: [] }, template) / sectionWords(short[index] ?? { content: [] }, template)
    expect(share(0) / share(1)).toBeGreaterThan(0.9)
    expect(share(0) / share(1)).toBeLessThan(1.1)
  })

  it('changes words in the copies, never markup or addresses', () => {
    const [vision] = scale(1_000)
    const prose = vision?.content[0] && 'prose' in vision.content[0] ? vision.content[0].prose : ''
    const paragraphs = prose.split('\n\n').filter((paragraph) => paragraph.startsWith('Every child'))
    expect(new Set(paragraphs).size).toBeGreaterThan(paragraphs.length / 2)
    expect(prose.match(/\(https:[^)]*\)/g)?.every((address) => address === '(https://a.example)')).toBe(true)
  })

  it('gives the same plan every time, and leaves a plan alone that is long enough', () => {
    expect(scale(800)).toEqual(scale(800))
    expect(wordsOf([...scale(1)])).toBe(wordsOf(sections))
  })
})
