/**
 * The door of every action: who asks, what they ask about, and whether `access.can` lets them. Objects are loaded by
 * their own id and must belong to the plan that was named; what belongs to another plan is not found.
 */
import { can, type Act, type Membership } from '../../shared/access.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Rows } from '../store/store.ts'
import type { PresentMember } from '../store/rows/members.ts'
import type { PlanRow, SectionRow } from '../store/tables.ts'
import { notFound, refused, type ActionError } from './errors.ts'

/** Who acts: a person with the session or the API token they came with. */
export interface Actor {
  readonly personId: string
  /** Id of the session or of the token. */
  readonly sessionId: string
  readonly via: 'session' | 'token'
}

export interface PlanAccess {
  readonly plan: PlanRow
  readonly member: PresentMember
  readonly membership: Membership
}
export interface SectionAccess extends PlanAccess {
  readonly section: SectionRow
}

type Asked<T> = Promise<Result<T, ActionError>>

/** What `access.can` needs to know of a person in a plan; null for who is no member. */
export const membershipOf = async (
  rows: Rows,
  planId: string,
  personId: string,
): Promise<{ readonly member: PresentMember; readonly membership: Membership } | null> => {
  const member = await rows.members.findIn(planId, personId)
  if (!member) return null
  const { id: memberId, bodyId, role } = member
  const sectionRoles = await rows.members.grantsTo(memberId)
  return { member, membership: { memberId, personId, bodyId, role, sectionRoles } }
}

const enter = async (rows: Rows, actor: Actor, planId: string): Asked<PlanAccess> => {
  const found = await membershipOf(rows, planId, actor.personId)
  const plan = found && (await rows.plans.find(planId))
  return found && plan ? ok({ plan, ...found }) : refused('not-a-member')
}

/** Lets a member act on the plan as a whole. */
export const enterPlan = async (rows: Rows, actor: Actor, act: Act, planId: string): Asked<PlanAccess> => {
  const entered = await enter(rows, actor, planId)
  if (!entered.ok) return entered
  const decision = can(entered.value.membership, act)
  return decision.allowed ? entered : refused(decision.why)
}

/** Lets a member act on a section; removed ones are only found by who asks for `any`. */
export const enterSection = async (
  rows: Rows,
  actor: Actor,
  act: Act,
  { planId, sectionId }: { readonly planId: string; readonly sectionId: string },
  which: 'present' | 'any' = 'present',
): Asked<SectionAccess> => {
  const entered = await enter(rows, actor, planId)
  if (!entered.ok) return entered
  const section = await rows.sections.find(sectionId)
  if (section?.planId !== planId) return notFound('This section')
  if (which === 'present' && section.removedAt !== null) return notFound('This section')
  const decision = can(entered.value.membership, act, section)
  return decision.allowed ? ok({ ...entered.value, section }) : refused(decision.why)
}
