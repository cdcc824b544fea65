/**
 * The HTTP contract: one table of every route, with who may call it, what it takes and what it answers. The server
 * makes its routes from it, the tests their matrix; the client imports its types only (so no parser reaches the
 * reading page). A key is `METHOD /path`; `:name` are parameters. Errors: `ApiError`, status by `statusOf`.
 */
import { z } from 'zod'
import type { Act } from './access.ts'
import type { Range } from './plan/coordinates.ts'
import type { Body, Role, SectionFacts } from './plan/facts.ts'
import type { SectionContent } from './plan/model.ts'
import type { Finding } from './checks/finding.ts'
import { maxPieceBytes } from './pieces.ts'
import type { Template } from './template/types.ts'

// ---- what travels back -------------------------------------------------------------------------------------------

export interface Me {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly plans: readonly PlanSummary[]
  /** One who coordinates a plan may start another. */
  readonly mayCreatePlans: boolean
  /** When the session ends if nothing is done: ISO time; null for API tokens. */
  readonly sessionEndsAt: string | null
}
export interface PlanSummary {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly templateTitle: string
  readonly from: string
  readonly to: string
  readonly isExample: boolean
  readonly role: Role
  readonly bodyName: string
  readonly sections: { readonly total: number; readonly signed: number }
  readonly openThreads: number
}
export interface TemplateSummary {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly basis: string
  /** As many as a new plan begins with. */
  readonly sections: number
  readonly periodYears: number
  /** The day each plan year starts: `MM-DD`. */
  readonly periodFrom: string
  /** The year the first period of this kind of plan started in; the others follow every `periodYears`. */
  readonly firstYear: number
  readonly bodyKinds: readonly { readonly kind: string; readonly label: string; readonly lead: boolean }[]
}
export interface MemberView {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly bodyId: string
  readonly role: Role
  /** The capacity a lead officer signs in, for example "Chief Social Work Officer". */
  readonly capacity: string
  readonly sectionRoles: Readonly<Record<string, Role>>
  /** Only for coordinators. */
  readonly email?: string
}
export interface SignOffView {
  readonly id: string
  readonly sectionId: string
  readonly contentHash: string
  readonly personName: string
  readonly bodyId: string
  readonly capacity: string
  readonly statement: string
  readonly at: string
  /** Computed: the section still reads as it was signed. */
  readonly valid: boolean
}
export interface ReopeningView {
  readonly sectionId: string
  readonly personName: string
  readonly reason: string
  readonly at: string
}
export interface SectionView extends SectionFacts {
  /** Raised when the room was rebuilt; an older copy never merges. */
  readonly generation: number
  readonly openThreads: number
  /** Newest first; those before the last reopening too. */
  readonly signOffs: readonly SignOffView[]
  readonly reopenings: readonly ReopeningView[]
}
export interface RemovedSection {
  readonly id: string
  readonly title: string
  readonly removedAt: string
  readonly removedBy: string
}
export interface PlanView {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly from: string
  readonly to: string
  readonly templateId: string
  readonly templateVersion: number
  readonly isExample: boolean
  readonly sections: readonly SectionView[]
  readonly removedSections: readonly RemovedSection[]
  readonly bodies: readonly Body[]
  readonly members: readonly MemberView[]
  /** The member who asks. */
  readonly me: MemberView
}
/** A section as the server read it last. */
export interface Reading {
  readonly sectionId: string
  readonly generation: number
  readonly seq: number
  /** Hash of the canonical content (SIGN rules), 64 hex digits. */
  readonly hash: string
  readonly content: SectionContent
}
export type ThreadPlace =
  | { readonly kind: 'plan' }
  | { readonly kind: 'section'; readonly sectionId: string }
  | { readonly kind: 'block'; readonly sectionId: string; readonly blockId: string }
  | { readonly kind: 'words'; readonly sectionId: string; readonly blockId: string | null; readonly range: Range }
  /** Its words or its block are gone; it stands at the head of the section it was last in. */
  | { readonly kind: 'detached'; readonly sectionId: string | null; readonly seq: number; readonly at: string }
