/** Changes a plan's title or area. */
import { ok } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import { enterPlan, type Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import type { Input, Reply } from '../input.ts'

export const changePlan = async (
  deps: Deps,
  actor: Actor,
  { planId, ...change }: Input<'PATCH /api/plans/:planId'>,
): Reply<'PATCH /api/plans/:planId'> => {
  const entered = await enterPlan(deps.store.rows, actor, 'manage-plan', planId)
  if (!entered.ok) return entered
  await deps.store.rows.plans.change(planId, change)
  ringPlan(deps, planId, 'plan')
  return ok(null)
}
