/** Moves, removes and brings back sections. A removed section keeps its words, its threads and its sign-offs. */
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { SectionRow } from '../../store/tables.ts'
import { enterSection, type Actor } from '../access.ts'
import { rejudgeSection, ringPlan } from '../doorbell.ts'
import { conflict, malformed, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'

type Move = 'POST /api/plans/:planId/sections/:sectionId/move'

export const moveSection = async (deps: Deps, actor: Actor, input: Input<Move>): Reply<Move> => {
  const { planId, sectionId, after } = input
  const moved = await transact(deps.store, async (rows) => {
    const entered = await enterSection(rows, actor, 'manage-sections', input)
    if (!entered.ok) return entered
    if (after === sectionId) return malformed('after', 'a section cannot stand after itself.')
    const placed = await rows.sections.place(planId, sectionId, after)
    return placed ? ok(null) : malformed('after', 'there is no such section in this plan.')
  })
  if (moved.ok) ringPlan(deps, planId, 'plan')
  return moved
}

/** What the law asks for stays, unless another section of the same kind does its work. */
const mayRemove = async (rows: Rows, section: SectionRow): Promise<Result<null, ActionError>> => {
  if (section.mandatory === 0) return ok(null)
  const others = await rows.sections.listOf(section.planId)
  if (others.some(({ id, key }) => id !== section.id && key === section.key)) return ok(null)
  return conflict('Every plan must have this section, so it cannot be removed.')
}

type Remove = 'DELETE /api/plans/:planId/sections/:sectionId'

export const removeSection = async (deps: Deps, actor: Actor, input: Input<Remove>): Reply<Remove> => {
  const { planId, sectionId } = input
  const removed = await transact(deps.store, async (rows) => {
    const entered = await enterSection(rows, actor, 'manage-sections', input)
    if (!entered.ok) return entered
    const may = await mayRemove(rows, entered.value.section)
    if (!may.ok) return may
    await rows.sections.change(sectionId, { removedAt: timestamp(deps.clock), removedBy: actor.personId })
    await rows.sections.closeGaps(planId)
    return ok(null)
  })
  if (!removed.ok) return removed
  rejudgeSection(deps, sectionId)
  ringPlan(deps, planId, 'plan')
  return removed
}

type Restore = 'POST /api/plans/:planId/sections/:sectionId/restore'

/** Comes back at its old place, or at the end when the plan is shorter now. */
export const restoreSection = async (deps: Deps, actor: Actor, input: Input<Restore>): Reply<Restore> => {
  const { planId, sectionId } = input
  const restored = await transact(deps.store, async (rows) => {
    const entered = await enterSection(rows, actor, 'manage-sections', input, 'any')
    if (!entered.ok) return entered
    const { section } = entered.value
    if (section.removedAt === null) return conflict('This section is in the plan.')
    const present = await rows.sections.listOf(planId)
    await rows.sections.change(sectionId, { removedAt: null, removedBy: null })
    await rows.sections.place(planId, sectionId, present[Math.min(section.position, present.length) - 1]?.id ?? null)
    return ok(null)
  })
  if (restored.ok) ringPlan(deps, planId, 'plan')
  return restored
}
