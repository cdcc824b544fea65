/** What is wrong with the forms of the people screen, and at which field it is shown. */
import type { RouteBody } from '../../shared/api/contract.ts'
import { mostCharacters } from '../../shared/api/lengths.ts'
import { namesTaken, type BodyName } from '../../shared/plan/body-name.ts'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import { rulesByField, type FieldRules } from '../ui/found-faults.ts'
import { wordsFaults } from '../ui/typed-words.ts'
import { words } from '../words/en.ts'

export type InviteForm = RouteBody<'POST /api/plans/:planId/invitations'>

/** Ids of the fields by what they hold. */
export const inviteFields = {
  email: 'invite-email',
  name: 'invite-name',
  bodyId: 'invite-bodyId',
  role: 'invite-role',
  capacity: 'invite-capacity',
} as const

export const inviteRules: FieldRules<InviteForm> = rulesByField(inviteFields, ({ email, name, capacity }) => [
  ...(/^\S+@\S+$/.test(email.trim()) ? [] : [{ field: inviteFields.email, says: words.people.missing.email }]),
  ...wordsFaults(name, {
    field: inviteFields.name,
    label: words.people.name,
    most: mostCharacters.personName,
    missing: words.people.missing.name,
  }),
  ...capacityFaults(inviteFields.capacity, capacity),
])

/** A capacity may be left out. */
const capacityFaults = (field: string, capacity: string): readonly FormFault[] =>
  wordsFaults(capacity, { field, label: words.people.capacity, most: mostCharacters.capacity })

export const memberFields = { capacity: 'member-capacity' } as const

export const memberRules: FieldRules<{ readonly capacity: string }> = rulesByField(memberFields, ({ capacity }) =>
  capacityFaults(memberFields.capacity, capacity),
)

/** Ids of the fields by what they hold. */
export const bodyFields = { name: 'body-name', shortName: 'body-short' } as const

/** `others`: the plan's other bodies. */
export const bodyRules = (others: readonly BodyName[]): FieldRules<BodyName> =>
  rulesByField(bodyFields, (body) => [
    ...wordsFaults(body.name, {
      field: bodyFields.name,
      label: words.people.fullName,
      most: mostCharacters.bodyName,
      missing: words.people.missing.bodyName,
    }),
    ...wordsFaults(body.shortName, {
      field: bodyFields.shortName,
      label: words.people.shortName,
      most: mostCharacters.bodyShortName,
      missing: words.people.missing.bodyShort,
    }),
    ...namesTaken(body, others).map((part) => ({ field: bodyFields[part], says: words.people.taken[part] })),
  ])
