/** What a field may be chosen from: codes of a framework, bodies of the plan, or blocks of the plan. */
import type { Body } from '../../../shared/plan/facts.ts'
import { findFramework } from '../../../shared/template/lookup.ts'
import type { FieldType, Template } from '../../../shared/template/types.ts'
import { referenceTo } from '../../../shared/plan/numbers.ts'
import type { EditorWorld } from '../context.ts'

export interface Option {
  readonly value: string
  readonly label: string
  /** Second line: where a block stands. */
  readonly detail?: string
  readonly group?: string | undefined
}

export const codeOptions = (template: Template, field: FieldType): readonly Option[] =>
  (findFramework(template, field.framework ?? '')?.codes ?? []).map(({ code, label, group }) => ({
    value: code,
    label,
    group,
  }))

export const bodyOptions = (bodies: readonly Body[]): readonly Option[] =>
  bodies.map(({ id, name }) => ({ value: id, label: name }))

type NamedBlocks = Pick<EditorWorld, 'template' | 'linkables' | 'numbers'>

/** Blocks of the types the field may point to, as references in the text name them, each with its section. */
export const linkOptions = (named: NamedBlocks, field: FieldType): readonly Option[] =>
  named.linkables
    .filter(({ blockType }) => field.to?.includes(blockType) ?? true)
    .map((block) => ({ value: block.id, label: referenceTo(block, block.title, named), detail: block.sectionTitle }))

/** Options that hold every word of the query in label, detail or group. */
export const filterOptions = (options: readonly Option[], query: string): readonly Option[] => {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return options.filter(({ label, detail = '', group = '' }) => {
    const text = `${label} ${detail} ${group}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
