/**
 * Who may do what: the one place that decides. Pure; the server asks before every act and at every room's door, the
 * screens ask the same questions to offer only what will be allowed. Deny by default.
 *
 * A member has one role in the plan; a grant for a section replaces it there (a commenter may draft one section).
 * A coordinator stays coordinator everywhere. What is signed off is not written by anyone until it is reopened.
 */
import type { Role, SectionState } from './plan/facts.ts'
import { assertNever } from './result.ts'

export type Act =
  | 'read-plan'
  | 'comment'
  | 'resolve-thread'
  | 'write-section' // words, blocks, tags, lead body, due date, ready or not
  | 'sign-section'
  | 'reopen-section'
  | 'manage-sections' // add, move, rename, remove, bring back
  | 'manage-plan' // title, area, bodies
  | 'manage-people' // invitations, roles, removal

export interface Membership {
  readonly memberId: string
  readonly personId: string
  readonly bodyId: string
  readonly role: Role
  /** Section id -> role there. */
  readonly sectionRoles: Readonly<Record<string, Role>>
}

export interface SectionSubject {
  readonly id: string
  readonly state: SectionState
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly why: Refusal }
/** `not-a-member` is shown as "not found": one who may not see a thing does not learn that it exists. */
export type Refusal = 'not-a-member' | 'role' | 'signed-off'

const allowed: Decision = { allowed: true }
const refused = (why: Refusal): Decision => ({ allowed: false, why })

/** The role a member has in a section: the grant there, else the plan's; a coordinator's never shrinks. */
export const roleIn = (member: Membership, sectionId: string | null): Role =>
  member.role === 'coordinator' || sectionId === null ? member.role : (member.sectionRoles[sectionId] ?? member.role)

const mayByRole = (role: Role, act: Act): boolean => {
  switch (act) {
    case 'read-plan':
      return true
    case 'comment':
      return role !== 'reader'
    case 'resolve-thread':
    case 'write-section':
      return role === 'coordinator' || role === 'lead' || role === 'drafter'
    case 'sign-section':
      return role === 'lead'
    case 'reopen-section':
      return role === 'coordinator' || role === 'lead'
    case 'manage-sections':
    case 'manage-plan':
    case 'manage-people':
      return role === 'coordinator'
    default:
      return assertNever(act)
  }
}

/**
 * Decides one act of one member. `section` is given for acts on a section; acts on the plan leave it out.
 * Signing what is signed and writing what is signed are refused as `signed-off`.
 */
export const can = (member: Membership | null, act: Act, section: SectionSubject | null = null): Decision => {
  if (member === null) return refused('not-a-member')
  if (!mayByRole(roleIn(member, section?.id ?? null), act)) return refused('role')
  const touchesWords = act === 'write-section' || act === 'sign-section' || act === 'manage-sections'
  if (touchesWords && section?.state === 'signed') return refused('signed-off')
  return allowed
}
