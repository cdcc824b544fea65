/** A form's faults from the press of its button on: found by the form itself, then by the server, and mended. */
import { useState } from 'react'
import { errorOf } from '../api/call.ts'
import type { FormFault } from './ErrorSummary.tsx'
import { faultsLeft, faultsOfReply, nothingFound, type FieldRules, type FoundFaults } from './found-faults.ts'

export interface FormFaults {
  /** Those that still hold. */
  readonly faults: readonly FormFault[]
  /** New with each finding; for the summary, which takes the focus then. */
  readonly foundIn: unknown
  /** Nothing was found at a field: what went wrong has to be told in another place. */
  readonly isClean: boolean
  /** Judges the form as it stands; true where it may be sent. */
  readonly judge: () => boolean
  /** Takes what the server said of the form as it was sent. */
  readonly take: (thrown: unknown) => void
}

export const useFoundFaults = <Form>(form: Form, rules: FieldRules<Form>): FormFaults => {
  const [found, setFound] = useState<FoundFaults<Form>>(nothingFound)
  return {
    faults: faultsLeft(found, form, rules),
    foundIn: found,
    isClean: found.faults.length === 0,
    judge: () => {
      const faults = rules.faultsOf(form)
      setFound({ faults, sent: null })
      return faults.length === 0
    },
    take: (thrown) => setFound({ faults: faultsOfReply(errorOf(thrown), (path) => rules.fields[path]), sent: form }),
  }
}
