/** A plan as the checks read it: its facts, with the words of each section as the server read them last. */
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading } from '../../shared/api/sections.ts'
import type { PlanReading } from '../../shared/plan/facts.ts'

/** A section that was not read yet counts as one without words. */
export const planReadingOf = (plan: PlanView, readings: readonly Reading[]): PlanReading => {
  const contents = new Map(readings.map(({ sectionId, content }) => [sectionId, content]))
  const sections = plan.sections.map((section) => ({ ...section, content: contents.get(section.id) ?? { items: [] } }))
  return { ...plan, sections }
}
