/**
 * Shows what a link invites to, and accepts it: the person behind the e-mail address (made if there is none) becomes a
 * member and is signed in. An account that exists keeps its name.
 */
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { InvitationRow, PersonRow } from '../../store/tables.ts'
import { ringPlan } from '../doorbell.ts'
import { gone, notFound, tooMany, type ActionError } from '../errors.ts'
import type { Reply } from '../input.ts'
import { startSession } from '../person/session-start.ts'
import type { Knock, SignedIn } from '../person/sign-in.ts'
import { hashSecret } from '../secrets.ts'
import { transact } from '../transact.ts'

const spent = () => gone('This invitation no longer works: it was used or revoked, or it is too old.')

const findOpen = async (deps: Deps, rows: Rows, { token, address }: Omit<Knock, 'agent'>) => {
  if (!deps.limits.take('secretAddress', address)) return tooMany('Too many tries. Wait ten minutes, then try again.')
  const invitation = await rows.invitations.findOpen(hashSecret(token), timestamp(deps.clock))
  return invitation ? ok(invitation) : spent()
}

export const lookAtInvitation = async (
  deps: Deps,
  knock: Omit<Knock, 'agent'>,
): Reply<'POST /api/invitations/look'> => {
  const { rows } = deps.store
  const invitation = await findOpen(deps, rows, knock)
  if (!invitation.ok) return invitation
  const { planId, bodyId, role, name, email } = invitation.value
  const plan = await rows.plans.find(planId)
  const body = await rows.bodies.find(bodyId)
  return plan && body ? ok({ planTitle: plan.title, bodyName: body.name, role, name, email }) : notFound()
}

const personFor = async (deps: Deps, rows: Rows, { email }: InvitationRow, name: string): Promise<PersonRow> => {
  const known = await rows.people.findByEmail(email)
  if (known) return known
  const person = { id: deps.newId(), email, name, createdAt: timestamp(deps.clock) }
  await rows.people.add(person)
  return person
}

/** Who is a member already stays what they are; the link only signs them in. */
const joinPlan = async (deps: Deps, rows: Rows, invitation: InvitationRow, personId: string): Promise<void> => {
  const { planId, bodyId, role, capacity } = invitation
  if (await rows.members.findIn(planId, personId)) return
  const joinedAt = timestamp(deps.clock)
  await rows.members.join({ id: deps.newId(), planId, personId, bodyId, role, capacity, joinedAt, removedAt: null })
}

export const acceptInvitation = async (
  deps: Deps,
  { name, ...knock }: Knock & { readonly name: string },
): Promise<Result<SignedIn, ActionError>> => {
  const joined = await transact(deps.store, async (rows) => {
    const invitation = await findOpen(deps, rows, knock)
    if (!invitation.ok) return invitation
    const { id, planId } = invitation.value
    if (!(await rows.invitations.accept(id, timestamp(deps.clock)))) return spent()
    const person = await personFor(deps, rows, invitation.value, name)
    await joinPlan(deps, rows, invitation.value, person.id)
    const sessionSecret = await startSession(deps, rows, person.id, knock.agent)
    return ok({ planId, sessionSecret })
  })
  if (!joined.ok) return joined
  const { planId, sessionSecret } = joined.value
  ringPlan(deps, planId, 'people')
  return ok({ to: `/plans/${planId}`, sessionSecret })
}
