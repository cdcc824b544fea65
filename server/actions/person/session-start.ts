/** Starts a session: a new secret each time, so that nobody can plant one beforehand. */
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import { createSecret, hashSecret } from '../secrets.ts'

/** A session ends after this long without use, and after that long in any case. */
export const idleMs = 60 * 60_000
export const absoluteMs = 12 * 60 * 60_000

/** The browser's name as people see it in their list of sessions, cut to a sensible length. */
const maxAgentChars = 200

/** Gives back the secret for the cookie; it is nowhere else. */
export const startSession = async (
  { clock, randomBytes, newId }: Pick<Deps, 'clock' | 'randomBytes' | 'newId'>,
  rows: Rows,
  personId: string,
  agent: string,
): Promise<string> => {
  const secret = createSecret(randomBytes)
  const now = timestamp(clock)
  await rows.sessions.add({
    id: newId(),
    hash: hashSecret(secret),
    personId,
    agent: agent.slice(0, maxAgentChars),
    createdAt: now,
    lastSeenAt: now,
    idleEndsAt: timestamp(clock, idleMs),
    endsAt: timestamp(clock, absoluteMs),
    endedAt: null,
  })
  return secret
}

/** When a session in use now ends if nothing more is done. */
export const nextIdleEnd = (clock: Deps['clock'], endsAt: string): string => {
  const idleEnd = timestamp(clock, idleMs)
  return idleEnd < endsAt ? idleEnd : endsAt
}
