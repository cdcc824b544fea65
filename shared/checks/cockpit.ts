/**
 * The review-criteria cockpit: for each line of the criteria, what the plan shows as evidence and what the rules miss.
 * It is the partnership's own check of what is there, and says nothing of what a review will say.
 */
import type { PlanReading } from '../plan/facts.ts'
import type { FrameworkCode, Template } from '../template/types.ts'
import { findFramework } from '../template/lookup.ts'
import { bindRules } from './bind.ts'
import type { Finding, Place } from './finding.ts'
import { blocksOf, homeOf, indexPlan, substantiveWords } from './index-plan.ts'
import type { PlanIndex } from './index-plan.ts'
import type { BoundRule } from './rule-kind.ts'
import { runChecks } from './run.ts'
import { isTagged } from './tagging.ts'
import { countOf } from './wording.ts'

/** Shown above the lines, wherever they are shown. */
export const cockpitNotice =
  'A self-check of what the plan holds. It is not the Scottish Government’s rating and does not foretell it.'

export type LineState = 'evidence found' | 'partly' | 'nothing found'

export interface Evidence {
  readonly place: Place
  /** A section's title, or a count such as `5 priorities`. */
  readonly says: string
}

export interface CockpitLine {
  readonly criterion: FrameworkCode
  readonly evidence: readonly Evidence[]
  readonly missing: readonly Finding[]
  readonly state: LineState
}

/**
 * One line for each code of the template's criteria, in their order; none where the template has no criteria.
 * `findings` may be passed where they are at hand.
 */
export const cockpit = (
  reading: PlanReading,
  template: Template,
  findings: readonly Finding[] = runChecks(reading, template),
): readonly CockpitLine[] => {
  const index = indexPlan(reading, template)
  const rules = bindRules(template)
  const criteria = findFramework(template, template.criteria ?? '')
  return (criteria?.codes ?? []).map((criterion) => {
    const asked = rules.filter(({ rule }) => rule.criterion === criterion.code)
    const evidence = [...taggedSections(index, criteria?.id ?? '', criterion.code), ...countedBlocks(index, asked)]
    const missing = saidOnce(findings.filter((finding) => finding.criterion === criterion.code))
    return { criterion, evidence, missing, state: stateOf(evidence, missing) }
  })
}

/** Two rules may say the same of one place; a reader needs it once. */
const saidOnce = (findings: readonly Finding[]): readonly Finding[] => {
  const bySaying = new Map<string, Finding>()
  for (const finding of findings) {
    const saying = JSON.stringify([finding.place, finding.says])
    if (!bySaying.has(saying)) bySaying.set(saying, finding)
  }
  return [...bySaying.values()]
}

const taggedSections = (index: PlanIndex, framework: string, code: string): readonly Evidence[] =>
  index.sections
    .filter(({ section, words }) => isTagged(section, framework, code) && words >= substantiveWords)
    .map(({ section }) => ({ place: { sectionId: section.id }, says: section.title }))

const countedBlocks = (index: PlanIndex, rules: readonly BoundRule[]): readonly Evidence[] => {
  const asked = new Set(rules.flatMap(({ blockTypes }) => blockTypes))
  return index.template.blocks
    .filter(({ type }) => asked.has(type) && blocksOf(index, type).length > 0)
    .map((type) => ({ place: homeOf(index, type.type), says: countOf(blocksOf(index, type.type).length, type) }))
}

/** What is only worth knowing (`info`) does not make a line partly. */
const stateOf = (evidence: readonly Evidence[], missing: readonly Finding[]): LineState => {
  if (evidence.length === 0) return 'nothing found'
  return missing.some(({ level }) => level !== 'info') ? 'partly' : 'evidence found'
}
