/**
 * The shape of each file of a template, key by key; what keys must say to each other is in `crosscheck.ts`. Uses zod, so
 * only the server and the command line load it.
 */
import { z } from 'zod'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { createFault } from './fault.ts'
import type { Path, TemplateFault } from './fault.ts'

const line = (maxChars: number) => z.string().trim().min(1).max(maxChars)
const label = line(120)
const unit = line(20)
const slug = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be small letters and digits with hyphens, for example related-services')
const fieldName = z
  .string()
  .max(60)
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'must be letters and digits and begin small, for example baselineDate')
const code = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'must be small letters and digits with dots or hyphens, for example a.i')
const edition = z
  .string()
  .max(20)
  .regex(/^[0-9a-z]+(-[0-9a-z]+)*$/, "must be a year or a short name, for example '2014'")
const frameworkRef = z
  .string()
  .max(81)
  .regex(/^[a-z][a-z0-9-]*@[0-9a-z-]+$/, 'must be a framework and its edition, for example s9-aims@2014')
const ruleId = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/, 'must be letters and digits with hyphens, for example C-05a')
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
const day = z.string().refine(isDay, { error: 'must be a day, for example 2017-04-01' })
const dayOfYear = z
  .string()
  .refine((text) => isDay(`2001-${text}`), { error: 'must be a month and day, for example 04-01' })
const count = (min: number, max: number) => z.number().int().min(min).max(max)

export const frameworkShape = z.strictObject({
  id: slug,
  edition,
  title: label,
  source: line(300),
  from: day.optional(),
  to: day.optional(),
  codes: z
    .array(
      z.strictObject({
        code,
        label: line(60),
        description: line(400).optional(),
        group: label.optional(),
        unit: unit.optional(),
      }),
    )
    .min(1)
    .max(300),
})

export const templateShape = z.strictObject({
  id: slug,
  version: count(1, 9999),
  title: label,
  basis: z.strictObject({ act: line(60), section: line(20), label: line(200) }),
  period: z.strictObject({ years: count(1, 10), from: dayOfYear, firstYear: count(1990, 2200) }),
  aims: slug,
  criteria: slug.optional(),
  frameworks: z.array(frameworkRef).min(1).max(60),
  tagged: z.array(slug).min(1).max(20),
  bodyKinds: z
    .array(z.strictObject({ kind: slug, label, lead: z.boolean() }))
    .min(1)
    .max(60),
})

const fieldShape = z.strictObject({
  name: fieldName,
  label,
  kind: z.enum([
    ...(['prose', 'text', 'number', 'date', 'choice', 'codes'] as const),
    ...(['body', 'bodies', 'link', 'links', 'years', 'series'] as const),
  ]),
  hint: line(300).optional(),
  framework: slug.optional(),
  to: z.array(slug).min(1).max(60).optional(),
  unit: unit.optional(),
  smart: z.enum(['specific', 'measurable', 'achievable', 'relevant', 'timed']).optional(),
})

export const blocksShape = z.record(
  slug,
  z.strictObject({
    label,
    plural: label,
    hint: line(300),
    title: fieldName,
    numbered: z.boolean().optional(),
    fields: z.array(fieldShape).min(1).max(40),
  }),
)

export const sectionsShape = z
  .array(
    z.strictObject({
      key: slug,
      title: z.string().min(1).max(120),
      guidance: line(6000),
      source: line(300),
      mandatory: z.boolean(),
      repeatable: z.boolean().default(false),
      copies: count(1, 20).optional(),
      exempt: z.enum(['cover', 'foreword', 'reference']).optional(),
      tags: z.record(slug, z.array(code).min(1)).default({}),
      blocks: z.array(slug).max(60).default([]),
      start: z
        .array(
          z.strictObject({
            prose: line(6000).optional(),
            block: slug.optional(),
            id: slug.optional(),
            fields: z.record(z.string(), z.unknown()).optional(),
          }),
        )
        .max(100)
        .default([]),
    }),
  )
  .min(1)
  .max(100)

export const rulesShape = z
  .array(
    z.strictObject({
      id: ruleId,
      kind: slug,
      level: z.enum(['error', 'warning', 'info']),
      source: line(300),
      says: line(300),
      criterion: code.optional(),
      with: z.record(z.string(), z.unknown()).default({}),
    }),
  )
  .max(300)

export type TemplateHead = z.output<typeof templateShape>
export type BlockShapes = z.output<typeof blocksShape>
export type SectionShape = z.output<typeof sectionsShape>[number]
export type RuleShapes = z.output<typeof rulesShape>

/** Reads a value by a shape. Every fault carries its path, begun with `root`. */
export const readShape = <T>(
  shape: z.ZodType<T>,
  file: string,
  root: Path,
  value: unknown,
): Result<T, readonly TemplateFault[]> => {
  const read = shape.safeParse(value, { reportInput: true })
  if (read.success) return ok(read.data)
  return err(read.error.issues.flatMap((issue) => issueToFaults(file, root, issue)))
}

const issueToFaults = (file: string, root: Path, issue: z.core.$ZodIssue): readonly TemplateFault[] => {
  // YAML keys are text and list places are numbers: no other kind of step can occur.
  const path = [...root, ...(issue.path as (string | number)[])]
  if (issue.code !== 'unrecognized_keys') return [createFault(file, path, issueToReason(issue))]
  return issue.keys.map((key) => createFault(file, [...path, key], 'is not a known key'))
}

const issueToReason = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kindName(issue.expected)}, not ${shown(issue.input)}`
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `must be one of ${issue.values.map(String).join(', ')}, not ${shown(issue.input)}`
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'is empty'
    case 'too_big':
      return issue.origin === 'number' ? `must be at most ${issue.maximum}` : `is longer than ${issue.maximum}`
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a fitting key'
    default:
      return issue.message
  }
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

const kindName = (expected: string): string => kindNames[expected] ?? expected

const shown = (input: unknown): string => {
  if (Array.isArray(input)) return 'a list'
  if (input === null) return 'empty'
  if (typeof input === 'object') return 'a mapping'
  if (typeof input === 'number') return `the number ${input}`
  return JSON.stringify(input) ?? 'nothing'
}
