import { describe, expect, it } from 'vitest'
import { cockpit } from '../../../shared/checks/cockpit.ts'
import { coverage } from '../../../shared/checks/coverage.ts'
import type { Finding } from '../../../shared/checks/finding.ts'
import { runChecks } from '../../../shared/checks/run.ts'
import type { PlanReading } from '../../../shared/plan/facts.ts'
import type { Field, Item, PlanBlock } from '../../../shared/plan/model.ts'
import { body, bullets, h, p, plan, prose, quote, section, table } from '../../support/plan.ts'
import { rule, smallTemplate } from '../../support/small-template.ts'

const template = smallTemplate(
  rule('1', 'every-code-tagged', { framework: 'aims' }),
  rule('2', 'section-tagged', { framework: 'aims', called: 'aim' }),
  rule('3', 'section-has-text', { sections: ['vision', 'actions', 'money'] }),
  rule('4', 'topics-mentioned', { section: 'vision', topics: { cats: ['cat'] } }, { criterion: '1' }),
  rule('5', 'count-between', { block: 'priority', min: 1, max: 2 }, { criterion: '2' }),
  rule('6', 'fields-filled', { fields: ['action.what', 'action.lead', 'action.priority', 'action.milestones'] }),
  rule('7', 'linked', { block: 'need', by: ['priority.needs'], or: ['need.reason'], lacks: 'is not used' }),
  rule('8', 'links-hold', { fields: ['priority.needs', 'resource.body'] }),
  rule('9', 'grid-filled', {
    blocks: ['resource'],
    axes: [{ field: 'body' }, { field: 'kind' }, { field: 'years' }],
    gap: '{row}: {missing}.',
  }),
  rule('10', 'share-rises', {
    amounts: 'resource.years',
    of: { field: 'resource.kind', codes: ['budget'] },
    share: { field: 'resource.level', codes: ['early'] },
    called: 'money',
  }),
  rule('11', 'dates-within', { start: 'action.start', end: 'action.end' }),
  rule('12', 'no-placeholder', { words: ['TBC'] }),
  rule('13', 'acronyms-defined', { glossary: ['entry.term'] }),
  rule('14', 'names-agree', { name: 'priority.name', prefix: 'Priority' }),
  rule('15', 'not-ongoing', { dates: ['action.end'], words: ['ongoing'] }),
  rule('17', 'blocks-titled'),
  rule('18', 'no-turned-text'),
  rule('16', 'chain-ends', { link: 'group.reportsTo', end: 'group.top', lacks: 'ends', circle: 'circles' }),
)

/** mulberry32: the same numbers for the same seed. */
const createRandom = (seed: number) => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (count: number) => Math.floor(next() * count)
  const pick = <T>(...choices: readonly [T, ...T[]]): T => choices[upTo(choices.length)] ?? choices[0]
  const several = <T>(most: number, make: () => T): readonly T[] => Array.from({ length: upTo(most + 1) }, make)
  return { upTo, pick, several }
}

type Random = ReturnType<typeof createRandom>

const lineOf = ({ pick, several }: Random): string =>
  several(12, () =>
    pick(
      'word',
      'a\u202eb',
      'TBC',
      '[date]',
      '[',
      ']]',
      'LIAG',
      '(LIAG)',
      'H&SC',
      'Strathlorn Council',
      'ongoing',
      '\u0000',
      '𝒳',
      '$&',
      '\\',
      'Priority: Helth',
    ),
  ).join(' ')

const proseOf = (random: Random) =>
  random.pick(
    () => p(lineOf(random)),
    () => h(3, lineOf(random)),
    () => bullets(lineOf(random), lineOf(random)),
    () => quote(p(lineOf(random))),
    () => table([lineOf(random)], []),
  )()

