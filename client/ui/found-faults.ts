/**
 * What was found wrong with a form, and what of it still holds while the form is mended: a field that was put right is
 * wrong no longer, before anything is sent again. Nothing that was not found comes while one types.
 */
import type { FormFault } from './ErrorSummary.tsx'

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
