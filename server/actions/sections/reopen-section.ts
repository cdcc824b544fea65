/** Reopens a signed section, with a reason that stays beside the sign-offs it ends. */
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import { enterSection, type Actor } from '../access.ts'
import { rejudgeSection, ringPlan } from '../doorbell.ts'
import { conflict } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'

type Reopen = 'POST /api/plans/:planId/sections/:sectionId/reopen'

export const reopenSection = async (deps: Deps, actor: Actor, input: Input<Reopen>): Reply<Reopen> => {
  const { planId, sectionId, reason } = input
  const reopened = await transact(deps.store, async (rows) => {
    const entered = await enterSection(rows, actor, 'reopen-section', input)
    if (!entered.ok) return entered
    if (!(await rows.sections.turn(sectionId, ['signed'], 'drafting'))) {
      return conflict('This section is not signed off, so there is nothing to reopen.')
    }
    const at = timestamp(deps.clock)
    await rows.signOffs.addReopening({ id: deps.newId(), planId, sectionId, personId: actor.personId, reason, at })
    return ok(null)
  })
  if (!reopened.ok) return reopened
  rejudgeSection(deps, sectionId)
  ringPlan(deps, planId, 'section', sectionId)
  return reopened
}
