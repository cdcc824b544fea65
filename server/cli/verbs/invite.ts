/** `invite`: asks somebody into a plan, for its coordinator. */
import { z } from 'zod'
import { ok, type Result } from '../../../shared/result.ts'
import type { ActionError } from '../../actions/errors.ts'
import { invitationHours, invite as inviteTo } from '../../actions/people/invite.ts'
import type { BodyRow } from '../../store/tables.ts'
import { inviteInput, planIdInput, roles } from '../inputs.ts'
import { coordinatorOf, findPlan } from '../operator.ts'
import { createVerb, wrongUse } from '../verb.ts'

/** By id, or by short name whatever its capitals. */
const pickBody = (bodies: readonly BodyRow[], typed: string): Result<BodyRow, ActionError> => {
  const wanted = typed.trim().toLowerCase()
  const body = bodies.find(({ id, shortName }) => id === typed || shortName.toLowerCase() === wanted)
  return body ? ok(body) : wrongUse(`--body: there are ${bodies.map(({ shortName }) => shortName).join(', ')}.`)
}

export const invite = createVerb({
  name: 'invite',
  says: "Invite somebody to a plan, in the coordinator's name, and print the link.",
  arguments: [{ name: 'planId', says: 'As in plan list.' }],
  options: [
    { name: 'email', value: 'email', required: true, says: 'Address the invitation is for.' },
    { name: 'name', value: 'full name', required: true, says: 'Their name.' },
    { name: 'body', value: 'id or short name', required: true, says: 'The body they act for.' },
    { name: 'role', value: 'role', required: true, says: `One of ${roles.join(', ')}.` },
    { name: 'capacity', value: 'text', says: 'What a lead officer signs as, for example "Chief Social Work Officer".' },
  ],
  examples: [
    'invite 2k7q0v9m4d1x8c6b3n5f --email ross@ardmore.example --name "Ross Munro" --body Council --role drafter',
  ],
  input: z.strictObject({
    planId: planIdInput,
    email: inviteInput.email,
    name: inviteInput.name,
    body: z.string().min(1),
    role: inviteInput.role,
    capacity: inviteInput.capacity.default(''),
  }),
  run: (world, { planId, body: typedBody, ...person }) =>
    world.open(async (deps) => {
      const plan = await findPlan(deps, planId)
      if (!plan.ok) return plan
      const body = pickBody(await deps.store.rows.bodies.listOf(planId), typedBody)
      if (!body.ok) return body
      const coordinator = await coordinatorOf(deps, planId)
      if (!coordinator.ok) return coordinator
      const invited = await inviteTo(deps, coordinator.value, { planId, ...person, bodyId: body.value.id })
      if (!invited.ok) return invited
      const { link, sent, replaced } = invited.value
      const mailed = sent ? 'It was sent by e-mail too.' : 'No e-mail was sent: hand the link on yourself.'
      const instead = replaced ? '\nThe link this address had before works no more.' : ''
      const head = `Link for ${person.name}, good once, for ${invitationHours} hours:`
      return ok({ json: invited.value, text: `${head}\n${link}\n${mailed}${instead}` })
    }),
})
