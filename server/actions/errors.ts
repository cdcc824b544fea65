/** Refusals of actions, in words for the person who must act. */
import type { Refusal } from '../../shared/access.ts'
import type { ApiError } from '../../shared/api/error.ts'
import { assertNever, err, type Err } from '../../shared/result.ts'

export type ActionError = ApiError

export const notFound = (what = 'This'): Err<ActionError> =>
  err({ type: 'not-found', says: `${what} is not there, or you may not see it.` })

/** For what was there: why it is no longer, in a whole sentence. */
export const gone = (says: string): Err<ActionError> => err({ type: 'not-found', says })

export const conflict = (says: string): Err<ActionError> => err({ type: 'conflict', says })

export const changed = (says: string): Err<ActionError> => err({ type: 'changed', says })

export const forbidden = (says: string): Err<ActionError> => err({ type: 'forbidden', says })

export const tooMany = (says: string): Err<ActionError> => err({ type: 'too-many', says })

/** Wrong input that only the store or the template can tell; `path` leads into the body. */
export const malformed = (path: string, says: string): Err<ActionError> =>
  err({ type: 'malformed', says: `${path}: ${says}`, faults: [{ path, says }] })

/** What `access.can` refused. */
export const refused = (why: Refusal): Err<ActionError> => {
  switch (why) {
    case 'not-a-member':
      return notFound('This plan')
    case 'role':
      return forbidden('Your role in this plan does not allow this. A coordinator can change your role.')
    case 'signed-off':
      return conflict('This section is signed off. It can be changed again once it is reopened.')
    default:
      return assertNever(why)
  }
}
