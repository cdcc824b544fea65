/** A member's roles in single sections, in the order of the plan. */
import type { MemberView } from '../../shared/api/people.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Role } from '../../shared/plan/facts.ts'

export interface SectionRole {
  readonly sectionId: string
  readonly title: string
  readonly role: Role
}

/** Roles in sections that were removed are left out; they come back with their section. */
export const sectionRolesOf = (plan: Pick<PlanView, 'sections'>, member: MemberView): readonly SectionRole[] =>
  plan.sections.flatMap(({ id, title }) => {
    const role = member.sectionRoles[id]
    return role === undefined ? [] : [{ sectionId: id, title, role }]
  })
