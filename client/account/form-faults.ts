/** What is wrong with the form of a new token. */
import { mostCharacters } from '../../shared/api/lengths.ts'
import { rulesByField, type FieldRules } from '../ui/found-faults.ts'
import { wordsFaults } from '../ui/typed-words.ts'
import { words } from '../words/en.ts'

/** Ids of the fields by what they hold. */
export const tokenFields = { label: 'token-label' } as const

export const tokenRules: FieldRules<{ readonly label: string }> = rulesByField(tokenFields, ({ label }) =>
  wordsFaults(label, {
    field: tokenFields.label,
    label: words.account.tokenLabel,
    most: mostCharacters.tokenLabel,
    missing: words.account.tokenMissing,
  }),
)
