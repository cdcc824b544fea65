/** The routes of one's own: who one is, signing in and out, sessions and tokens, and an invitation one holds. */
import { z } from 'zod'
import type { Role } from '../plan/facts.ts'
import { email, line, once, secret } from './fields.ts'
import { mostCharacters } from './lengths.ts'
import type { PlanSummary } from './plans.ts'
import { act, answers, get, send, type Routes } from './route.ts'

export interface Me {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly plans: readonly PlanSummary[]
  /** One who coordinates a plan may start another. */
  readonly mayCreatePlans: boolean
  /** When the session ends if nothing is done: ISO time; null for API tokens. */
  readonly sessionEndsAt: string | null
}
export interface SessionView {
  readonly id: string
  readonly agent: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly current: boolean
}
export interface TokenView {
  readonly id: string
  readonly label: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export const personRoutes = {
  // Asked by a page left open too, to learn when its session ends.
  'GET /api/me': { ...get<Me>('signed-in'), quiet: true },
  'POST /api/sign-in-links': send('anyone', z.strictObject({ email }), 202),
  'POST /api/sign-in': answers<{ readonly to: string }>()(send('anyone', z.strictObject({ token: secret }), 200)),
  'POST /api/sign-out': act('signed-in'),
  'POST /api/sign-out-everywhere': act('signed-in'),
  'POST /api/session/extend': act<{ readonly sessionEndsAt: string | null }>('signed-in', 200),
  'GET /api/sessions': get<readonly SessionView[]>('signed-in'),
  'DELETE /api/sessions/:sessionId': act('signed-in'),
  'GET /api/tokens': get<readonly TokenView[]>('signed-in'),
  'POST /api/tokens': answers<{ readonly id: string; readonly token: string }>()(
    send('signed-in', z.strictObject({ label: line(mostCharacters.tokenLabel), once }), 201),
  ),
  'DELETE /api/tokens/:tokenId': act('signed-in'),
  'POST /api/invitations/look': answers<{
    readonly planTitle: string
    readonly bodyName: string
    readonly role: Role
    readonly name: string
    readonly email: string
  }>()(send('anyone', z.strictObject({ token: secret }), 200)),
  'POST /api/invitations/accept': answers<{ readonly to: string }>()(
    send('anyone', z.strictObject({ token: secret, name: line(mostCharacters.personName) }), 200),
  ),
} as const satisfies Routes
