/** Replies to a thread. A reply to a resolved thread opens it again: somebody still has something to say. */
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'
import { enterThread } from './enter-thread.ts'
import { mayWriteComment, newComment } from './open-thread.ts'
import { repeatComment } from './repeat-comment.ts'

type ReplyToThread = 'POST /api/plans/:planId/threads/:threadId/comments'

export const replyToThread = async (deps: Deps, actor: Actor, input: Input<ReplyToThread>): Reply<ReplyToThread> => {
  const { planId, threadId, text, commentId } = input
  const replied = await transact(deps.store, async (rows) => {
    const entered = await enterThread(rows, actor, 'comment', input)
    if (!entered.ok) return entered
    const may = mayWriteComment(deps, actor)
    if (!may.ok) return may
    const { personId, bodyId } = entered.value.member
    const at = timestamp(deps.clock)
    const held = await repeatComment(rows, {
      planId,
      personId,
      commentId,
      text,
      standsIn: ({ id }) => id === threadId,
      at,
    })
    if (!held.ok) return held
    if (held.value !== null) return ok({ id: held.value.id })
    const id = commentId ?? deps.newId()
    await rows.comments.add(newComment(id, threadId, planId, { personId, bodyId, text, at }))
    await rows.threads.settle(threadId, { state: 'open', resolvedBy: null, resolvedAt: null })
    return ok({ id })
  })
  if (replied.ok) ringPlan(deps, planId, 'threads')
  return replied
}
