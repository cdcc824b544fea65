/** Reads a template's example from its folder, or says everything that is wrong with it, with file and path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/result.ts'
import { createFault, type TemplateFault } from '../../shared/template/fault.ts'
import { readYaml } from '../../shared/template/yaml.ts'
import type { z } from 'zod'
import {
  commentsShape,
  planShape,
  sectionShape,
  signOffsShape,
  type Example,
  type ExamplePlan,
  type ExampleSection,
} from './shape.ts'

type Faulty<T> = Result<T, readonly TemplateFault[]>

const readFile = <T>(dir: string, file: string, shape: z.ZodType<T>): Faulty<T> => {
  const yaml = readYaml({ file, text: readFileSync(join(dir, file), 'utf8') })
  if (!yaml.ok) return yaml
  const parsed = shape.safeParse(yaml.value)
  if (parsed.success) return ok(parsed.data)
  const steps = (path: readonly PropertyKey[]) => path.map((step) => (typeof step === 'number' ? step : String(step)))
  return err(parsed.error.issues.map(({ path, message }) => createFault(file, steps(path), message)))
}

const faultsOf = (...parts: readonly Faulty<unknown>[]): readonly TemplateFault[] =>
  parts.flatMap((part) => (part.ok ? [] : part.error))

/** What the files say to each other: bodies, people and sections that are named must be there. */
const crossFaults = (plan: ExamplePlan, sections: readonly ExampleSection[], example: Example): TemplateFault[] => {
  const bodies = new Set(plan.bodies.map(({ key }) => key))
  const people = new Set(plan.people.map(({ key }) => key))
  const slugs = new Set(sections.map(({ slug }) => slug))
  const faults: TemplateFault[] = []
  const check = (known: ReadonlySet<string>, name: string | null | undefined, file: string, path: string): void => {
    if (name != null && !known.has(name)) faults.push(createFault(file, [path], `nothing is called "${name}"`))
  }
  plan.people.forEach(({ body }, index) => check(bodies, body, 'example/plan.yaml', `people[${index}].body`))
  sections.forEach(({ lead, slug }) => check(bodies, lead, `example/sections (${slug})`, 'lead'))
  example.threads.forEach(({ by, section, replies }, index) => {
    const file = 'example/comments.yaml'
    check(people, by, file, `threads[${index}].by`)
    check(slugs, section, file, `threads[${index}].section`)
    replies.forEach((reply, at) => check(people, reply.by, file, `threads[${index}].replies[${at}].by`))
  })
  example.signOffs.forEach(({ by, section }, index) => {
    check(people, by, 'example/signoffs.yaml', `[${index}].by`)
    check(slugs, section, 'example/signoffs.yaml', `[${index}].section`)
  })
  return faults
}

/** The example in `<templateDir>/example`; null when the template has none. */
export const readExample = (templateDir: string): Faulty<Example | null> => {
  if (!existsSync(join(templateDir, 'example', 'plan.yaml'))) return ok(null)
  const names = readdirSync(join(templateDir, 'example', 'sections')).filter((name) => name.endsWith('.yaml'))
  const plan = readFile(templateDir, 'example/plan.yaml', planShape)
  const sections = names.sort().map((name) => readFile(templateDir, `example/sections/${name}`, sectionShape))
  const comments = readFile(templateDir, 'example/comments.yaml', commentsShape)
  const signOffs = readFile(templateDir, 'example/signoffs.yaml', signOffsShape)
  if (!plan.ok || !comments.ok || !signOffs.ok) return err(faultsOf(plan, ...sections, comments, signOffs))
  const broken = faultsOf(...sections)
  if (broken.length > 0) return err(broken)
  const read = sections.flatMap((section) => (section.ok ? [section.value] : []))
  const example = { plan: plan.value, sections: read, threads: comments.value.threads, signOffs: signOffs.value }
  const faults = crossFaults(plan.value, read, example)
  return faults.length === 0 ? ok(example) : err(faults)
}
