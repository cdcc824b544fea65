/**
 * Which sections address which codes of a framework: the aims x sections table, with its holes. A tag without text of
 * substance does not fill a hole; the same threshold holds here and in the rule that judges it.
 */
import type { PlanReading } from '../plan/facts.ts'
import type { FrameworkCode, Template } from '../template/types.ts'
import { findFramework } from '../template/lookup.ts'
import { indexPlan, substantiveWords } from './index-plan.ts'
import type { IndexedSection } from './index-plan.ts'
import { isTagged } from './tagging.ts'
import { listWith } from './wording.ts'

export type Cell = 'none' | 'tagged' | 'tagged-with-text'

export interface CoverageRow {
  readonly sectionId: string
  readonly title: string
  readonly exempt: 'cover' | 'foreword' | 'reference' | null
  /** One cell for each code, in the order of the codes. */
  readonly cells: readonly Cell[]
}

export interface Coverage {
  readonly codes: readonly FrameworkCode[]
  readonly rows: readonly CoverageRow[]
  /** Codes that no section with text addresses. */
  readonly holes: readonly FrameworkCode[]
  /** The holes in a sentence. */
  readonly says: string
}

/** `frameworkId` without edition; a framework the template does not use has no codes, so no holes. */
export const coverage = (reading: PlanReading, template: Template, frameworkId: string): Coverage => {
  const codes = findFramework(template, frameworkId)?.codes ?? []
  const words = wordsAsked(template, frameworkId)
  const rows = indexPlan(reading, template).sections.map((indexed) => ({
    sectionId: indexed.section.id,
    title: indexed.section.title,
    exempt: indexed.section.exempt,
    cells: codes.map(({ code }) => cellOf(indexed, frameworkId, code, words)),
  }))
  const holes = codes.filter((_, at) => rows.every(({ cells }) => cells[at] !== 'tagged-with-text'))
  return { codes, rows, holes, says: sayHoles(codes, holes) }
}

const cellOf = ({ section, words }: IndexedSection, framework: string, code: string, asked: number): Cell => {
  if (!isTagged(section, framework, code)) return 'none'
  return words >= asked ? 'tagged-with-text' : 'tagged'
}

const wordsAsked = (template: Template, framework: string): number => {
  const rule = template.rules.find((use) => use.kind === 'every-code-tagged' && use.with['framework'] === framework)
  const words = rule?.with['words']
  return typeof words === 'number' ? words : substantiveWords
}

const sayHoles = (codes: readonly FrameworkCode[], holes: readonly FrameworkCode[]): string => {
  if (holes.length === 0) return `All ${codes.length} are addressed by a section with text.`
  const names = holes.map(({ label }) => `“${label}”`)
  return `${holes.length} of ${codes.length} ${holes.length === 1 ? 'has' : 'have'} no section with text: ${listWith(names, 'and')}.`
}
