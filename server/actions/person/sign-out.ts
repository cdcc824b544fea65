/** Ends sessions, one's own only, and the sockets that hang on them. */
import type { SessionView } from '../../../shared/api/person.ts'
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Actor } from '../access.ts'
import { rejudgeSessions } from '../doorbell.ts'
import { notFound } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { nextIdleEnd } from './session-start.ts'

const endOne = async (deps: Deps, sessionId: string): Promise<void> => {
  await deps.store.rows.sessions.end(sessionId, timestamp(deps.clock))
  rejudgeSessions(deps, [sessionId])
}

export const signOut = async (deps: Deps, actor: Actor): Reply<'POST /api/sign-out'> => {
  if (actor.via === 'session') await endOne(deps, actor.sessionId)
  return ok(null)
}

/** API tokens live on; they are revoked one by one. */
export const signOutEverywhere = async (deps: Deps, actor: Actor): Reply<'POST /api/sign-out-everywhere'> => {
  rejudgeSessions(deps, await deps.store.rows.sessions.endAllOf(actor.personId, timestamp(deps.clock)))
  return ok(null)
}

export const listSessions = async (deps: Deps, actor: Actor): Reply<'GET /api/sessions'> => {
  const sessions = await deps.store.rows.sessions.listOf(actor.personId, timestamp(deps.clock))
  return ok(
    sessions.map(({ id, agent, createdAt, lastSeenAt }): SessionView => ({
      id,
      agent,
      createdAt,
      lastSeenAt,
      current: id === actor.sessionId,
    })),
  )
}

export const endSession = async (
  deps: Deps,
  actor: Actor,
  { sessionId }: Input<'DELETE /api/sessions/:sessionId'>,
): Reply<'DELETE /api/sessions/:sessionId'> => {
  const session = await deps.store.rows.sessions.find(sessionId)
  if (session?.personId !== actor.personId) return notFound('This session')
  await endOne(deps, sessionId)
  return ok(null)
}

/** Counts as use: the idle time starts again. */
export const extendSession = async ({ store, clock }: Deps, actor: Actor): Reply<'POST /api/session/extend'> => {
  const session = actor.via === 'session' ? await store.rows.sessions.find(actor.sessionId) : undefined
  if (!session) return ok({ sessionEndsAt: null })
  const sessionEndsAt = nextIdleEnd(clock, session.endsAt)
  await store.rows.sessions.seen(session.id, timestamp(clock), sessionEndsAt)
  return ok({ sessionEndsAt })
}

/** Sessions whose time is over, with their sockets; called every so often. */
export const endExpiredSessions = async (deps: Deps): Promise<void> =>
  rejudgeSessions(deps, await deps.store.rows.sessions.endExpired(timestamp(deps.clock)))