/** Values that fit their field often enough for sums over years to be made. */
const fitting = ({ pick }: Random, name: string): Field | null => {
  if (name === 'years')
    return { kind: 'value', value: pick<Record<string, number>>({ 2026: 5, 2028: 0 }, { 2026: 1, 2027: 2 }) }
  if (name === 'kind') return { kind: 'value', value: 'budget' }
  return name === 'level' ? { kind: 'value', value: pick('early', 'late') } : null
}

const valueOf = (random: Random): Field =>
  random.pick<() => Field>(
    () => prose(lineOf(random)),
    () => ({
      kind: 'value',
      value: random.pick<Extract<Field, { kind: 'value' }>['value']>(
        null,
        '',
        lineOf(random),
        '2027-02-31',
        '2031-01-01',
        '2020-01-01',
        'council',
        'id3',
        'budget',
        'early',
        -1,
        NaN,
        [],
        ['id1', 'id2', 'gone'],
        { 2026: 5, 2027: 0 },
        { 2028: 1 },
        [{ at: '2027-01-01', value: 2 }],
      ),
    }),
  )()

const blockOf = (random: Random): PlanBlock => {
  const type = random.pick('dragon', ...template.blocks.map((known) => known.type))
  const names = template.blocks.find((known) => known.type === type)?.fields.map(({ name }) => name) ?? ['x']
  return {
    type: 'planBlock',
    id: `id${random.upTo(9)}`,
    blockType: type,
    removed: random.upTo(6) === 0 ? { by: 'ada', at: '2026-05-04T10:00:00Z' } : null,
    fields: Object.fromEntries(
      names
        .filter(() => random.upTo(3) > 0)
        .map((name) => [name, (random.upTo(2) === 0 ? fitting(random, name) : null) ?? valueOf(random)]),
    ),
  }
}

const planOf = (random: Random): PlanReading => ({
  ...plan(
    ...random.several(6, () =>
      section(
        random.pick('vision', 'actions', 'money', 'free'),
        {
          id: `s${random.upTo(1e6)}`,
          title: lineOf(random),
          tags: random.several(3, () => random.pick('aims:a', 'aims:b', 'criteria:1', 'gone:x')),
        },
        ...random.several<Item>(8, () => (random.upTo(2) === 0 ? blockOf(random) : proseOf(random))),
      ),
    ),
  ),
  to: random.pick('2029-03-31', '2026-03-31', '', '9999-12-31'),
  bodies: random.several(3, () => body(random.pick('council', 'health'), lineOf(random), random.upTo(2) === 0)),
})

const placeExists = ({ place }: Finding, reading: PlanReading): boolean => {
  if (place.sectionId === undefined) return place.blockId === undefined && place.field === undefined
  const found = reading.sections.find(({ id }) => id === place.sectionId)
  if (!found || place.blockId === undefined) return found !== undefined
  const blocks = found.content.items.filter((item) => item.type === 'planBlock')
  const placed = blocks.filter(({ id, removed }) => id === place.blockId && removed === null)
  const fields = placed.flatMap(({ blockType }) => template.blocks.find(({ type }) => type === blockType)?.fields ?? [])
  return placed.length > 0 && (place.field === undefined || fields.some(({ name }) => name === place.field))
}

describe('any plan', () => {
  it('[CHK28] is judged without a throw; every finding has its own key, a sentence and a place that exists', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 300; seed++) {
      const reading = planOf(createRandom(seed))
      const findings = runChecks(reading, template)
      coverage(reading, template, 'aims')
      cockpit(reading, template, findings)
      expect(
        findings.filter((finding) => !placeExists(finding, reading)),
        `seed ${seed}`,
      ).toEqual([])
      expect(new Set(findings.map(({ key }) => key)).size, `seed ${seed}`).toBe(findings.length)
      expect(
        findings.filter(({ says }) => !/^[\s\S]+\.$/.test(says)),
        `seed ${seed}`,
      ).toEqual([])
      for (const { ruleId } of findings) seen.add(ruleId)
    }
    expect(template.rules.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([])
  })
})
