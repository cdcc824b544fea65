/** Inputs that several verbs take, in the words of the HTTP contract: what a screen may not send may not be typed. */
import { z } from 'zod'
import { contract } from '../../shared/api/contract.ts'
import type { Role } from '../../shared/plan/facts.ts'
import { parseRoom } from '../../shared/protocol.ts'

export const emailInput = contract['POST /api/sign-in-links'].body.shape.email
export const nameInput = contract['POST /api/invitations/accept'].body.shape.name
export const labelInput = contract['POST /api/tokens'].body.shape.label
export const planInput = contract['POST /api/plans'].body.shape
export const inviteInput = contract['POST /api/plans/:planId/invitations'].body.shape
export const planIdInput = inviteInput.bodyId
export const fileInput = z.string().min(1)
/** A section's room: a plan's own has no text. */
export const roomInput = z
  .string()
  .refine((name) => parseRoom(name)?.sectionId, 'is not the room of a section; see plan show')

export const roles: readonly Role[] = inviteInput.role.options
