/** The files of a worked example, beside its template: what each must look like. */
import { z } from 'zod'

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
const day = z.iso.date()
const at = z.iso.datetime()
const line = z.string().min(1).max(200)
const role = z.enum(['coordinator', 'lead', 'drafter', 'commenter', 'reader'])

export const planShape = z.strictObject({
  title: line,
  area: line,
  from: day,
  to: day,
  bodies: z.array(z.strictObject({ key, name: line, shortName: line, kind: key, lead: z.boolean() })).min(1),
  people: z.array(z.strictObject({ key, name: line, email: z.email(), body: key, role, capacity: line })).min(1),
  /** Short titles of all blocks, for the authors of the example; nothing reads it here. */
  register: z.record(key, line),
})

const startItem = z.union([
  z.strictObject({ prose: z.string() }),
  z.strictObject({ block: key, id: key, fields: z.record(z.string(), z.unknown()).optional() }),
])

export const sectionShape = z.strictObject({
  /** The template's section; null for a free one. */
  section: key.nullable(),
  /** Names the section within the example. */
  slug: key,
  title: line,
  lead: key.nullable(),
  state: z.enum(['not-started', 'drafting', 'ready', 'signed']),
  due: day.nullable(),
  tags: z.record(key, z.array(z.string())),
  content: z.array(startItem),
})

const said = { by: key, at, text: z.string().min(1) }

export const commentsShape = z.strictObject({
  threads: z.array(
    z.strictObject({
      section: key.optional(),
      block: key.optional(),
      quote: z.string().min(1).optional(),
      ...said,
      replies: z.array(z.strictObject(said)).default([]),
      resolved: z.strictObject({ by: key, at }).optional(),
    }),
  ),
})

export const signOffsShape = z.array(
  z.strictObject({ section: key, by: key, capacity: line, statement: z.string().min(1), at }),
)

export type ExamplePlan = z.infer<typeof planShape>
export type ExampleSection = z.infer<typeof sectionShape>
export type ExampleThread = z.infer<typeof commentsShape>['threads'][number]
export type ExampleSignOff = z.infer<typeof signOffsShape>[number]

export interface Example {
  readonly plan: ExamplePlan
  /** In the order of their file names. */
  readonly sections: readonly ExampleSection[]
  readonly threads: readonly ExampleThread[]
  readonly signOffs: readonly ExampleSignOff[]
}
