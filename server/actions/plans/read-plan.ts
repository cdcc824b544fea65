/** The plan as a member sees it: everything that is a row, nothing of the words. */
import type { MemberView } from '../../../shared/api/people.ts'
import type { RemovedSection } from '../../../shared/api/sections.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import { ok } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import type { SectionRow } from '../../store/tables.ts'
import { enterPlan, type Actor, type PlanAccess } from '../access.ts'
import { notFound } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { bodyView, memberView, planHead, sectionView, type PlanFacts } from './views.ts'

const readFacts = async ({ store, readings }: Deps, planId: string, sections: readonly SectionRow[]) => {
  const ids = sections.map(({ id }) => id)
  const [tags, generations, openThreads, signOffs, reopenings] = await Promise.all([
    store.rows.sections.tagsOf(ids),
    store.rows.sections.generationsOf(ids.map((id) => sectionRoom(planId, id))),
    store.rows.threads.countOpen('sectionId', ids),
    store.rows.signOffs.listOf(planId),
    store.rows.signOffs.listReopenings(planId),
  ])
  const signed = new Set(signOffs.map(({ sectionId }) => sectionId))
  const readingsNow = await readings.of(sections.filter(({ id }) => signed.has(id)))
  const hashes = new Map(readingsNow.map(({ sectionId, hash }) => [sectionId, hash]))
  return { tags, generations, openThreads, signOffs, reopenings, hashes } satisfies PlanFacts
}

const readMembers = async ({ store }: Deps, { plan, member }: PlanAccess): Promise<readonly MemberView[]> => {
  const members = await store.rows.members.listOf(plan.id)
  const grants = await store.rows.members.grantsOf(members.map(({ id }) => id))
  return members.map((row) => memberView(row, grants.get(row.id) ?? {}, member.role === 'coordinator'))
}

const readRemoved = async ({ store }: Deps, planId: string): Promise<readonly RemovedSection[]> => {
  const removed = await store.rows.sections.listRemovedOf(planId)
  const people = await Promise.all(removed.map(({ removedBy }) => removedBy && store.rows.people.find(removedBy)))
  return removed.map(({ id, title, removedAt }, index) => {
    const person = people[index]
    return { id, title, removedAt: removedAt ?? '', removedBy: person ? person.name : '' }
  })
}

export const readPlan = async (
  deps: Deps,
  actor: Actor,
  { planId }: Input<'GET /api/plans/:planId'>,
): Reply<'GET /api/plans/:planId'> => {
  const entered = await enterPlan(deps.store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  const { plan, member } = entered.value
  const sections = await deps.store.rows.sections.listOf(planId)
  const [facts, members, removedSections, bodies] = await Promise.all([
    readFacts(deps, planId, sections),
    readMembers(deps, entered.value),
    readRemoved(deps, planId),
    deps.store.rows.bodies.listOf(planId),
  ])
  const me = members.find(({ id }) => id === member.id)
  if (!me) return notFound('This plan')
  return ok({
    ...planHead(plan),
    sections: sections.map((section) => sectionView(section, facts)),
    removedSections,
    bodies: bodies.map(bodyView),
    members,
    me,
  })
}
