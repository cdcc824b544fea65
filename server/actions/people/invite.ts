/**
 * Invitations: a link for one e-mail address, with body and role, good once within three days. The token stands in the
 * link's fragment, which browsers send to nobody; the store keeps its hash. An address has one open invitation to a
 * plan: who invites it again, as after an answer that was lost, has a link that works, and the one before works no more.
 */
import type { InvitationView } from '../../../shared/api/people.ts'
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import { invitationMail } from '../../mail/letters.ts'
import type { Mail } from '../../mail/mailer.ts'
import type { Rows } from '../../store/store.ts'
import { enterPlan, type Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { conflict, malformed, notFound, tooMany } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { createSecret, hashSecret } from '../secrets.ts'
import { transact } from '../transact.ts'

export const invitationHours = 72

type Invite = 'POST /api/plans/:planId/invitations'

const isMember = async (rows: Rows, planId: string, email: string): Promise<boolean> => {
  const person = await rows.people.findByEmail(email)
  return person !== undefined && (await rows.members.findIn(planId, person.id)) !== undefined
}

const writeInvitation = (deps: Deps, actor: Actor, input: Input<Invite>, secret: string) =>
  transact(deps.store, async (rows) => {
    const { planId, name, bodyId, role, capacity } = input
    const entered = await enterPlan(rows, actor, 'manage-people', planId)
    if (!entered.ok) return entered
    const body = await rows.bodies.find(bodyId)
    if (body?.planId !== planId) return malformed('bodyId', 'there is no such body in this plan.')
    if (await isMember(rows, planId, input.email)) return conflict('This person is a member of the plan already.')
    if (!deps.limits.take('invite', actor.personId)) return tooMany('That is a lot of invitations. Wait a while.')
    const id = deps.newId()
    const email = input.email.toLowerCase()
    const replaced = await rows.invitations.withdrawOf(planId, email, timestamp(deps.clock))
    await rows.invitations.add({
      id,
      planId,
      email,
      name,
      bodyId,
      role,
      capacity,
      tokenHash: hashSecret(secret),
      createdBy: actor.personId,
      createdAt: timestamp(deps.clock),
      expiresAt: timestamp(deps.clock, invitationHours * 60 * 60_000),
      acceptedAt: null,
    })
    const inviter = await rows.people.find(actor.personId)
    const facts = { planTitle: entered.value.plan.title, bodyName: body.name, inviterName: inviter?.name ?? '' }
    return ok({ id, replaced, ...facts })
  })

/** A mail server that refuses does not undo the invitation: the coordinator still has the link. */
const trySend = async ({ mailer, log }: Deps, mail: Mail, invitationId: string): Promise<boolean> => {
  try {
    return await mailer.send(mail)
  } catch (error) {
    log.error({ err: error, invitationId }, 'invitation not sent')
    return false
  }
}

export const invite = async (deps: Deps, actor: Actor, input: Input<Invite>): Reply<Invite> => {
  const secret = createSecret(deps.randomBytes)
  const written = await writeInvitation(deps, actor, input, secret)
  if (!written.ok) return written
  const { id, replaced, ...facts } = written.value
  const link = `${deps.baseUrl}/join#${secret}`
  const { email, name } = input
  const sent = await trySend(
    deps,
    invitationMail({ email, name, ...facts, link, hours: invitationHours, replaces: replaced }),
    id,
  )
  ringPlan(deps, input.planId, 'people')
  return ok({ id, link, sent, replaced })
}

type ListInvitations = 'GET /api/plans/:planId/invitations'

export const listInvitations = async (
  { store, clock }: Deps,
  actor: Actor,
  { planId }: Input<ListInvitations>,
): Reply<ListInvitations> => {
  const entered = await enterPlan(store.rows, actor, 'manage-people', planId)
  if (!entered.ok) return entered
  const open = await store.rows.invitations.listOpen(planId, timestamp(clock))
  return ok(
    open.map(({ id, email, name, bodyId, role, capacity, createdAt, expiresAt }): InvitationView => ({
      id,
      email,
      name,
      bodyId,
      role,
      capacity,
      createdAt,
      expiresAt,
    })),
  )
}

type Withdraw = 'DELETE /api/plans/:planId/invitations/:invitationId'

export const withdrawInvitation = async (deps: Deps, actor: Actor, input: Input<Withdraw>): Reply<Withdraw> => {
  const withdrawn = await transact(deps.store, async (rows) => {
    const entered = await enterPlan(rows, actor, 'manage-people', input.planId)
    if (!entered.ok) return entered
    const invitation = await rows.invitations.find(input.invitationId)
    if (invitation?.planId !== input.planId || invitation.acceptedAt !== null) return notFound('This invitation')
    await rows.invitations.withdraw(invitation.id)
    return ok(null)
  })
  if (withdrawn.ok) ringPlan(deps, input.planId, 'people')
  return withdrawn
}
