import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ruleKinds } from '../../../shared/checks/kinds.ts'
import { parseFrameworks, parseTexts, partNames, readShipped, withValue } from './template-source.ts'
import type { Part } from './template-source.ts'

const frameworkFiles = readdirSync(new URL('../../../templates/frameworks', import.meta.url))
const frameworks = parseFrameworks(
  Object.fromEntries(frameworkFiles.map((name) => [name.slice(0, -'.yaml'.length), readShipped(`frameworks/${name}`)])),
)

const readTexts = (folder: string): Record<Part, string> => ({
  template: readShipped(`${folder}/template.yaml`),
  blocks: readShipped(`${folder}/blocks.yaml`),
  sections: readShipped(`${folder}/sections.yaml`),
  rules: readShipped(`${folder}/rules.yaml`),
})

/** Small, fast and repeatable (mulberry32). */
const createRandom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Step = string | number

const allPaths = (value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] => {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...entries.flatMap(([step, inner]) => allPaths(inner, [...path, step]))]
}

const strangeValues: readonly unknown[] = [
  undefined,
  null,
  '',
  'nowhere',
  -1,
  1e9,
  true,
  [],
  {},
  [[]],
  [null],
  { a: { b: [1] } },
  'constructor',
  'x'.repeat(7000),
]

const mutateAndParse = (folder: string, seed: number): 'parsed' | 'refused' => {
  const random = createRandom(seed)
  const texts = readTexts(folder)
  const part = partNames[random(partNames.length)] ?? 'template'
  const paths = allPaths(parse(texts[part])).filter((path) => path.length > 0)
  const path = paths[random(paths.length)] ?? []
  const value = strangeValues[random(strangeValues.length)]
  const template = parseTexts({ ...texts, [part]: withValue(texts[part], path, value) }, frameworks, ruleKinds)
  if (template.ok) return 'parsed'
  const where = `seed ${seed}: ${part} ${JSON.stringify(path)} = ${JSON.stringify(value)}`
  expect(template.error.length, where).toBeGreaterThan(0)
  for (const fault of template.error) {
    expect(fault.file, where).toMatch(/^(template|blocks|sections|rules)\.yaml$/)
    expect(fault.path, where).not.toBe('')
    expect(fault.reason, where).not.toBe('')
  }
  return 'refused'
}

it('[TPL8] never throws on a shipped template with one value changed: it parses or says where it does not', () => {
  const seeds = Array.from({ length: 240 }, (_, seed) => seed)
  const ends = seeds.map((seed) => mutateAndParse(seed % 4 ? 'child-poverty-report' : 'childrens-services-plan', seed))
  expect(ends.filter((end) => end === 'refused').length).toBeGreaterThan(100)
  expect(ends.filter((end) => end === 'parsed').length).toBeGreaterThan(10)
})
