/** Resolves a thread, or opens it again: whoever may write there, and whoever opened the thread. */
import { can } from '../../../shared/access.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { ThreadRow } from '../../store/tables.ts'
import type { Actor } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { refused, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'
import { enterThread } from './enter-thread.ts'

type Resolve = 'POST /api/plans/:planId/threads/:threadId/resolve'
type Reopen = 'POST /api/plans/:planId/threads/:threadId/reopen'

const enterToSettle = async (
  rows: Rows,
  actor: Actor,
  input: Input<Resolve>,
): Promise<Result<ThreadRow, ActionError>> => {
  const entered = await enterThread(rows, actor, 'comment', input)
  if (!entered.ok) return entered
  const { thread, membership } = entered.value
  if (thread.createdBy === actor.personId) return ok(thread)
  const section = thread.sectionId === null ? undefined : await rows.sections.find(thread.sectionId)
  const decision = can(membership, 'resolve-thread', section)
  return decision.allowed ? ok(thread) : refused(decision.why)
}

const settle = async (deps: Deps, actor: Actor, input: Input<Resolve>, state: ThreadRow['state']): Reply<Resolve> => {
  const settled = await transact(deps.store, async (rows) => {
    const thread = await enterToSettle(rows, actor, input)
    if (!thread.ok) return thread
    const isResolved = state === 'resolved'
    const resolvedBy = isResolved ? actor.personId : null
    const resolvedAt = isResolved ? timestamp(deps.clock) : null
    await rows.threads.settle(thread.value.id, { state, resolvedBy, resolvedAt })
    return ok(null)
  })
  if (settled.ok) ringPlan(deps, input.planId, 'threads')
  return settled
}

export const resolveThread = (deps: Deps, actor: Actor, input: Input<Resolve>): Reply<Resolve> =>
  settle(deps, actor, input, 'resolved')

export const reopenThread = (deps: Deps, actor: Actor, input: Input<Reopen>): Reply<Reopen> =>
  settle(deps, actor, input, 'open')
