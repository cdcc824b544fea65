/** Who I am and the plans I belong to. */
import type { Me } from '../../../shared/api/person.ts'
import type { PlanSummary } from '../../../shared/api/plans.ts'
import { ok } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import type { MemberRow } from '../../store/tables.ts'
import type { Actor } from '../access.ts'
import { notFound } from '../errors.ts'
import type { Reply } from '../input.ts'

const summarise = async ({ store, templates }: Deps, member: MemberRow): Promise<readonly PlanSummary[]> => {
  const plan = await store.rows.plans.find(member.planId)
  const body = await store.rows.bodies.find(member.bodyId)
  if (!plan || !body) return []
  const sections = await store.rows.sections.listOf(plan.id)
  const open = await store.rows.threads.countOpen('planId', [plan.id])
  return [
    {
      id: plan.id,
      title: plan.title,
      area: plan.area,
      templateTitle: templates.get(plan.templateId)?.title ?? plan.templateId,
      from: plan.fromDay,
      to: plan.toDay,
      isExample: plan.isExample === 1,
      role: member.role,
      bodyName: body.name,
      sections: { total: sections.length, signed: sections.filter(({ state }) => state === 'signed').length },
      openThreads: open.get(plan.id) ?? 0,
    },
  ]
}

const sessionEnd = async ({ store }: Deps, actor: Actor): Promise<string | null> =>
  actor.via === 'token' ? null : ((await store.rows.sessions.find(actor.sessionId))?.idleEndsAt ?? null)

export const readMe = async (deps: Deps, actor: Actor): Reply<'GET /api/me'> => {
  const person = await deps.store.rows.people.find(actor.personId)
  if (!person) return notFound('This person')
  const memberships = await deps.store.rows.members.listOfPerson(person.id)
  const plans = await Promise.all(memberships.map((member) => summarise(deps, member)))
  const me: Me = {
    person: { id: person.id, name: person.name, email: person.email },
    plans: plans.flat(),
    mayCreatePlans: memberships.some(({ role }) => role === 'coordinator'),
    sessionEndsAt: await sessionEnd(deps, actor),
  }
  return ok(me)
}
