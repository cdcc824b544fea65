/**
 * Which action answers which route. The types come from the contract: a route without an action, or an action that
 * takes or gives something else than the contract says, does not compile.
 */
import type { RouteKey } from '../../shared/api/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Actor } from '../actions/access.ts'
import { openCarrier, takePiece } from '../actions/carriers.ts'
import { editComment, withdrawComment } from '../actions/comments/change-comment.ts'
import { listThreads } from '../actions/comments/list-threads.ts'
import { openThread } from '../actions/comments/open-thread.ts'
import { replyToThread } from '../actions/comments/reply.ts'
import { reopenThread, resolveThread } from '../actions/comments/settle-thread.ts'
import type { ActionError } from '../actions/errors.ts'
import { readImage, storeImage } from '../actions/images/images.ts'
import type { Input, Reply } from '../actions/input.ts'
import { acceptInvitation, lookAtInvitation, type Joined } from '../actions/people/accept-invitation.ts'
import { addBody, changeBody, removeBody } from '../actions/people/bodies.ts'
import { changeMember, grantSectionRole, removeMember, revokeSectionRole } from '../actions/people/change-member.ts'
import { invite, listInvitations, withdrawInvitation } from '../actions/people/invite.ts'
import { readMe } from '../actions/person/read-me.ts'
import { requestSignInLink } from '../actions/person/request-sign-in-link.ts'
import { signIn, type SignedIn } from '../actions/person/sign-in.ts'
import { endSession, extendSession, listSessions, signOut, signOutEverywhere } from '../actions/person/sign-out.ts'
import { listTokens, makeToken, revokeToken } from '../actions/person/tokens.ts'
import { changePlan } from '../actions/plans/change-plan.ts'
import { createPlan } from '../actions/plans/create-plan.ts'
import { readPlan } from '../actions/plans/read-plan.ts'
import { readFindings, readReading, readReadings } from '../actions/plans/read-readings.ts'
import { listTemplates, readTemplate } from '../actions/plans/read-template.ts'
import { addSection } from '../actions/sections/add-section.ts'
import {
  changeSection,
  exemptSection,
  retitleSection,
  tagSection,
  untagSection,
} from '../actions/sections/change-section.ts'
import { moveSection, removeSection, restoreSection } from '../actions/sections/order-sections.ts'
import { reopenSection } from '../actions/sections/reopen-section.ts'
import { signOffSection } from '../actions/sections/sign-off.ts'
import type { Deps } from '../context.ts'

/** What a handler may know of the request beside its input. */
export interface Visit {
  /** Network address the request came from. */
  readonly address: string
  /** The browser's name. */
  readonly agent: string
  /** The body, of routes that take bytes. */
  readonly bytes: Uint8Array
  /** Asks once more who is there, later; that is no use of the session. */
  authenticate(): Promise<Actor | null>
  /** Ends the network connection, whatever of the answer is still on its way. */
  cut(): void
  /** Sets the session cookie, or clears it. */
  setSession(secret: string | null): void
}

type Open<K extends RouteKey> = (deps: Deps, input: Input<K>, visit: Visit) => Reply<K>
type Signed<K extends RouteKey> = (deps: Deps, actor: Actor, input: Input<K>, visit: Visit) => Reply<K>

type OpenKey =
  'POST /api/sign-in-links' | 'POST /api/sign-in' | 'POST /api/invitations/look' | 'POST /api/invitations/accept'

/** Answers with bytes instead of JSON; `api.ts` sends them. */
type BytesKey = 'GET /api/plans/:planId/images/:imageId'

/** Answers with an event stream. */
type StreamKey = 'POST /api/carriers'

/** Where to go, and the secret of a session that begins with it. */
type LetIn = SignedIn | Joined

const withCookie = async (visit: Visit, letIn: Promise<Result<LetIn, ActionError>>) => {
  const result = await letIn
  if (!result.ok) return result
  const { to, sessionSecret } = result.value
  if (sessionSecret !== null) visit.setSession(sessionSecret)
  return ok({ to })
}

const joinBy = async (deps: Deps, input: Input<'POST /api/invitations/accept'>, visit: Visit) =>
  withCookie(visit, acceptInvitation(deps, { ...input, ...visit, actor: await visit.authenticate() }))

const withoutCookie = async <T>(visit: Visit, signedOut: Promise<T>): Promise<T> => {
  visit.setSession(null)
  return signedOut
}

