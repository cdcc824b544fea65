/**
 * Changes what a member may do, in the plan or in one section, and removes members. Open sockets of that person close
 * at once and are judged anew. A plan always keeps a coordinator.
 */
import type { Role } from '../../../shared/plan/facts.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { MemberRow } from '../../store/tables.ts'
import { enterPlan, type Actor } from '../access.ts'
import { rejudgePerson, ringPlan } from '../doorbell.ts'
import { conflict, malformed, notFound, type ActionError } from '../errors.ts'
import type { Input } from '../input.ts'
import { transact } from '../transact.ts'

type MemberPlace = { readonly planId: string; readonly memberId: string }
type Changed = Promise<Result<MemberRow, ActionError>>
type Done = Promise<Result<null, ActionError>>

const enterMember = async (rows: Rows, actor: Actor, { planId, memberId }: MemberPlace): Changed => {
  const entered = await enterPlan(rows, actor, 'manage-people', planId)
  if (!entered.ok) return entered
  const member = await rows.members.find(memberId)
  return member?.planId === planId ? ok(member) : notFound('This member')
}

/** Somebody must be left who can invite, change roles and reopen. */
const keepsCoordinator = async (rows: Rows, member: MemberRow, role: Role | null): Done => {
  if (member.role !== 'coordinator' || role === 'coordinator') return ok(null)
  if ((await rows.members.countCoordinators(member.planId)) > 1) return ok(null)
  return conflict('This is the only coordinator of the plan. Make somebody else coordinator first.')
}

/** Who may invite no more has no links left, by which they or others could come in. */
const endInvitations = async (rows: Rows, { planId, personId }: MemberRow, role: Role | null): Promise<void> => {
  if (role !== 'coordinator') await rows.invitations.withdrawBy(planId, personId)
}

/** Does the change, then lets everybody hear of it. */
const change = async (
  deps: Deps,
  actor: Actor,
  place: MemberPlace,
  work: (rows: Rows, member: MemberRow) => Done,
): Done => {
  const done = await transact(deps.store, async (rows) => {
    const member = await enterMember(rows, actor, place)
    if (!member.ok) return member
    const worked = await work(rows, member.value)
    return worked.ok ? member : worked
  })
  if (!done.ok) return done
  rejudgePerson(deps, place.planId, done.value.personId)
  ringPlan(deps, place.planId, 'people')
  return ok(null)
}

export const changeMember = (
  deps: Deps,
  actor: Actor,
  { planId, memberId, ...wanted }: Input<'PATCH /api/plans/:planId/members/:memberId'>,
): Done =>
  change(deps, actor, { planId, memberId }, async (rows, member) => {
    const kept = await keepsCoordinator(rows, member, wanted.role ?? member.role)
    if (!kept.ok) return kept
    if (wanted.bodyId !== undefined && (await rows.bodies.find(wanted.bodyId))?.planId !== planId) {
      return malformed('bodyId', 'there is no such body in this plan.')
    }
    await rows.members.change(memberId, wanted)
    await endInvitations(rows, member, wanted.role ?? member.role)
    return ok(null)
  })

export const removeMember = (
  deps: Deps,
  actor: Actor,
  place: Input<'DELETE /api/plans/:planId/members/:memberId'>,
): Done =>
  change(deps, actor, place, async (rows, member) => {
    const kept = await keepsCoordinator(rows, member, null)
    if (!kept.ok) return kept
    await rows.members.revokeAll(member.id)
    await rows.members.change(member.id, { removedAt: timestamp(deps.clock) })
    await endInvitations(rows, member, null)
    return ok(null)
  })

const sectionIn = async (rows: Rows, planId: string, sectionId: string): Done =>
  (await rows.sections.find(sectionId))?.planId === planId ? ok(null) : notFound('This section')

export const grantSectionRole = (
  deps: Deps,
  actor: Actor,
  input: Input<'PUT /api/plans/:planId/members/:memberId/sections/:sectionId'>,
): Done =>
  change(deps, actor, input, async (rows, member) => {
    const section = await sectionIn(rows, input.planId, input.sectionId)
    if (!section.ok) return section
    if (input.role === 'coordinator') return malformed('role', 'a coordinator coordinates the whole plan.')
    await rows.members.grant(member.id, input.sectionId, input.role)
    return ok(null)
  })

export const revokeSectionRole = (
  deps: Deps,
  actor: Actor,
  input: Input<'DELETE /api/plans/:planId/members/:memberId/sections/:sectionId'>,
): Done =>
  change(deps, actor, input, async (rows, member) => {
    const section = await sectionIn(rows, input.planId, input.sectionId)
    if (!section.ok) return section
    await rows.members.revoke(member.id, input.sectionId)
    return ok(null)
  })
