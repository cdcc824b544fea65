/**
 * Runs a template's rules over a plan. Findings come in the order of the plan: what concerns the whole plan first, then
 * section by section, block by block; at one place, in the order of the rules. A finding never stops anyone: it is for
 * whoever publishes to weigh.
 */
import type { PlanReading } from '../plan/facts.ts'
import type { Template } from '../template/types.ts'
import { bindRules } from './bind.ts'
import type { Finding, Place } from './finding.ts'
import { indexPlan } from './index-plan.ts'
import type { PlanIndex } from './index-plan.ts'

export const runChecks = (reading: PlanReading, template: Template): readonly Finding[] => {
  const index = indexPlan(reading, template)
  const findings = bindRules(template).flatMap(({ run }) => run(index))
  return inPlanOrder(withoutRepeats(findings), index)
}

/** A block pasted with its id may stand twice in a section: the second says nothing new. */
const withoutRepeats = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [finding.key, finding])).values(),
]

const inPlanOrder = (findings: readonly Finding[], index: PlanIndex): readonly Finding[] => {
  const ranks = rankPlaces(index)
  const rank = ({ sectionId, blockId }: Place): number =>
    sectionId === undefined ? -1 : (ranks.get(placeKey(sectionId, blockId)) ?? ranks.get(placeKey(sectionId)) ?? -1)
  return findings.toSorted((one, other) => rank(one.place) - rank(other.place))
}

const placeKey = (sectionId: string, blockId = ''): string => `${sectionId}/${blockId}`

const rankPlaces = (index: PlanIndex): ReadonlyMap<string, number> => {
  const keys = index.sections.flatMap(({ section, blocks }) => [
    placeKey(section.id),
    ...blocks.map(({ block }) => placeKey(section.id, block.id)),
  ])
  return new Map(keys.map((key, at) => [key, at]))
}