export interface CommentView {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly bodyId: string
  readonly text: string
  readonly at: string
  readonly editedAt: string | null
  /** Withdrawn comments keep their place and lose their text. */
  readonly withdrawn: boolean
}
export interface ThreadView {
  readonly id: string
  readonly place: ThreadPlace
  /** The words as they stood when the thread was opened; null for plan, section and block. */
  readonly quote: string | null
  readonly state: 'open' | 'resolved'
  /** Name of who resolved it. */
  readonly resolvedBy: string | null
  readonly resolvedAt: string | null
  /** First is what opened the thread. */
  readonly comments: readonly CommentView[]
}
export interface InvitationView {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly bodyId: string
  readonly role: Role
  readonly capacity: string
  readonly createdAt: string
  readonly expiresAt: string
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

// ---- what travels there ------------------------------------------------------------------------------------------

const id = z.string().regex(/^[a-z0-9]{1,40}$/)
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'one line of text')
const prose = (max: number) => z.string().trim().min(1).max(max)
const email = z.string().trim().max(254).pipe(z.email())
/** Random tokens of links: base64url of 32 bytes. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const day = z.iso.date()
const role = z.enum(['coordinator', 'lead', 'drafter', 'commenter', 'reader'])
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
const tagCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)
const point = z.strictObject({ textblock: z.int().min(0).max(100_000), offset: z.int().min(0).max(1_000_000) })
const body = { name: line(120), shortName: line(40), kind: slug, lead: z.boolean() }

/** A thread's target as the client saw it; the server looks the words up in the live section. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan') }),
  z.strictObject({ kind: z.literal('section'), sectionId: id }),
  z.strictObject({ kind: z.literal('block'), sectionId: id, blockId: slug }),
  z.strictObject({
    kind: z.literal('words'),
    sectionId: id,
    range: z.strictObject({ start: point, end: point }),
    quote: z.string().min(1).max(2_000),
    /** Up to 64 characters before and after, to find the words again when others have typed meanwhile. */
    before: z.string().max(64),
    after: z.string().max(64),
  }),
])
export type ThreadTarget = z.infer<typeof target>

/** Largest JSON body and picture, in bytes. */
export const maxBodyBytes = 256 * 1024
export const maxImageBytes = 5 * 1024 * 1024

// ---- the table ---------------------------------------------------------------------------------------------------

/** Who may call: anyone; who is signed in; a member of `:planId` allowed the act (on `:sectionId` where given). */
export type Caller = 'anyone' | 'signed-in' | Act

interface Route<B extends z.ZodType | null, R> {
  readonly caller: Caller
  readonly body: B
  readonly status: 200 | 201 | 202 | 204
  /** Type only: what is answered. */
  readonly reply?: R
  /** The body is not JSON but bytes, at most so many. */
  readonly bytes?: number
  /** What is answered is an event stream that goes on. */
  readonly stream?: true
  /** Pages call it unasked: it does not count as use of the session. */
  readonly quiet?: true
}
const get = <R>(caller: Caller): Route<null, R> => ({ caller, body: null, status: 200 })
const act = <R = null>(caller: Caller, status: 200 | 201 | 202 | 204 = 204): Route<null, R> => ({
  caller,
  body: null,
  status,
})
const send = <B extends z.ZodType, R = null>(
  caller: Caller,
  schema: B,
  status: 200 | 201 | 202 | 204 = 204,
): Route<B, R> => ({
  caller,
  body: schema,
  status,
})
const answers =
  <R>() =>
  <B extends z.ZodType | null>(route: Route<B, unknown>): Route<B, R> =>
    route as Route<B, R>

type Created = { readonly id: string }

