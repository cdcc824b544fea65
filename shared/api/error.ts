/** What every route answers when it refuses, and the HTTP status it goes out with. */

/** What is wrong, where (a path into the body, or a parameter) and, for `changed`, what the thing is now. */
export interface ApiError {
  readonly type:
    | 'malformed'
    | 'sign-in'
    | 'forbidden'
    | 'not-found'
    | 'changed'
    | 'conflict'
    | 'too-large'
    | 'unsupported'
    | 'too-many'
    | 'not-available'
    | 'internal'
  /** For the person who must act: what happened, what is safe, what to do. */
  readonly says: string
  readonly faults?: readonly { readonly path: string; readonly says: string }[]
  /** With `sign-in`: the session was ended on purpose, here or elsewhere; one that ended by time says nothing. */
  readonly wasEnded?: true
  /** Correlates with the server's log. */
  readonly requestId?: string
}

const statuses: Readonly<Record<ApiError['type'], number>> = {
  malformed: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  changed: 409,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  internal: 500,
  'not-available': 503,
}
export const statusOf = (error: ApiError): number => statuses[error.type]
