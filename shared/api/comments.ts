/** The routes of comments, in threads that stand on a plan, a section, a block or words. */
import { z } from 'zod'
import { contextChars, maxQuoteChars } from '../plan/coordinates.ts'
import type { Range } from '../plan/coordinates.ts'
import { id, prose, slug } from './fields.ts'
import { mostCharacters } from './lengths.ts'
import { act, answers, get, send, type Created, type Routes } from './route.ts'

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

const point = z.strictObject({ textblock: z.int().min(0).max(100_000), offset: z.int().min(0).max(1_000_000) })

/** A thread's target as the client saw it; the server looks the words up in the live section. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan') }),
  z.strictObject({ kind: z.literal('section'), sectionId: id }),
  z.strictObject({ kind: z.literal('block'), sectionId: id, blockId: slug }),
  z.strictObject({
    kind: z.literal('words'),
    sectionId: id,
    range: z.strictObject({ start: point, end: point }),
    /** As `quoteOfRange` makes it. */
    quote: z.string().min(1).max(maxQuoteChars),
    before: z.string().max(contextChars),
    after: z.string().max(contextChars),
  }),
])
export type ThreadTarget = z.infer<typeof target>

/**
 * Made by the sender, so that what is sent again for want of an answer is known again; the server makes one where it is
 * left out.
 */
const commentId = id.optional()

export const commentRoutes = {
  'GET /api/plans/:planId/threads': get<readonly ThreadView[]>('read-plan'),
  'POST /api/plans/:planId/threads': answers<Created>()(
    send('comment', z.strictObject({ target, text: prose(mostCharacters.comment), commentId }), 201),
  ),
  'POST /api/plans/:planId/threads/:threadId/comments': answers<Created>()(
    send('comment', z.strictObject({ text: prose(mostCharacters.comment), commentId }), 201),
  ),
  'PATCH /api/plans/:planId/comments/:commentId': send(
    'comment',
    z.strictObject({ text: prose(mostCharacters.comment) }),
  ),
  'DELETE /api/plans/:planId/comments/:commentId': act('comment'),
  'POST /api/plans/:planId/threads/:threadId/resolve': act('comment'),
  'POST /api/plans/:planId/threads/:threadId/reopen': act('comment'),
} as const satisfies Routes
