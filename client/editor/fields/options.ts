/** What a field may be chosen from: codes of a framework, bodies of the plan, or blocks of the plan. */
import type { Body } from '../../../shared/plan/facts.ts'
import type { FieldType, Template } from '../../../shared/template/types.ts'
import type { Linkable } from '../context.ts'

export interface Option {
  readonly value: string
  readonly label: string
  /** Second line: where a block stands. */
  readonly detail?: string
  readonly group?: string | undefined
}

export const codeOptions = (template: Template, field: FieldType): readonly Option[] =>
  (template.frameworks.find(({ id }) => id === field.framework)?.codes ?? []).map(({ code, label, group }) => ({
    value: code,
    label,
    group,
  }))

export const bodyOptions = (bodies: readonly Body[]): readonly Option[] =>
  bodies.map(({ id, name }) => ({ value: id, label: name }))

/** Blocks of the types the field may point to, each with its section. */
export const linkOptions = (linkables: readonly Linkable[], field: FieldType): readonly Option[] =>
  linkables
    .filter(({ blockType }) => field.to?.includes(blockType) ?? true)
    .map(({ id, title, sectionTitle }) => ({ value: id, label: title, detail: sectionTitle }))

/** Options that hold every word of the query in label, detail or group. */
export const filterOptions = (options: readonly Option[], query: string): readonly Option[] => {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return options.filter(({ label, detail = '', group = '' }) => {
    const text = `${label} ${detail} ${group}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
