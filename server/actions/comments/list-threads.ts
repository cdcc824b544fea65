/** Every thread of a plan with its comments; the page puts them in the order of the text. */
import { ok } from '../../../shared/result.ts'
import type { Deps } from '../../context.ts'
import { enterPlan, type Actor } from '../access.ts'
import type { Input, Reply } from '../input.ts'
import { threadView } from './thread-views.ts'

export const listThreads = async (
  { store }: Deps,
  actor: Actor,
  { planId }: Input<'GET /api/plans/:planId/threads'>,
): Reply<'GET /api/plans/:planId/threads'> => {
  const entered = await enterPlan(store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  const [threads, comments] = await Promise.all([store.rows.threads.listOf(planId), store.rows.comments.listOf(planId)])
  const byThread = Map.groupBy(comments, ({ threadId }) => threadId)
  return ok(threads.map((thread) => threadView(thread, byThread.get(thread.id) ?? [])))
}
