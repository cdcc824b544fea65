/** Roles and bodies as choices of a form. */
import type { Body, Role } from '../../shared/plan/facts.ts'
import { words } from '../words/en.ts'

/** From the one who may do most. */
export const planRoles: readonly Role[] = ['coordinator', 'lead', 'drafter', 'commenter', 'reader']

/** A coordinator coordinates the whole plan, never one section. */
export const sectionRoles: readonly Role[] = planRoles.filter((role) => role !== 'coordinator')

export const isRole = (value: string): value is Role => planRoles.some((role) => role === value)

export const roleOptions = (roles: readonly Role[]) => roles.map((role) => ({ value: role, label: words.roles[role] }))

export const bodyOptions = (bodies: readonly Body[]) => bodies.map(({ id, name }) => ({ value: id, label: name }))
