/** What is wrong with the forms of this screen, told before anything is sent or by the server after. */
import type { RouteBody } from '../../shared/api/contract.ts'
import type { ApiError } from '../../shared/api/error.ts'
import { namesTaken, type BodyName } from '../../shared/plan/body-name.ts'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import type { FormRules } from '../ui/found-faults.ts'
import { words } from '../words/en.ts'

export type InviteForm = RouteBody<'POST /api/plans/:planId/invitations'>

const inviteFields = ['email', 'name', 'bodyId', 'role', 'capacity'] as const
export const inviteFieldId = (name: (typeof inviteFields)[number]): string => `invite-${name}`

/** The server judges addresses; here only what is no address at all. */
export const inviteFaults = ({ email, name }: InviteForm): readonly FormFault[] => [
  ...(/^\S+@\S+$/.test(email.trim()) ? [] : [{ field: inviteFieldId('email'), says: words.people.missing.email }]),
  ...(name.trim() === '' ? [{ field: inviteFieldId('name'), says: words.people.missing.name }] : []),
]

export const inviteRules: FormRules<InviteForm> = {
  faultsOf: inviteFaults,
  valuesOf: (form) => new Map(inviteFields.map((name) => [inviteFieldId(name), form[name]])),
}

export const inviteReplyFaults = ({ faults = [] }: ApiError): readonly FormFault[] =>
  faults.flatMap(({ path, says }) => {
    const name = inviteFields.find((field) => field === path)
    return name === undefined ? [] : [{ field: inviteFieldId(name), says }]
  })

/** Ids of the fields by what they hold. */
export const bodyFields = { name: 'body-name', shortName: 'body-short' } as const

/** `others`: the plan's other bodies. */
export const bodyFaults = (body: BodyName, others: readonly BodyName[]): readonly FormFault[] => [
  ...(body.name.trim() === '' ? [{ field: bodyFields.name, says: words.people.missing.bodyName }] : []),
  ...(body.shortName.trim() === '' ? [{ field: bodyFields.shortName, says: words.people.missing.bodyShort }] : []),
  ...namesTaken(body, others).map((part) => ({ field: bodyFields[part], says: words.people.taken[part] })),
]

/** `others`: the plan's other bodies. */
export const bodyRules = (others: readonly BodyName[]): FormRules<BodyName> => ({
  faultsOf: (body) => bodyFaults(body, others),
  valuesOf: ({ name, shortName }) =>
    new Map([
      [bodyFields.name, name],
      [bodyFields.shortName, shortName],
    ]),
})

/** Such as a name that was taken since the form was opened; what belongs to neither name is told with the error. */
export const bodyReplyFaults = ({ faults = [] }: ApiError): readonly FormFault[] =>
  faults.flatMap(({ path, says }) =>
    path === 'name' || path === 'shortName' ? [{ field: bodyFields[path], says }] : [],
  )
