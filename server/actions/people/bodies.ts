/** Bodies of a plan: added, changed, and removed while nothing names them. */
import { namesTaken, type BodyName } from '../../../shared/plan/body-name.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { BodyRow, PlanRow } from '../../store/tables.ts'
import { enterPlan, type Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { conflict, malformed, notFound, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { findSame, noteMade, type Asked } from '../once.ts'
import { templateOf } from '../plans/template-of.ts'
import { transact } from '../transact.ts'

const checkKind = (deps: Deps, plan: PlanRow, kind: string | undefined): Result<null, ActionError> => {
  if (kind === undefined) return ok(null)
  const template = templateOf(deps, plan)
  if (!template.ok) return template
  const isKnown = template.value.bodyKinds.some((known) => known.kind === kind)
  return isKnown ? ok(null) : malformed('kind', 'this kind of body is not in the template.')
}

/** Refuses a body with a name that another of its plan has; `at`: where it stands in what was sent. */
export const checkNames = (body: BodyName, others: readonly BodyName[], at = ''): Result<null, ActionError> => {
  const [taken] = namesTaken(body, others)
  return taken === undefined ? ok(null) : malformed(`${at}${taken}`, 'another body of this plan has this name.')
}

const rungPlan = async <T>(deps: Deps, planId: string, done: Promise<Result<T, ActionError>>) => {
  const result = await done
  if (result.ok) ringPlan(deps, planId, 'plan')
  return result
}

type AddBody = 'POST /api/plans/:planId/bodies'

const askedBy = ({ personId }: Actor, input: Input<AddBody>): Asked => ({
  personId,
  what: `body of ${input.planId}`,
  once: input.once,
  input,
})

export const addBody = (deps: Deps, actor: Actor, input: Input<AddBody>): Reply<AddBody> => {
  const { planId, name, shortName, kind, lead } = input
  return rungPlan(
    deps,
    planId,
    transact(deps.store, async (rows) => {
      const entered = await enterPlan(rows, actor, 'manage-plan', planId)
      if (!entered.ok) return entered
      const asked = askedBy(actor, input)
      // Before its names are judged: the body that has them may be this one.
      const made = await findSame(rows, asked)
      if (!made.ok) return made
      if (made.value !== null) return ok({ id: made.value })
      const known = checkKind(deps, entered.value.plan, kind)
      if (!known.ok) return known
      const others = await rows.bodies.listOf(planId)
      const isFree = checkNames({ name, shortName }, others)
      if (!isFree.ok) return isFree
      const id = deps.newId()
      await rows.bodies.add([{ id, planId, name, shortName, kind, lead: lead ? 1 : 0, position: others.length }])
      await noteMade(deps, rows, asked, id)
      return ok({ id })
    }),
  )
}

const findBody = async (rows: Rows, planId: string, bodyId: string): Promise<Result<BodyRow, ActionError>> => {
  const body = await rows.bodies.find(bodyId)
  return body?.planId === planId ? ok(body) : notFound('This body')
}

type ChangeBody = 'PATCH /api/plans/:planId/bodies/:bodyId'

export const changeBody = (deps: Deps, actor: Actor, input: Input<ChangeBody>): Reply<ChangeBody> => {
  const { planId, bodyId, lead, ...change } = input
  return rungPlan(
    deps,
    planId,
    transact(deps.store, async (rows) => {
      const entered = await enterPlan(rows, actor, 'manage-plan', planId)
      if (!entered.ok) return entered
      const body = await findBody(rows, planId, bodyId)
      if (!body.ok) return body
      const known = checkKind(deps, entered.value.plan, change.kind)
      if (!known.ok) return known
      const others = (await rows.bodies.listOf(planId)).filter(({ id }) => id !== bodyId)
      const isFree = checkNames({ ...body.value, ...change }, others)
      if (!isFree.ok) return isFree
      await rows.bodies.change(bodyId, { ...change, ...(lead === undefined ? {} : { lead: lead ? 1 : 0 }) })
      return ok(null)
    }),
  )
}

type RemoveBody = 'DELETE /api/plans/:planId/bodies/:bodyId'

export const removeBody = (deps: Deps, actor: Actor, input: Input<RemoveBody>): Reply<RemoveBody> =>
  rungPlan(
    deps,
    input.planId,
    transact(deps.store, async (rows) => {
      const entered = await enterPlan(rows, actor, 'manage-plan', input.planId)
      if (!entered.ok) return entered
      const body = await findBody(rows, input.planId, input.bodyId)
      if (!body.ok) return body
      if (await rows.bodies.isUsed(input.bodyId)) {
        return conflict('People, invitations, sections or comments still name this body, so it cannot be removed.')
      }
      await rows.bodies.remove(input.bodyId)
      return ok(null)
    }),
  )
