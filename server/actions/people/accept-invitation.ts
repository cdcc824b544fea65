/**
 * Shows what a link invites to, and accepts it: the person behind the e-mail address becomes a member. Who has no
 * account yet is given one and is signed in. An account that exists keeps its name and lets nobody in by an invitation:
 * whoever invites sees the link, and could be anybody they know the address of. Its person signs in to it first.
 */
import { err, ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { InvitationRow } from '../../store/tables.ts'
import type { Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { gone, notFound, tooMany, type ActionError } from '../errors.ts'
import type { Reply } from '../input.ts'
import { startSession } from '../person/session-start.ts'
import type { Knock } from '../person/sign-in.ts'
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

const mustSignIn = err<ActionError>({
  type: 'sign-in',
  says:
    'There is an account for the e-mail address that was invited. Sign in to it in another tab of this browser, ' +
    'then come back and press the button again.',
})

interface Guest {
  readonly personId: string
  /** Of a session that begins with this; null for who is signed in already. */
  readonly sessionSecret: string | null
}

const letIn = async (
  deps: Deps,
  rows: Rows,
  { email }: InvitationRow,
  { name, agent, actor }: Arrival,
): Promise<Result<Guest, ActionError>> => {
  const known = await rows.people.findByEmail(email)
  if (known) return actor?.personId === known.id ? ok({ personId: known.id, sessionSecret: null }) : mustSignIn
  const person = { id: deps.newId(), email, name, createdAt: timestamp(deps.clock) }
  await rows.people.add(person)
  return ok({ personId: person.id, sessionSecret: await startSession(deps, rows, person.id, agent) })
}

/** Who is a member already stays what they are; the link only signs them in. */
const joinPlan = async (deps: Deps, rows: Rows, invitation: InvitationRow, personId: string): Promise<void> => {
  const { planId, bodyId, role, capacity } = invitation
  if (await rows.members.findIn(planId, personId)) return
  const joinedAt = timestamp(deps.clock)
  await rows.members.join({ id: deps.newId(), planId, personId, bodyId, role, capacity, joinedAt, removedAt: null })
}

export interface Arrival extends Knock {
  readonly name: string
  /** Who is signed in where the link was opened; null for nobody. */
  readonly actor: Actor | null
}

export interface Joined {
  /** The plan's page. */
  readonly to: string
  readonly sessionSecret: string | null
}

export const acceptInvitation = async (deps: Deps, arrival: Arrival): Promise<Result<Joined, ActionError>> => {
  const joined = await transact(deps.store, async (rows) => {
    const invitation = await findOpen(deps, rows, arrival)
    if (!invitation.ok) return invitation
    const { id, planId } = invitation.value
    const guest = await letIn(deps, rows, invitation.value, arrival)
    if (!guest.ok) return guest
    const { personId, sessionSecret } = guest.value
    if (!(await rows.invitations.accept(id, timestamp(deps.clock)))) return spent()
    await joinPlan(deps, rows, invitation.value, personId)
    return ok({ planId, sessionSecret })
  })
  if (!joined.ok) return joined
  const { planId, sessionSecret } = joined.value
  ringPlan(deps, planId, 'people')
  return ok({ to: `/plans/${planId}`, sessionSecret })
}
