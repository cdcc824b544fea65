/**
 * What the files of a template must say to each other: every name that is used is known, no name is given twice, and no
 * two settings contradict. Works on the assembled template and gives back every fault it finds.
 */
import { createFault, findRepeats } from './fault.ts'
import type { Path, TemplateFault } from './fault.ts'
import { findBlockType, findField, findFramework } from './lookup.ts'
import { startValueFault } from './start-value.ts'
import type { BlockType, FieldType, SectionType, StartItem, Template } from './types.ts'

/** The files the faults are reported in. */
export interface TemplateFileNames {
  readonly template: string
  readonly blocks: string
  readonly sections: string
  readonly rules: string
}

type Report = (path: Path, reason: string) => TemplateFault

const reporter =
  (file: string): Report =>
  (path, reason) =>
    createFault(file, path, reason)

export const crossCheck = (template: Template, files: TemplateFileNames): readonly TemplateFault[] => [
  ...headFaults(template, reporter(files.template)),
  ...template.blocks.flatMap((block) => blockFaults(template, block, reporter(files.blocks))),
  ...repeatFaults(keysOf(template.sections), (at) => ['sections', at, 'key'], reporter(files.sections)),
  ...template.sections.flatMap((section, at) => sectionFaults(template, section, at, reporter(files.sections))),
  ...ruleFaults(template, reporter(files.rules)),
]

const keysOf = (sections: readonly SectionType[]): readonly string[] => sections.map(({ key }) => key)

const repeatFaults = (
  entries: readonly string[],
  pathOf: (at: number) => Path,
  report: Report,
): readonly TemplateFault[] =>
  findRepeats(entries).map(({ at, entry }) => report(pathOf(at), `"${entry}" is there twice`))

const headFaults = (template: Template, report: Report): readonly TemplateFault[] => {
  const { aims, criteria, tagged, frameworks, bodyKinds } = template
  const faultsOfTagged = (id: string, path: Path): readonly TemplateFault[] => {
    if (!findFramework(template, id)) return [report(path, `no framework "${id}" under frameworks`)]
    return tagged.includes(id) ? [] : [report(path, `"${id}" is not under tagged`)]
  }
  return [
    ...repeatFaults(
      frameworks.map(({ id }) => id),
      (at) => ['frameworks', at],
      report,
    ),
    ...repeatFaults(tagged, (at) => ['tagged', at], report),
    ...repeatFaults(
      bodyKinds.map(({ kind }) => kind),
      (at) => ['bodyKinds', at, 'kind'],
      report,
    ),
    ...(bodyKinds.some(({ lead }) => lead) ? [] : [report(['bodyKinds'], 'no kind of body leads the plan')]),
    ...tagged.flatMap((id, at) => (findFramework(template, id) ? [] : faultsOfTagged(id, ['tagged', at]))),
    ...faultsOfTagged(aims, ['aims']),
    ...(criteria === undefined ? [] : faultsOfTagged(criteria, ['criteria'])),
  ]
}

const blockFaults = (template: Template, block: BlockType, report: Report): readonly TemplateFault[] => {
  const path = ['blocks', block.type]
  const names = block.fields.map(({ name }) => name)
  const title = findField(block, block.title)
  const titleFits = title?.kind === 'text' || title?.kind === 'prose'
  return [
    ...repeatFaults(names, (at) => [...path, 'fields', at, 'name'], report),
    ...(title ? [] : [report([...path, 'title'], `no field "${block.title}" in this block`)]),
    ...(title && !titleFits
      ? [report([...path, 'title'], `the field "${block.title}" is neither text nor prose`)]
      : []),
    ...block.fields.flatMap((field, at) => fieldFaults(template, field, [...path, 'fields', at], report)),
  ]
}

const fieldFaults = (template: Template, field: FieldType, path: Path, report: Report): readonly TemplateFault[] => [
  ...ownedFaults(field, 'framework', ['choice', 'codes'], path, report),
  ...ownedFaults(field, 'to', ['link', 'links'], path, report),
  ...(field.unit === undefined || ['number', 'years', 'series'].includes(field.kind)
    ? []
    : [report([...path, 'unit'], `a ${field.kind} field counts nothing`)]),
  ...(field.framework === undefined || findFramework(template, field.framework)
    ? []
    : [report([...path, 'framework'], `no framework "${field.framework}" in this template`)]),
  ...(field.to ?? []).flatMap((type, at) => blockTypeFaults(template, type, [...path, 'to', at], report)),
]

