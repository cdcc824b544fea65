/** Ends sessions, one's own only, and the sockets that hang on them. */
import type { SessionView } from '../../../shared/api/person.ts'
import { closeCode } from '../../../shared/protocol.ts'
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Actor } from '../access.ts'
import { notFound } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { nextIdleEnd } from './session-start.ts'

const endOne = async ({ store, rooms, clock }: Deps, sessionId: string): Promise<void> => {
  await store.rows.sessions.end(sessionId, timestamp(clock))
  rooms.dismiss((socket) => socket.sessionId === sessionId, closeCode.accessChanged)
}

export const signOut = async (deps: Deps, actor: Actor): Reply<'POST /api/sign-out'> => {
  if (actor.via === 'session') await endOne(deps, actor.sessionId)
  return ok(null)
}

/** API tokens live on; they are revoked one by one. */
export const signOutEverywhere = async (deps: Deps, actor: Actor): Reply<'POST /api/sign-out-everywhere'> => {
  const ended = new Set(await deps.store.rows.sessions.endAllOf(actor.personId, timestamp(deps.clock)))
  deps.rooms.dismiss((socket) => ended.has(socket.sessionId), closeCode.accessChanged)
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
export const endExpiredSessions = async ({ store, rooms, clock }: Deps): Promise<void> => {
  const ended = new Set(await store.rows.sessions.endExpired(timestamp(clock)))
  if (ended.size > 0) rooms.dismiss((socket) => ended.has(socket.sessionId), closeCode.accessChanged)
}
