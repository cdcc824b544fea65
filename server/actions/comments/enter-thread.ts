/** The door of acts on a thread: it belongs to the plan, and the member may act where it stands. */
import type { Act } from '../../../shared/access.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Rows } from '../../store/store.ts'
import type { CommentRow, ThreadRow } from '../../store/tables.ts'
import { enterPlan, enterSection, type Actor, type PlanAccess } from '../access.ts'
import { notFound, type ActionError } from '../errors.ts'

export interface ThreadAccess extends PlanAccess {
  readonly thread: ThreadRow
}
export interface CommentAccess extends ThreadAccess {
  readonly comment: CommentRow
}
type Asked<T> = Promise<Result<T, ActionError>>

export const enterThread = async (
  rows: Rows,
  actor: Actor,
  act: Act,
  { planId, threadId }: { readonly planId: string; readonly threadId: string },
): Asked<ThreadAccess> => {
  const reader = await enterPlan(rows, actor, 'read-plan', planId)
  if (!reader.ok) return reader
  const thread = await rows.threads.find(threadId)
  if (thread?.planId !== planId) return notFound('This comment')
  const { sectionId } = thread
  const entered =
    sectionId === null
      ? await enterPlan(rows, actor, act, planId)
      : await enterSection(rows, actor, act, { planId, sectionId }, 'any')
  return entered.ok ? ok({ ...entered.value, thread }) : entered
}

export const enterComment = async (
  rows: Rows,
  actor: Actor,
  { planId, commentId }: { readonly planId: string; readonly commentId: string },
): Asked<CommentAccess> => {
  const reader = await enterPlan(rows, actor, 'read-plan', planId)
  if (!reader.ok) return reader
  const comment = await rows.comments.find(commentId)
  if (comment?.planId !== planId) return notFound('This comment')
  const entered = await enterThread(rows, actor, 'comment', { planId, threadId: comment.threadId })
  return entered.ok ? ok({ ...entered.value, comment }) : entered
}
