/** What is wrong with the forms that lead in: of who asks for a link to sign in, and of who joins. */
import { mostCharacters } from '../../shared/api/lengths.ts'
import { rulesByField, type FieldRules } from '../ui/found-faults.ts'
import { wordsFaults } from '../ui/typed-words.ts'
import { words } from '../words/en.ts'

/** Ids of the fields by what they hold. */
export const signInFields = { email: 'email' } as const

export const signInRules: FieldRules<{ readonly email: string }> = rulesByField(signInFields, ({ email }) =>
  /^\S+@\S+\.\S+$/.test(email.trim()) ? [] : [{ field: signInFields.email, says: words.entry.emailMissing }],
)

/** Ids of the fields by what they hold. */
export const joinFields = { name: 'name' } as const

export const joinRules: FieldRules<{ readonly name: string }> = rulesByField(joinFields, ({ name }) =>
  wordsFaults(name, {
    field: joinFields.name,
    label: words.entry.joinName,
    most: mostCharacters.personName,
    missing: words.entry.joinNameMissing,
  }),
)
