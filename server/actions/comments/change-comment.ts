/**
 * Edits and withdraws comments: one's own; a coordinator may withdraw anybody's, but never put words in a mouth. A
 * thread in which nothing is left asks nothing of anyone: withdrawing the last comment resolves it.
 */
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { conflict, forbidden } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'
import { enterComment } from './enter-thread.ts'

type Edit = 'PATCH /api/plans/:planId/comments/:commentId'

export const editComment = async (deps: Deps, actor: Actor, input: Input<Edit>): Reply<Edit> => {
  const edited = await transact(deps.store, async (rows) => {
    const entered = await enterComment(rows, actor, input)
    if (!entered.ok) return entered
    const { comment } = entered.value
    if (comment.personId !== actor.personId) return forbidden('Only its author can change a comment.')
    if (comment.withdrawnAt !== null) return conflict('This comment was withdrawn.')
    await rows.comments.edit(comment.id, input.text, timestamp(deps.clock))
    return ok(null)
  })
  if (edited.ok) ringPlan(deps, input.planId, 'threads')
  return edited
}

type Withdraw = 'DELETE /api/plans/:planId/comments/:commentId'

export const withdrawComment = async (deps: Deps, actor: Actor, input: Input<Withdraw>): Reply<Withdraw> => {
  const withdrawn = await transact(deps.store, async (rows) => {
    const entered = await enterComment(rows, actor, input)
    if (!entered.ok) return entered
    const { comment, member, thread } = entered.value
    if (comment.personId !== actor.personId && member.role !== 'coordinator') {
      return forbidden('Only its author or a coordinator can withdraw a comment.')
    }
    const at = timestamp(deps.clock)
    await rows.comments.withdraw(comment.id, at)
    if (thread.state === 'open' && !(await rows.comments.areLeft(thread.id))) {
      await rows.threads.settle(thread.id, { state: 'resolved', resolvedBy: actor.personId, resolvedAt: at })
    }
    return ok(null)
  })
  if (withdrawn.ok) ringPlan(deps, input.planId, 'threads')
  return withdrawn
}
