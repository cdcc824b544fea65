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
  /** `wasEnded`: the browser named a session that is over; otherwise it named none. */
  | { readonly is: 'away'; readonly wasEnded: boolean }

export type Fate = 'stays' | 'waits' | 'is-lost' | 'goes'

/** Clocks and answers are late by some seconds: who may have been signed out by time alone does not lose their words. */
const doubtMs = 30_000

/** `sessionEndsAt`: when the session the copy was last used in ends by itself, by this computer's clock as `now` is. */
export const fateOf = (name: CopyName, sessionEndsAt: string | null, who: Who, now: number): Fate => {
  if (who.is === 'here') {
    if (name.personId !== who.personId) return 'goes'
    return who.planIds.includes(name.planId) ? 'stays' : 'is-lost'
  }
  const isTimeOver = sessionEndsAt === null || Date.parse(sessionEndsAt) - doubtMs <= now
  return who.wasEnded && !isTimeOver ? 'goes' : 'waits'
}
