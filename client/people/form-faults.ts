/** What is wrong with the forms of this screen, told before anything is sent or by the server after. */
import type { RouteBody } from '../../shared/api/contract.ts'
import type { ApiError } from '../../shared/api/error.ts'
import { namesTaken, type BodyName } from '../../shared/plan/body-name.ts'
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

const bodyFields = { name: 'body-name', shortName: 'body-short' } as const

/** `others`: the plan's other bodies. */
export const bodyFaults = (body: BodyName, others: readonly BodyName[]): readonly FormFault[] => [
  ...(body.name.trim() === '' ? [{ field: bodyFields.name, says: words.people.missing.bodyName }] : []),
  ...(body.shortName.trim() === '' ? [{ field: bodyFields.shortName, says: words.people.missing.bodyShort }] : []),
  ...namesTaken(body, others).map((part) => ({ field: bodyFields[part], says: words.people.taken[part] })),
]
