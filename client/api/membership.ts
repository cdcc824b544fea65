/** The member who looks at a plan, as the access rules know them: what a screen offers is what will be allowed. */
import { can } from '../../shared/access.ts'
import type { Act, Membership, SectionSubject } from '../../shared/access.ts'
import type { PlanView } from '../../shared/api/plans.ts'

export const membershipOf = ({ me }: Pick<PlanView, 'me'>): Membership => ({ ...me, memberId: me.id })

export const mayI = (plan: Pick<PlanView, 'me'>, act: Act, section: SectionSubject | null = null): boolean =>
  can(membershipOf(plan), act, section).allowed
