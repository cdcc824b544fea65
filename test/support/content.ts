/** Builds section content in a few letters, and at random. */
import type {
  Field,
  FieldValue,
  Inline,
  Item,
  Mark,
  PlanBlock,
  Prose,
  SectionContent,
} from '../../shared/plan/model.ts'
import type { Random } from './random.ts'

export const text = (words: string, ...marks: Mark[]): Inline =>
  marks.length === 0 ? { type: 'text', text: words } : { type: 'text', text: words, marks }
export const p = (...content: (string | Inline)[]): Prose => ({
  type: 'paragraph',
  content: content.flatMap((part) => (part === '' ? [] : [typeof part === 'string' ? text(part) : part])),
})
export const h = (level: 3 | 4 | 5, words: string): Prose => ({ type: 'heading', level, content: [text(words)] })
export const ul = (...items: string[]): Prose => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [p(item)] })),
})
export const block = (
  blockType: string,
  id: string,
  fields: Record<string, FieldValue | readonly Prose[]> = {},
): PlanBlock => ({
  type: 'planBlock',
  id,
  blockType,
  removed: null,
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toField(value)])),
})

const toField = (value: FieldValue | readonly Prose[]): Field =>
  Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null && 'type' in value[0]
    ? { kind: 'prose', content: value as readonly Prose[] }
    : { kind: 'value', value: value as FieldValue }

export const content = (...items: Item[]): SectionContent => ({ items })

// ---- at random ---------------------------------------------------------------------------------------------------

const words = ['alpha', 'beta', 'gamma', 'children', 'plan', 'Còmhla', '👩‍👧', 'the', 'a', 'naïve', '“quoted”', 'x']

const randomWords = (random: Random): string =>
  Array.from({ length: 1 + random.int(6) }, () => random.pick(words)).join(' ')

const randomInline = (random: Random): readonly Inline[] => {
  const runs: Inline[] = []
  for (let left = random.int(4); left > 0; left--) {
    const last = runs.at(-1)
    if (random.chance(0.15)) runs.push({ type: 'hardBreak' })
    else if (last?.type !== 'text')
      runs.push(random.chance(0.3) ? text(randomWords(random), { type: 'bold' }) : text(randomWords(random)))
  }
  return runs
}

const randomProse = (random: Random, depth: number): Prose => {
  const nested = (): readonly Prose[] => Array.from({ length: random.int(3) }, () => randomProse(random, depth - 1))
  const kind = depth > 0 ? random.int(7) : random.int(2)
  switch (kind) {
    case 0:
    case 1:
      return { type: 'paragraph', content: randomInline(random) }
    case 2:
      return { type: 'heading', level: random.pick([3, 4, 5] as const), content: randomInline(random) }
    case 3:
      return { type: 'bulletList', content: [{ type: 'listItem', content: nested() }] }
    case 4:
      return { type: 'orderedList', start: 1 + random.int(3), content: [{ type: 'listItem', content: nested() }] }
    case 5:
      return { type: 'blockquote', content: nested() }
    default:
      return {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: random.chance(0.5) ? 'tableHeader' : 'tableCell', content: nested() }],
          },
        ],
      }
  }
}

const randomValue = (random: Random): FieldValue =>
  random.pick<FieldValue>([null, 'code', 12.5, ['a', 'b'], { 2026: 1, 2027: 2 }, [{ at: '2027-03-31', value: 4 }]])

const randomBlock = (random: Random, id: string): PlanBlock => ({
  type: 'planBlock',
  id,
  blockType: random.pick(['action', 'indicator', 'unknown-type']),
  removed: random.chance(0.2) ? { by: 'ada', at: '2026-01-01T00:00:00Z' } : null,
  fields: {
    what: { kind: 'prose', content: [randomProse(random, 1)] },
    lead: { kind: 'value', value: randomValue(random) },
  },
})

export const randomContent = (random: Random): SectionContent => ({
  items: Array.from({ length: 1 + random.int(6) }, (_, index) =>
    random.chance(0.3) ? randomBlock(random, `b${index}`) : randomProse(random, 2),
  ),
})