/** A key that some kinds of field must have and the others must not. */
const ownedFaults = (
  field: FieldType,
  key: 'framework' | 'to',
  kinds: readonly string[],
  path: Path,
  report: Report,
): readonly TemplateFault[] => {
  const needs = kinds.includes(field.kind)
  if (needs === (field[key] !== undefined)) return []
  return [
    report([...path, key], needs ? `is missing: a ${field.kind} field needs it` : `does not go with ${field.kind}`),
  ]
}

const blockTypeFaults = (template: Template, type: string, path: Path, report: Report): readonly TemplateFault[] =>
  findBlockType(template, type) ? [] : [report(path, `no block type "${type}"`)]

const sectionFaults = (
  template: Template,
  section: SectionType,
  index: number,
  report: Report,
): readonly TemplateFault[] => {
  const path = ['sections', index]
  return [
    ...contradictions(template, section).map(([key, reason]) => report([...path, key], reason)),
    ...Object.entries(section.tags).flatMap(([id, codes]) =>
      tagFaults(template, id, codes, [...path, 'tags', id], report),
    ),
    ...repeatFaults(section.blocks, (at) => [...path, 'blocks', at], report),
    ...section.blocks.flatMap((type, at) => blockTypeFaults(template, type, [...path, 'blocks', at], report)),
    ...startFaults(template, section, [...path, 'start'], report),
  ]
}

const contradictions = (template: Template, section: SectionType): readonly (readonly [string, string])[] => {
  const { mandatory, repeatable, copies, exempt, tags } = section
  const found: (readonly [string, string])[] = []
  if (mandatory && repeatable) found.push(['mandatory', 'a repeatable section cannot be mandatory'])
  if (copies !== undefined && !repeatable) found.push(['copies', 'only a repeatable section has copies'])
  if (exempt !== undefined && template.aims in tags) found.push(['tags', 'an exempt section serves no aim'])
  return found
}

const tagFaults = (
  template: Template,
  id: string,
  codes: readonly string[],
  path: Path,
  report: Report,
): readonly TemplateFault[] => {
  const framework = findFramework(template, id)
  if (!framework || !template.tagged.includes(id)) return [report(path, `sections are not tagged with "${id}"`)]
  const known = framework.codes.map(({ code }) => code)
  return [
    ...repeatFaults(codes, (at) => [...path, at], report),
    ...codes.flatMap((code, at) => (known.includes(code) ? [] : [report([...path, at], `no code "${code}" in ${id}`)])),
  ]
}

const startFaults = (
  template: Template,
  { start }: SectionType,
  path: Path,
  report: Report,
): readonly TemplateFault[] => {
  const ids = start.map((item, at) => ('block' in item && item.id !== undefined ? item.id : `#${at}`))
  const typeById = start.flatMap((item, at): [string, string][] =>
    'block' in item ? [[ids[at] ?? '', item.block]] : [],
  )
  const around = {
    frameworkById: new Map(template.frameworks.map((framework) => [framework.id, framework])),
    blockTypeById: new Map(typeById),
  }
  return [
    ...repeatFaults(ids, (at) => [...path, at, 'id'], report),
    ...start.flatMap((item, at) =>
      startItemFaults(template, item, [...path, at], report, (field, value) => startValueFault(field, value, around)),
    ),
  ]
}

const startItemFaults = (
  template: Template,
  item: StartItem,
  path: Path,
  report: Report,
  faultOf: (field: FieldType, value: unknown) => string | null,
): readonly TemplateFault[] => {
  if (!('block' in item)) return []
  const block = findBlockType(template, item.block)
  if (!block) return [report([...path, 'block'], `no block type "${item.block}"`)]
  return Object.entries(item.fields ?? {}).flatMap(([name, value]) => {
    const field = findField(block, name)
    const reason = field ? faultOf(field, value) : `no field "${name}" in block type "${block.type}"`
    return reason === null ? [] : [report([...path, 'fields', name], reason)]
  })
}

const ruleFaults = (template: Template, report: Report): readonly TemplateFault[] => {
  const { rules, criteria } = template
  const framework = findFramework(template, criteria ?? '')
  const isKnown = (criterion: string): boolean =>
    framework ? framework.codes.some(({ code }) => code === criterion) : criteria !== undefined
  return [
    ...repeatFaults(
      rules.map(({ id }) => id),
      (at) => ['rules', at, 'id'],
      report,
    ),
    ...rules.flatMap(({ criterion }, at) =>
      criterion === undefined || isKnown(criterion)
        ? []
        : [report(['rules', at, 'criterion'], `no code "${criterion}" among the template's criteria`)],
    ),
  ]
}
