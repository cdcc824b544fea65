/**
 * What was found wrong with a form, and what of it still holds while the form is mended: a field that was put right is
 * wrong no longer, before anything is sent again. Nothing that was not found comes while one types.
 */
import type { ApiError } from '../../shared/api/error.ts'
import type { FormFault } from './ErrorSummary.tsx'
import { toSentence } from './sentence.ts'

export interface FoundFaults<Form> {
  readonly faults: readonly FormFault[]
  /** The form as it was sent, where the server found them; null where the form did itself. */
  readonly sent: Form | null
}

export const nothingFound: FoundFaults<never> = { faults: [], sent: null }

/** How a form of this kind is judged. */
export interface FormRules<Form> {
  /** What can be told before anything is sent. */
  faultsOf(form: Form): readonly FormFault[]
  /** What each field holds, by its id. */
  valuesOf(form: Form): ReadonlyMap<string, unknown>
}

/** The same for a form whose parts each stand in a field of their own. */
export interface FieldRules<Form> extends FormRules<Form> {
  /** Ids of the fields by the parts they hold; what is sent names these alike. */
  readonly fields: Readonly<Record<string, string>>
}

export const rulesByField = <Form extends object>(
  fields: FieldRules<Form>['fields'],
  faultsOf: FormRules<Form>['faultsOf'],
): FieldRules<Form> => ({
  fields,
  faultsOf,
  valuesOf: (form) => new Map(Object.entries(form).map(([part, value]) => [fields[part] ?? part, value])),
})

/** The form judges its own faults again; what the server found goes as soon as the field holds something else. */
export const faultsLeft = <Form>(
  { faults, sent }: FoundFaults<Form>,
  form: Form,
  { faultsOf, valuesOf }: FormRules<Form>,
): readonly FormFault[] => {
  if (sent === null) return faultsOf(form).filter(({ field }) => faults.some((was) => was.field === field))
  const [before, now] = [valuesOf(sent), valuesOf(form)]
  return faults.filter(({ field }) => before.get(field) === now.get(field))
}

/**
 * What the server found, each at its field: `fieldOf` gives the id of that which a path into what was sent leads to,
 * undefined for none. What belongs to no field is left out, and told with the error.
 */
export const faultsOfReply = (
  { faults = [] }: ApiError,
  fieldOf: (path: string) => string | undefined,
): readonly FormFault[] =>
  faults.flatMap(({ path, says }) => {
    const field = fieldOf(path)
    return field === undefined ? [] : [{ field, says: toSentence(says) }]
  })
