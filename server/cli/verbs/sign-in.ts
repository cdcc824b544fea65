/** `sign-in`: a link for somebody whose mail does not arrive, or where no mail server is set. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { emailInput } from '../inputs.ts'
import { findPerson, operatorLink, operatorLinkHours } from '../operator.ts'
import { createVerb } from '../verb.ts'

export const signIn = createVerb({
  name: 'sign-in',
  says: `Print a link that signs a person in, good once, for ${operatorLinkHours} hours.`,
  arguments: [{ name: 'email', says: 'Of the person.' }],
  options: [],
  examples: ['sign-in morag@ardmore.example'],
  input: z.strictObject({ email: emailInput }),
  run: (world, { email }) =>
    world.open(async (deps) => {
      const person = await findPerson(deps, email)
      if (!person.ok) return person
      const signInLink = await operatorLink(deps, person.value.id)
      const { id, name } = person.value
      return ok({
        json: { person: { id, name, email }, signInLink },
        text: `Link for ${name}, good once, for ${operatorLinkHours} hours:\n${signInLink}`,
      })
    }),
})