/** Routes anyone may call. */
export const openRoutes: { readonly [K in OpenKey]: Open<K> } = {
  'POST /api/sign-in-links': (deps, { email }, { address }) => requestSignInLink(deps, { email, address }),
  'POST /api/sign-in': (deps, { token }, visit) => withCookie(visit, signIn(deps, { ...visit, token })),
  'POST /api/invitations/look': (deps, { token }, { address }) => lookAtInvitation(deps, { token, address }),
  'POST /api/invitations/accept': joinBy,
}

/** Routes for people who are signed in. */
export const signedRoutes: { readonly [K in Exclude<RouteKey, OpenKey | BytesKey | StreamKey>]: Signed<K> } = {
  'GET /api/me': readMe,
  'POST /api/sign-out': (deps, actor, _input, visit) => withoutCookie(visit, signOut(deps, actor)),
  'POST /api/sign-out-everywhere': (deps, actor, _input, visit) => withoutCookie(visit, signOutEverywhere(deps, actor)),
  'POST /api/session/extend': extendSession,
  'GET /api/sessions': listSessions,
  'DELETE /api/sessions/:sessionId': endSession,
  'GET /api/tokens': listTokens,
  'POST /api/tokens': makeToken,
  'DELETE /api/tokens/:tokenId': revokeToken,

  'GET /api/templates': listTemplates,
  'POST /api/plans': createPlan,
  'GET /api/plans/:planId': readPlan,
  'PATCH /api/plans/:planId': changePlan,
  'GET /api/plans/:planId/template': readTemplate,
  'GET /api/plans/:planId/readings': readReadings,
  'GET /api/plans/:planId/findings': readFindings,

  'POST /api/plans/:planId/sections': addSection,
  'GET /api/plans/:planId/sections/:sectionId/reading': readReading,
  'PATCH /api/plans/:planId/sections/:sectionId': changeSection,
  'PUT /api/plans/:planId/sections/:sectionId/title': retitleSection,
  'PUT /api/plans/:planId/sections/:sectionId/exempt': exemptSection,
  'POST /api/plans/:planId/sections/:sectionId/move': moveSection,
  'DELETE /api/plans/:planId/sections/:sectionId': removeSection,
  'POST /api/plans/:planId/sections/:sectionId/restore': restoreSection,
  'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code': tagSection,
  'DELETE /api/plans/:planId/sections/:sectionId/tags/:framework/:code': untagSection,
  'POST /api/plans/:planId/sections/:sectionId/sign-offs': signOffSection,
  'POST /api/plans/:planId/sections/:sectionId/reopen': reopenSection,

  'GET /api/plans/:planId/threads': listThreads,
  'POST /api/plans/:planId/threads': openThread,
  'POST /api/plans/:planId/threads/:threadId/comments': replyToThread,
  'PATCH /api/plans/:planId/comments/:commentId': editComment,
  'DELETE /api/plans/:planId/comments/:commentId': withdrawComment,
  'POST /api/plans/:planId/threads/:threadId/resolve': resolveThread,
  'POST /api/plans/:planId/threads/:threadId/reopen': reopenThread,

  'POST /api/plans/:planId/bodies': addBody,
  'PATCH /api/plans/:planId/bodies/:bodyId': changeBody,
  'DELETE /api/plans/:planId/bodies/:bodyId': removeBody,
  'GET /api/plans/:planId/invitations': listInvitations,
  'POST /api/plans/:planId/invitations': invite,
  'DELETE /api/plans/:planId/invitations/:invitationId': withdrawInvitation,
  'PATCH /api/plans/:planId/members/:memberId': changeMember,
  'DELETE /api/plans/:planId/members/:memberId': removeMember,
  'PUT /api/plans/:planId/members/:memberId/sections/:sectionId': grantSectionRole,
  'DELETE /api/plans/:planId/members/:memberId/sections/:sectionId': revokeSectionRole,

  'POST /api/plans/:planId/images': (deps, actor, { planId }, { bytes }) => storeImage(deps, actor, { planId, bytes }),
  'POST /api/carriers/:carrierId/pieces/:piece': (deps, actor, input, { bytes }) =>
    takePiece(deps, actor, { ...input, bytes }),
}

export const streamRoutes = {
  'POST /api/carriers': (deps: Deps, actor: Actor, { authenticate, cut }: Visit) =>
    openCarrier(deps, actor, authenticate, cut),
} as const

export const bytesRoutes = { 'GET /api/plans/:planId/images/:imageId': readImage } as const
