/** Templates: the list to start a plan from, and the whole template of a plan. */
import type { TemplateSummary } from '../../../shared/api/plans.ts'
import { ok } from '../../../shared/result.ts'
import { firstSections } from '../../../shared/template/lookup.ts'
import type { Template } from '../../../shared/template/types.ts'
import type { Deps } from '../../context.ts'
import { enterPlan, type Actor } from '../access.ts'
import type { Input, Reply } from '../input.ts'
import { templateOf } from './template-of.ts'

const summarise = (template: Template): TemplateSummary => {
  const { id, version, title, basis, period, bodyKinds } = template
  return {
    id,
    version,
    title,
    basis: basis.label,
    sections: firstSections(template).length,
    periodYears: period.years,
    periodFrom: period.from,
    firstYear: period.firstYear,
    bodyKinds,
  }
}

/** The largest kind of plan first: it is the one most come for. */
export const listTemplates = ({ templates }: Deps): Reply<'GET /api/templates'> =>
  Promise.resolve(ok([...templates.values()].map(summarise).sort((a, b) => b.sections - a.sections)))

export const readTemplate = async (
  deps: Deps,
  actor: Actor,
  { planId }: Input<'GET /api/plans/:planId/template'>,
): Reply<'GET /api/plans/:planId/template'> => {
  const entered = await enterPlan(deps.store.rows, actor, 'read-plan', planId)
  return entered.ok ? templateOf(deps, entered.value.plan) : entered
}
