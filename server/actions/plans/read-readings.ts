/** The words of a plan: every section's reading, or one, and what the template's rules find in them. */
import { runChecks } from '../../../shared/checks/run.ts'
import type { PlanReading } from '../../../shared/plan/facts.ts'
import { ok } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import type { PlanRow } from '../../store/tables.ts'
import { enterPlan, enterSection, type Actor } from '../access.ts'
import { notFound } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { templateOf } from './template-of.ts'
import { bodyView, sectionFacts } from './views.ts'

export const readReadings = async (
  { store, readings }: Deps,
  actor: Actor,
  { planId }: Input<'GET /api/plans/:planId/readings'>,
): Reply<'GET /api/plans/:planId/readings'> => {
  const entered = await enterPlan(store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  return ok(await readings.of(await store.rows.sections.listOf(planId)))
}

type OneReading = 'GET /api/plans/:planId/sections/:sectionId/reading'

export const readReading = async (
  { store, readings }: Deps,
  actor: Actor,
  input: Input<OneReading>,
): Reply<OneReading> => {
  const entered = await enterSection(store.rows, actor, 'read-plan', input)
  if (!entered.ok) return entered
  const [reading] = await readings.of([entered.value.section])
  return reading ? ok(reading) : notFound('This section')
}

/** A plan with all its words, as checks and exports read it. */
export const readWholePlan = async (
  { store, readings }: Pick<Deps, 'store' | 'readings'>,
  plan: PlanRow,
): Promise<PlanReading> => {
  const sections = await store.rows.sections.listOf(plan.id)
  const [tags, bodies, words] = await Promise.all([
    store.rows.sections.tagsOf(sections.map(({ id }) => id)),
    store.rows.bodies.listOf(plan.id),
    readings.of(sections),
  ])
  return {
    id: plan.id,
    title: plan.title,
    area: plan.area,
    from: plan.fromDay,
    to: plan.toDay,
    bodies: bodies.map(bodyView),
    sections: sections.map((section, index) => ({
      ...sectionFacts(section, tags.get(section.id) ?? []),
      content: words[index]?.content ?? { items: [] },
    })),
  }
}

export const readFindings = async (
  deps: Deps,
  actor: Actor,
  { planId }: Input<'GET /api/plans/:planId/findings'>,
): Reply<'GET /api/plans/:planId/findings'> => {
  const entered = await enterPlan(deps.store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  const template = templateOf(deps, entered.value.plan)
  if (!template.ok) return template
  return ok(runChecks(await readWholePlan(deps, entered.value.plan), template.value))
}
