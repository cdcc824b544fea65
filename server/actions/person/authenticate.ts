/**
 * From the secret a request carries to the person behind it. Unknown, expired and ended all look the same: nobody.
 * Used at the HTTP door and at the sockets' door alike.
 */
import { timestamp, type Clock, type Log } from '../../context.ts'
import type { Store } from '../../store/store.ts'
import type { Actor } from '../access.ts'
import { hashSecret } from '../secrets.ts'
import { nextIdleEnd } from './session-start.ts'

export interface Credentials {
  /** The session cookie's value. */
  readonly session: string | null
  /** The bearer token. */
  readonly bearer: string | null
}

/** Uses are written down at most this often, to spare the store a write on every request. */
const noteEveryMs = 60_000

type Needs = { readonly store: Store; readonly clock: Clock; readonly log: Log }

/** A store that cannot be written to, its disk being full, still lets people in to read. */
const note = (log: Log, write: Promise<void>): Promise<void> =>
  write.catch((error: unknown) => log.warn({ err: error }, 'a use was not noted'))

const fromSession = async ({ store, clock, log }: Needs, secret: string, isUse: boolean): Promise<Actor | null> => {
  const session = await store.rows.sessions.findByHash(hashSecret(secret))
  const now = timestamp(clock)
  if (!session || session.idleEndsAt <= now || session.endsAt <= now) return null
  if (isUse && Date.parse(session.lastSeenAt) + noteEveryMs <= clock.now()) {
    await note(log, store.rows.sessions.seen(session.id, now, nextIdleEnd(clock, session.endsAt)))
  }
  return { personId: session.personId, sessionId: session.id, via: 'session' }
}

const fromToken = async ({ store, clock, log }: Needs, secret: string): Promise<Actor | null> => {
  const token = await store.rows.tokens.findByHash(hashSecret(secret))
  if (!token) return null
  if (token.lastUsedAt === null || Date.parse(token.lastUsedAt) + noteEveryMs <= clock.now()) {
    await note(log, store.rows.tokens.used(token.id, timestamp(clock)))
  }
  return { personId: token.personId, sessionId: token.id, via: 'token' }
}

/** Whether the browser names a session that was ended on purpose: one that ended by time, or was never here, is none. */
export const wasSignedOut = ({ store }: Needs, { session }: Credentials): Promise<boolean> =>
  session === null ? Promise.resolve(false) : store.rows.sessions.wasEnded(hashSecret(session))

/**
 * A bearer token, where there is one, counts; the cookie is then not looked at. What a page does unasked is no use of
 * its session, which would never end otherwise.
 */
export const authenticate = (needs: Needs, { session, bearer }: Credentials, isUse = true): Promise<Actor | null> => {
  if (bearer !== null) return fromToken(needs, bearer)
  return session === null ? Promise.resolve(null) : fromSession(needs, session, isUse)
}
