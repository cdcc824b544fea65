/** Static words in the page, and what happens to them when a colleague's words come in. */
import { describe, expect, it } from 'vitest'
import { element, type Tree } from '../../../shared/export/element.ts'
import { treeToHtml } from '../../../shared/export/html.ts'
import { createRandom, type Random } from '../../support/random.ts'
import { setHarness } from './harness/harness.ts'

const harness = setHarness()

const names = ['kin', 'care', 'school', 'north', '<b>bold</b>', 'a & b', '']

const randomTree = (random: Random, depth: number): Tree => {
  if (depth === 0 || random.chance(0.3)) return random.pick(names)
  const attrs: Record<string, string | number> = random.chance(0.5)
    ? { 'data-textblock': random.int(4) }
    : { class: random.pick(['one', 'two']) }
  const children = Array.from({ length: random.int(4) }, () => randomTree(random, depth - 1))
  return element(random.pick(['p', 'div', 'strong']), attrs, children)
}

const randomTrees = (random: Random): readonly Tree[] =>
  Array.from({ length: random.int(7) }, () => randomTree(random, 3))

/** Trees with one of them taken out, doubled, moved or replaced. */
const changed = (trees: readonly Tree[], random: Random): readonly Tree[] => {
  const at = random.int(trees.length + 1)
  const without = trees.toSpliced(at, 1)
  const put = random.chance(0.5) ? (trees[at] ?? '') : randomTree(random, 3)
  return random.chance(0.3) ? without : without.toSpliced(random.int(without.length + 1), 0, put)
}

const line = (text: string): readonly Tree[] => [element('p', {}, [text]), element('p', {}, ['Below.'])]

describe('static words', { timeout: 60_000 }, () => {
  it.each([1, 2, 3, 4, 5])(
    '[PAGE41] are what they would be if shown anew, whatever stood there, seed %i',
    async (seed) => {
      const random = createRandom(seed)
      const sequence: (readonly Tree[])[] = []
      for (let step = 0; step < 120; step += 1) {
        const last = sequence.at(-1)
        sequence.push(last === undefined || random.chance(0.15) ? randomTrees(random) : changed(last, random))
      }
      const shown = await harness.page.evaluate((trees) => window.harness.showTrees(trees), sequence)
      const anew = await harness.page.evaluate(
        (trees) => trees.map((each) => window.harness.showTrees([each])[0]),
        sequence,
      )
      expect(shown).toEqual(anew)
      expect(shown).toEqual(sequence.map(treeToHtml))
    },
  )

  it.each([
    ['after it', 'Kinship carers are paid.', 'Kinship carers are paid on time.'],
    ['before it', 'Kinship carers are paid.', 'All kinship carers are paid.'],
  ])('[PAGE41] stay chosen when a colleague writes %s', async (_, before, after) => {
    const from = before.indexOf('carers')
    const chosen = await harness.page.evaluate(
      ([before, after, letters]) => window.harness.chosenAfter(before, after, letters),
      [line(before), line(after), [from, from + 6]] as const,
    )
    expect(chosen).toBe('carers')
  })

  it('[PAGE58] are shown however many somebody has put into one line or one section', async () => {
    const shown = await harness.page.evaluate(() => {
      const many = Array.from({ length: 200_000 }, () => ({ tag: 'br', attrs: {}, children: [] }))
      const line = { tag: 'p', attrs: {}, children: many }
      const [inLine, atTop] = window.harness.showTrees([[line], many])
      return [inLine, atTop].map((html) => html?.split('<br>').length)
    })
    expect(shown).toEqual([200_001, 200_001])
  })
})
