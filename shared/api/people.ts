/** The routes of the people of a plan: bodies, invitations, members and their roles. */
import { z } from 'zod'
import type { Role } from '../plan/facts.ts'
import { email, id, line, once, role, slug, lineOrNone } from './fields.ts'
import { mostCharacters } from './lengths.ts'
import { act, answers, get, send, type Created, type Routes } from './route.ts'

export interface MemberView {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly bodyId: string
  readonly role: Role
  /** The capacity a lead officer signs in, for example "Chief Social Work Officer". */
  readonly capacity: string
  readonly sectionRoles: Readonly<Record<string, Role>>
  /** Only for coordinators. */
  readonly email?: string
}
export interface InvitationView {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly bodyId: string
  readonly role: Role
  readonly capacity: string
  readonly createdAt: string
  readonly expiresAt: string
}

/** A body as it is entered. */
export const body = {
  name: line(mostCharacters.bodyName),
  shortName: line(mostCharacters.bodyShortName),
  kind: slug,
  lead: z.boolean(),
}

export const peopleRoutes = {
  'POST /api/plans/:planId/bodies': answers<Created>()(send('manage-plan', z.strictObject({ ...body, once }), 201)),
  'PATCH /api/plans/:planId/bodies/:bodyId': send('manage-plan', z.strictObject(body).partial()),
  'DELETE /api/plans/:planId/bodies/:bodyId': act('manage-plan'),
  'GET /api/plans/:planId/invitations': get<readonly InvitationView[]>('manage-people'),
  'POST /api/plans/:planId/invitations': answers<{
    readonly id: string
    readonly link: string
    readonly sent: boolean
    /** An open invitation of the same address gave way to this one: its link works no more. */
    readonly replaced: boolean
  }>()(
    send(
      'manage-people',
      z.strictObject({
        email,
        name: line(mostCharacters.personName),
        bodyId: id,
        role,
        capacity: lineOrNone(mostCharacters.capacity),
      }),
      201,
    ),
  ),
  'DELETE /api/plans/:planId/invitations/:invitationId': act('manage-people'),
  'PATCH /api/plans/:planId/members/:memberId': send(
    'manage-people',
    z.strictObject({
      role: role.optional(),
      bodyId: id.optional(),
      capacity: lineOrNone(mostCharacters.capacity).optional(),
    }),
  ),
  'DELETE /api/plans/:planId/members/:memberId': act('manage-people'),
  'PUT /api/plans/:planId/members/:memberId/sections/:sectionId': send('manage-people', z.strictObject({ role })),
  'DELETE /api/plans/:planId/members/:memberId/sections/:sectionId': act('manage-people'),
} as const satisfies Routes
