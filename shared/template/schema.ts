/**
 * From the YAML of a plan type to a `Template`, or to the list of everything that is wrong with it. In order: each file
 * is read, then its shape, then what the files say to each other, then the settings of the rules, which each rule kind
 * reads for itself. The kinds come in from outside, so that templates know nothing of checks.
 */
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { crossCheck } from './crosscheck.ts'
import { createFault, findRepeats } from './fault.ts'
import type { TemplateFault } from './fault.ts'
import { blocksShape, frameworkShape, readShape, rulesShape, sectionsShape, templateShape } from './shape.ts'
import type { BlockShapes, RuleShapes, SectionShape, TemplateHead } from './shape.ts'
import type { Framework, FrameworkRef, RuleUse, SectionType, StartItem, Template } from './types.ts'
import { readYaml } from './yaml.ts'
import type { SourceFile } from './yaml.ts'

/** The four files of a plan type. */
export interface TemplateFiles {
  readonly template: SourceFile
  readonly blocks: SourceFile
  readonly sections: SourceFile
  readonly rules: SourceFile
}

/** What this module needs of a rule kind: to say whether a rule's settings fit it and the template. */
export interface RuleSettingsReader {
  readonly bind: (rule: RuleUse, template: Template) => Result<unknown, string>
}

export type RuleKinds = ReadonlyMap<string, RuleSettingsReader>

type Faulty<T> = Result<T, readonly TemplateFault[]>

/** A vocabulary from its own file. `file` must be named `<id>@<edition>.yaml`. */
export const parseFramework = (source: SourceFile): Faulty<Framework> => {
  const { file } = source
  const yaml = readYaml(source)
  if (!yaml.ok) return yaml
  const read = readShape(frameworkShape, file, [], yaml.value)
  if (!read.ok) return read
  const ref = `${read.value.id}@${read.value.edition}`
  const repeats = findRepeats(read.value.codes.map(({ code }) => code))
  const faults = repeats.map(({ at, entry }) => createFault(file, ['codes', at, 'code'], `"${entry}" is there twice`))
  if (file.split('/').at(-1) !== `${ref}.yaml`) faults.push(createFault(file, [], `must be named ${ref}.yaml`))
  return faults.length === 0 ? ok({ ref, ...read.value }) : err(faults)
}

/** A whole plan type. `frameworks` are all that there are, by their ref; the template picks from them. */
export const parseTemplate = (
  files: TemplateFiles,
  frameworks: ReadonlyMap<FrameworkRef, Framework>,
  ruleKinds: RuleKinds,
): Faulty<Template> => {
  const head = readPart(files.template, (value) => readShape(templateShape, files.template.file, [], value))
  const blocks = readPart(
    files.blocks,
    (value) => readShape(blocksShape, files.blocks.file, ['blocks'], value),
    'blocks',
  )
  const sections = readPart(files.sections, (value) => readSections(files.sections.file, value), 'sections')
  const rules = readPart(files.rules, (value) => readShape(rulesShape, files.rules.file, ['rules'], value), 'rules')
  if (!head.ok || !blocks.ok || !sections.ok || !rules.ok) {
    return err([head, blocks, sections, rules].flatMap((part) => (part.ok ? [] : part.error)))
  }
  const template = assemble(head.value, blocks.value, sections.value, rules.value, frameworks)
  const faults = [
    ...missingFrameworks(files.template.file, head.value, frameworks),
    ...crossCheck(template, fileNames(files)),
    ...ruleKindFaults(files.rules.file, template, ruleKinds),
  ]
  return faults.length === 0 ? ok(template) : err(faults)
}

const readPart = <T>(source: SourceFile, read: (value: unknown) => Faulty<T>, part?: string): Faulty<T> => {
  const yaml = readYaml(source, part)
  return yaml.ok ? read(yaml.value) : yaml
}

const fileNames = ({ template, blocks, sections, rules }: TemplateFiles) => ({
  template: template.file,
  blocks: blocks.file,
  sections: sections.file,
  rules: rules.file,
})

const readSections = (file: string, value: unknown): Faulty<readonly SectionType[]> => {
  const read = readShape(sectionsShape, file, ['sections'], value)
  if (!read.ok) return read
  const faults: TemplateFault[] = []
  const sections = read.value.map((section, index) => ({
    ...section,
    start: section.start.flatMap((item, at) => {
      const start = toStartItem(item)
      if (!start.ok) faults.push(createFault(file, ['sections', index, 'start', at], start.error))
      return start.ok ? [start.value] : []
    }),
  }))
  return faults.length === 0 ? ok(sections) : err(faults)
}

const toStartItem = ({ prose, block, id, fields }: SectionShape['start'][number]): Result<StartItem, string> => {
  if ((prose === undefined) === (block === undefined)) return err('must be either prose or a block')
  if (block !== undefined) return ok({ block, id, fields })
  if (prose === undefined || id !== undefined || fields !== undefined) return err('prose has neither id nor fields')
  return ok({ prose })
}

const assemble = (
  head: TemplateHead,
  blocks: BlockShapes,
  sections: readonly SectionType[],
  rules: RuleShapes,
  frameworks: ReadonlyMap<FrameworkRef, Framework>,
): Template => ({
  ...head,
  frameworks: head.frameworks.flatMap((ref) => frameworks.get(ref) ?? []),
  blocks: Object.entries(blocks).map(([type, block]) => ({ type, ...block })),
  sections,
  rules,
})

const missingFrameworks = (
  file: string,
  head: TemplateHead,
  frameworks: ReadonlyMap<FrameworkRef, Framework>,
): readonly TemplateFault[] =>
  head.frameworks.flatMap((ref, at) =>
    frameworks.has(ref) ? [] : [createFault(file, ['frameworks', at], `no framework ${ref}`)],
  )

const ruleKindFaults = (file: string, template: Template, ruleKinds: RuleKinds): readonly TemplateFault[] =>
  template.rules.flatMap((rule, at) => {
    const kind = ruleKinds.get(rule.kind)
    if (!kind) return [createFault(file, ['rules', at, 'kind'], `no rule kind "${rule.kind}"`)]
    const bound = kind.bind(rule, template)
    return bound.ok ? [] : [createFault(file, ['rules', at], bound.error)]
  })
