/** What is wrong with the forms of this screen, told before anything is sent or by the server after. */
import type { ApiError, RouteBody } from '../../shared/api.ts'
import type { Body } from '../../shared/plan/facts.ts'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import { words } from '../words/en.ts'

export type InviteForm = RouteBody<'POST /api/plans/:planId/invitations'>

const inviteFields = ['email', 'name', 'bodyId', 'role', 'capacity'] as const
export const inviteFieldId = (name: (typeof inviteFields)[number]): string => `invite-${name}`

/** The server judges addresses; here only what is no address at all. */
export const inviteFaults = ({ email, name }: InviteForm): readonly FormFault[] => [
  ...(/^\S+@\S+$/.test(email.trim()) ? [] : [{ field: inviteFieldId('email'), says: words.people.missing.email }]),
  ...(name.trim() === '' ? [{ field: inviteFieldId('name'), says: words.people.missing.name }] : []),
]

export const inviteReplyFaults = ({ faults = [] }: ApiError): readonly FormFault[] =>
  faults.flatMap(({ path, says }) => {
    const name = inviteFields.find((field) => field === path)
    return name === undefined ? [] : [{ field: inviteFieldId(name), says }]
  })

export const bodyFaults = ({ name, shortName }: Omit<Body, 'id'>): readonly FormFault[] => [
  ...(name.trim() === '' ? [{ field: 'body-name', says: words.people.missing.bodyName }] : []),
  ...(shortName.trim() === '' ? [{ field: 'body-short', says: words.people.missing.bodyShort }] : []),
]
