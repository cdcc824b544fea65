/** What is wrong with the forms of who signs a section off and of who opens it again. */
import { mostCharacters } from '../../shared/api/lengths.ts'
import { rulesByField, type FieldRules } from '../ui/found-faults.ts'
import { wordsFaults } from '../ui/typed-words.ts'
import { words } from '../words/en.ts'

/** Ids of the fields by what they hold. */
export const signFields = { capacity: 'capacity', statement: 'statement' } as const

export const signRules: FieldRules<{ readonly capacity: string; readonly statement: string }> = rulesByField(
  signFields,
  ({ capacity, statement }) => [
    ...wordsFaults(capacity, {
      field: signFields.capacity,
      label: words.signOff.capacity,
      most: mostCharacters.capacity,
      missing: words.signOff.capacityMissing,
    }),
    ...wordsFaults(statement, {
      field: signFields.statement,
      label: words.signOff.statement,
      most: mostCharacters.statement,
      missing: words.signOff.statementMissing,
    }),
  ],
)

/** Ids of the fields by what they hold. */
export const reopenFields = { reason: 'reason' } as const

export const reopenRules: FieldRules<{ readonly reason: string }> = rulesByField(reopenFields, ({ reason }) =>
  wordsFaults(reason, {
    field: reopenFields.reason,
    label: words.signOff.reason,
    most: mostCharacters.reason,
    missing: words.signOff.reasonMissing,
  }),
)