export const contract = {
  // the person
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
    send('signed-in', z.strictObject({ label: line(80) }), 201),
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
    send('anyone', z.strictObject({ token: secret, name: line(120) }), 200),
  ),

  // plans
  'GET /api/templates': get<readonly TemplateSummary[]>('signed-in'),
  'POST /api/plans': answers<Created>()(
    send(
      'signed-in',
      z.strictObject({
        templateId: slug,
        title: line(200),
        area: line(120),
        from: day,
        bodies: z.array(z.strictObject(body)).min(1).max(60),
        /** Which of `bodies` the creator belongs to. */
        mine: z.int().min(0).max(59),
      }),
      201,
    ),
  ),
  'GET /api/plans/:planId': get<PlanView>('read-plan'),
  'PATCH /api/plans/:planId': send(
    'manage-plan',
    z.strictObject({ title: line(200).optional(), area: line(120).optional() }),
  ),
  'GET /api/plans/:planId/template': get<Template>('read-plan'),
  'GET /api/plans/:planId/readings': get<readonly Reading[]>('read-plan'),
  'GET /api/plans/:planId/findings': get<readonly Finding[]>('read-plan'),

  // sections
  'POST /api/plans/:planId/sections': answers<Created>()(
    send('manage-sections', z.strictObject({ key: slug.nullable(), title: line(200), after: id.nullable() }), 201),
  ),
  'GET /api/plans/:planId/sections/:sectionId/reading': get<Reading>('read-plan'),
  'PATCH /api/plans/:planId/sections/:sectionId': send(
    'write-section',
    z.strictObject({
      leadBodyId: id.nullable().optional(),
      dueOn: day.nullable().optional(),
      state: z.enum(['drafting', 'ready']).optional(),
    }),
  ),
  'PUT /api/plans/:planId/sections/:sectionId/title': send('manage-sections', z.strictObject({ title: line(200) })),
  'PUT /api/plans/:planId/sections/:sectionId/exempt': send(
    'manage-sections',
    z.strictObject({ exempt: z.enum(['cover', 'foreword', 'reference']).nullable() }),
  ),
  'POST /api/plans/:planId/sections/:sectionId/move': send('manage-sections', z.strictObject({ after: id.nullable() })),
  'DELETE /api/plans/:planId/sections/:sectionId': act('manage-sections'),
  'POST /api/plans/:planId/sections/:sectionId/restore': act('manage-sections'),
  'PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code': act('write-section'),
  'DELETE /api/plans/:planId/sections/:sectionId/tags/:framework/:code': act('write-section'),
  'POST /api/plans/:planId/sections/:sectionId/sign-offs': answers<Created>()(
    send(
      'sign-section',
      z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), capacity: line(120), statement: prose(2_000) }),
      201,
    ),
  ),
  'POST /api/plans/:planId/sections/:sectionId/reopen': send(
    'reopen-section',
    z.strictObject({ reason: prose(2_000) }),
  ),

  // comments
  'GET /api/plans/:planId/threads': get<readonly ThreadView[]>('read-plan'),
  'POST /api/plans/:planId/threads': answers<Created>()(
    send('comment', z.strictObject({ target, text: prose(10_000) }), 201),
  ),
  'POST /api/plans/:planId/threads/:threadId/comments': answers<Created>()(
    send('comment', z.strictObject({ text: prose(10_000) }), 201),
  ),
  'PATCH /api/plans/:planId/comments/:commentId': send('comment', z.strictObject({ text: prose(10_000) })),
  'DELETE /api/plans/:planId/comments/:commentId': act('comment'),
  'POST /api/plans/:planId/threads/:threadId/resolve': act('comment'),
  'POST /api/plans/:planId/threads/:threadId/reopen': act('comment'),

  // people
  'POST /api/plans/:planId/bodies': answers<Created>()(send('manage-plan', z.strictObject(body), 201)),
  'PATCH /api/plans/:planId/bodies/:bodyId': send('manage-plan', z.strictObject(body).partial()),
  'DELETE /api/plans/:planId/bodies/:bodyId': act('manage-plan'),
  'GET /api/plans/:planId/invitations': get<readonly InvitationView[]>('manage-people'),
  'POST /api/plans/:planId/invitations': answers<{
    readonly id: string
    readonly link: string
    readonly sent: boolean
  }>()(
    send(
      'manage-people',
      z.strictObject({ email, name: line(120), bodyId: id, role, capacity: z.string().trim().max(120) }),
      201,
    ),
  ),
  'DELETE /api/plans/:planId/invitations/:invitationId': act('manage-people'),
  'PATCH /api/plans/:planId/members/:memberId': send(
    'manage-people',
    z.strictObject({ role: role.optional(), bodyId: id.optional(), capacity: z.string().trim().max(120).optional() }),
  ),
  'DELETE /api/plans/:planId/members/:memberId': act('manage-people'),
  'PUT /api/plans/:planId/members/:memberId/sections/:sectionId': send('manage-people', z.strictObject({ role })),
  'DELETE /api/plans/:planId/members/:memberId/sections/:sectionId': act('manage-people'),

  // pictures
  'POST /api/plans/:planId/images': { caller: 'comment', body: null, status: 201, bytes: maxImageBytes } as Route<
    null,
    { readonly src: string }
  >,
  'GET /api/plans/:planId/images/:imageId': { caller: 'read-plan', body: null, status: 200, bytes: 0 } as Route<
    null,
    never
  >,

  // the connection of a page that may not have a WebSocket; see pieces.ts
  'POST /api/carriers': {
    caller: 'signed-in',
    body: null,
    status: 200,
    stream: true,
    quiet: true,
  } as Route<null, never>,
  'POST /api/carriers/:carrierId/pieces/:piece': {
    caller: 'signed-in',
    body: null,
    status: 204,
    bytes: maxPieceBytes,
    quiet: true,
  } as Route<null, null>,
} as const satisfies Record<string, Route<z.ZodType | null, unknown>>

export type RouteKey = keyof typeof contract
export type RouteBody<K extends RouteKey> = (typeof contract)[K]['body'] extends z.ZodType
  ? z.input<(typeof contract)[K]['body']>
  : undefined
export type RouteInput<K extends RouteKey> = (typeof contract)[K]['body'] extends z.ZodType
  ? z.output<(typeof contract)[K]['body']>
  : undefined
export type RouteReply<K extends RouteKey> = (typeof contract)[K] extends Route<z.ZodType | null, infer R> ? R : never
/** Names of the `:parameters` of a route. */
export type RouteParams<K extends string> = K extends `${string}:${infer P}/${infer Rest}`
  ? P | RouteParams<Rest>
  : K extends `${string}:${infer P}`
    ? P
    : never

/** What each `:parameter` must look like; anything else is not found. */
export const paramSchemas: Readonly<Record<string, z.ZodType<string>>> = {
  framework: slug,
  code: tagCode,
  piece: z.string().regex(/^(0|[1-9]\d{0,8})$/),
}
export const paramSchemaOf = (name: string): z.ZodType<string> => paramSchemas[name] ?? id

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
