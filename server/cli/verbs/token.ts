/** `token`: a bearer token, with which a program does what the person may do. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { issueToken } from '../../actions/person/tokens.ts'
import { emailInput, labelInput } from '../inputs.ts'
import { findPerson } from '../operator.ts'
import { createVerb } from '../verb.ts'

export const token = createVerb({
  name: 'token',
  says: 'Make a bearer token for a person, good for the HTTP API and for /sync/<room>. It is shown this once.',
  arguments: [{ name: 'email', says: 'Of the person the program acts for.' }],
  options: [{ name: 'label', value: 'text', says: 'What it is for, as the person sees it in their list of tokens.' }],
  examples: ['token morag@ardmore.example --label "Nightly export"', 'token morag@ardmore.example --json'],
  input: z.strictObject({ email: emailInput, label: labelInput.default('Made by the operator') }),
  run: (world, { email, label }) =>
    world.open(async (deps) => {
      const person = await findPerson(deps, email)
      if (!person.ok) return person
      const issued = await issueToken(deps, person.value.id, label)
      if (!issued.ok) return issued
      const use = 'Send it as the header "Authorization: Bearer <token>". It is not shown again.'
      return ok({ json: { ...issued.value, personId: person.value.id, label }, text: `${issued.value.token}\n${use}` })
    }),
})
