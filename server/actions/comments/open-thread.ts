/** Opens a thread on the plan, a section, a block or words, without any right to write there. */
import type { ThreadTarget } from '../../../shared/api/comments.ts'
import { sectionRoom } from '../../../shared/protocol.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { CommentRow, ThreadRow } from '../../store/tables.ts'
import { enterPlan, enterSection, type Actor, type PlanAccess } from '../access.ts'
import { ringPlan } from '../doorbell.ts'
import { tooMany, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { transact } from '../transact.ts'
import { onPlan, placeTarget, type Placed } from './place-target.ts'
import { repeatComment, type NamedBySender } from './repeat-comment.ts'

type OpenThread = 'POST /api/plans/:planId/threads'

interface Asking {
  readonly actor: Actor
  readonly planId: string
  readonly target: ThreadTarget
}

/** Sections have their own rights: who only reads the plan may still comment on one section, and the other way. */
const enterTarget = (rows: Rows, { actor, planId, target }: Asking): Promise<Result<PlanAccess, ActionError>> =>
  target.kind === 'plan'
    ? enterPlan(rows, actor, 'comment', planId)
    : enterSection(rows, actor, 'comment', { planId, sectionId: target.sectionId })

const place = async ({ rooms }: Deps, planId: string, target: ThreadTarget): Promise<Result<Placed, ActionError>> =>
  target.kind === 'plan'
    ? ok(onPlan)
    : rooms.read(sectionRoom(planId, target.sectionId), (view) => placeTarget(view, target))

/** Words may have moved while the thread was being written down; who follows them did not know of it yet. */
const followIfMoved = async ({ rooms }: Deps, planId: string, { sectionId, seq }: Placed): Promise<void> => {
  if (sectionId === null) return
  const room = sectionRoom(planId, sectionId)
  if ((await rooms.read(room, (view) => view.seq)) !== seq) rooms.follow(room)
}

/** One person's comments a minute are bounded, whichever way they are written. */
export const mayWriteComment = ({ limits }: Pick<Deps, 'limits'>, { personId }: Actor): Result<null, ActionError> =>
  limits.take('comment', personId) ? ok(null) : tooMany('That is a lot of comments at once. Wait a minute.')

export const newThread = (
  id: string,
  planId: string,
  placed: Placed,
  { personId, at }: Pick<CommentRow, 'personId' | 'at'>,
): ThreadRow => ({
  id,
  planId,
  ...placed,
  detachedAt: null,
  state: 'open',
  resolvedBy: null,
  resolvedAt: null,
  roundId: null,
  visibility: 'members',
  createdBy: personId,
  createdAt: at,
})

export const newComment = (
  id: string,
  threadId: string,
  planId: string,
  said: Pick<CommentRow, 'personId' | 'bodyId' | 'text' | 'at'>,
): Omit<CommentRow, 'number'> => ({ id, threadId, planId, ...said, editedAt: null, withdrawnAt: null })

/**
 * Adds it, unless the first try of a page that heard no answer is there by now. Who may was looked up before the place
 * was, which takes a while in a room that has to be opened: it is asked again.
 */
const add = (
  { store, newId }: Deps,
  asking: Asking,
  placed: Placed,
  said: NamedBySender,
): Promise<Result<string, ActionError>> =>
  transact(store, async (rows) => {
    const entered = await enterTarget(rows, asking)
    if (!entered.ok) return entered
    const { bodyId } = entered.value.member
    const held = await repeatComment(rows, said)
    if (!held.ok) return held
    if (held.value !== null) return ok(held.value.threadId)
    const id = newId()
    const { planId, personId, text, at, commentId = newId() } = said
    const first = newComment(commentId, id, planId, { personId, bodyId, text, at })
    await rows.threads.add(newThread(id, planId, placed, said), first)
    return ok(id)
  })

const openNew = async (deps: Deps, asking: Asking, said: NamedBySender): Promise<Result<string, ActionError>> => {
  const placed = await place(deps, said.planId, asking.target)
  if (!placed.ok) return placed
  const added = await add(deps, asking, placed.value, said)
  if (added.ok) await followIfMoved(deps, said.planId, placed.value)
  return added
}

export const openThread = async (
  deps: Deps,
  actor: Actor,
  { planId, target, text, commentId }: Input<OpenThread>,
): Reply<OpenThread> => {
  const asking = { actor, planId, target }
  const entered = await enterTarget(deps.store.rows, asking)
  if (!entered.ok) return entered
  const may = mayWriteComment(deps, actor)
  if (!may.ok) return may
  const { personId } = actor
  const asked = target.kind === 'plan' ? null : target.sectionId
  const standsIn = ({ sectionId }: ThreadRow): boolean => sectionId === asked
  const said = { planId, personId, text, commentId, standsIn, at: timestamp(deps.clock) }
  // Looked for before its place is: the words it stands on may have changed since.
  const held = await repeatComment(deps.store.rows, said)
  if (!held.ok) return held
  const opened = held.value === null ? await openNew(deps, asking, said) : ok(held.value.threadId)
  if (!opened.ok) return opened
  ringPlan(deps, planId, 'threads')
  return ok({ id: opened.value })
}
