/**
 * What becomes of a copy when it is known who is signed in. Pure.
 *
 * Signed in as another person: it goes, whole. No longer a member of the plan: what was saved goes, what was not is kept
 * as text for its author. Nobody signed in: what was saved goes; changes not sent wait for their author to sign in
 * again, unless the session was ended on purpose, here or elsewhere: then all of it goes.
 */
import type { CopyName } from './names.ts'

export type Who =
  | { readonly is: 'here'; readonly personId: string; readonly planIds: readonly string[] }
  /** `wasEnded`: on purpose, as the server says; one that ended by time, or that a restore has cleared, was not. */
  | { readonly is: 'away'; readonly wasEnded: boolean }

export type Fate = 'stays' | 'waits' | 'is-lost' | 'goes'

export const fateOf = (name: CopyName, who: Who): Fate => {
  if (who.is === 'away') return who.wasEnded ? 'goes' : 'waits'
  if (name.personId !== who.personId) return 'goes'
  return who.planIds.includes(name.planId) ? 'stays' : 'is-lost'
}
