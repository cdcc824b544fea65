/** A small plan type as YAML, for tests that change one thing in it. */
import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { TemplateFault } from '../../../shared/template/fault.ts'
import { parseFramework, parseTemplate } from '../../../shared/template/schema.ts'
import type { RuleKinds } from '../../../shared/template/schema.ts'
import type { Framework, Template } from '../../../shared/template/types.ts'

export type Part = 'template' | 'blocks' | 'sections' | 'rules'
export const partNames: readonly Part[] = ['template', 'blocks', 'sections', 'rules']

export const smallTemplate: Readonly<Record<Part, string>> = {
  template: `
id: garden-plan
version: 1
title: Garden Plan
basis: { act: asp/2000/1, section: '2', label: An Act }
period: { years: 3, from: 04-01, firstYear: 2017 }
aims: aims
criteria: marks
frameworks: [aims@2014, marks@2020, sizes@2020]
tagged: [aims, marks]
bodyKinds:
  - { kind: council, label: Council, lead: true }
  - { kind: club, label: Club, lead: false }
`,
  blocks: `
bed:
  label: Bed
  plural: Beds
  hint: A place where things grow.
  title: name
  fields:
    - { name: name, label: Name, kind: text }
    - { name: size, label: Size, kind: choice, framework: sizes }
    - { name: fits, label: Fits, kind: codes, framework: sizes }
    - { name: area, label: Area, kind: number, unit: m2 }
    - { name: dug, label: Dug, kind: date }
    - { name: owner, label: Owner, kind: body }
    - { name: next, label: Next to, kind: links, to: [bed] }
    - { name: tools, label: Tools, kind: link, to: [tool] }
    - { name: cost, label: Cost, kind: years, unit: £ }
    - { name: height, label: Height, kind: series }
tool:
  label: Tool
  plural: Tools
  hint: A thing to dig with.
  title: what
  fields:
    - { name: what, label: What, kind: prose }
`,
  sections: `
- key: cover
  title: Cover
  guidance: Say whose garden it is.
  source: An Act, s.2
  mandatory: false
  exempt: cover
- key: beds
  title: Beds
  guidance: Say what grows where.
  source: An Act, s.2
  mandatory: true
  tags: { aims: [a.i], marks: ['1'] }
  blocks: [bed]
  start:
    - prose: '### Where things grow'
    - block: bed
      id: first
      fields: { name: Roses, size: big, fits: [big, small], area: 4, dug: '2026-04-01', cost: { '2026': 10 } }
    - block: bed
      fields: { next: [first], tools: spade, height: [{ at: '2026-04-01', value: 1 }] }
    - { block: tool, id: spade, fields: { what: A spade } }
- { key: bed, title: 'Bed: ', guidance: One bed., source: 'An Act, s.2', mandatory: false, repeatable: true, copies: 2 }
`,
  rules: `
- id: G-01
  kind: any
  level: warning
  source: An Act, s.2
  says: There are beds.
  criterion: '1'
  with: { block: bed }
`,
}

export const smallFrameworks: Readonly<Record<string, string>> = {
  'aims@2014': "{ id: aims, edition: '2014', title: Aims, source: An Act, codes: [{ code: a.i, label: Green }] }",
  'marks@2020': "{ id: marks, edition: '2020', title: Marks, source: Guidance, codes: [{ code: '1', label: Neat }] }",
  'sizes@2020':
    "{ id: sizes, edition: '2020', title: Sizes, source: Usage, codes: [{ code: big, label: Big }, { code: small, label: Small }] }",
}

export const anyRuleKind: RuleKinds = new Map([['any', { bind: () => ok(null) }]])

export const parseFrameworks = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, Framework> =>
  new Map(
    Object.entries(texts).map(([ref, text]) => {
      const framework = parseFramework({ file: `frameworks/${ref}.yaml`, text })
      if (!framework.ok) throw new Error(JSON.stringify(framework.error))
      return [ref, framework.value]
    }),
  )

const small = parseFrameworks(smallFrameworks)

export const parseTexts = (
  texts: Readonly<Record<Part, string>>,
  frameworks: ReadonlyMap<string, Framework> = small,
  ruleKinds: RuleKinds = anyRuleKind,
): Result<Template, readonly TemplateFault[]> => {
  const source = (part: Part) => ({ file: `${part}.yaml`, text: texts[part] })
  const [template, blocks, sections, rules] = [
    source('template'),
    source('blocks'),
    source('sections'),
    source('rules'),
  ]
  return parseTemplate({ template, blocks, sections, rules }, frameworks, ruleKinds)
}

type Step = string | number

/** The YAML of a part with the value at `path` set, or taken out where `value` is undefined. */
export const withValue = (text: string, path: readonly Step[], value: unknown): string => {
  const root: unknown = parse(text)
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => Reflect.get(Object(at), step), root)
  const last = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(Object(parent), last)
  else Reflect.set(Object(parent), last, value)
  return stringify(root)
}

export const readShipped = (file: string): string =>
  readFileSync(new URL(`../../../templates/${file}`, import.meta.url), 'utf8')
