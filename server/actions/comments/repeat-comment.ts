/**
 * A comment sent again because the answer to it was lost: a page names each comment by an id that it makes itself, so
 * that the comment stands once, with the words it had last.
 */
import { ok, type Result } from '../../../shared/result.ts'
import type { Rows } from '../../store/store.ts'
import type { CommentRow, ThreadRow } from '../../store/tables.ts'
import { conflict, type ActionError } from '../errors.ts'

export interface NamedBySender {
  readonly planId: string
  readonly personId: string
  /** Undefined where the sender names none: then it is a new one. */
  readonly commentId: string | undefined
  readonly text: string
  /** Where it is sent to, and its sender may write: what stands elsewhere is not changed by it. */
  readonly standsIn: (thread: ThreadRow) => boolean
  /** Now. */
  readonly at: string
}

/** What is there already, brought up to date; null when there is nothing. */
export const repeatComment = async (
  rows: Rows,
  { planId, personId, commentId, text, standsIn, at }: NamedBySender,
): Promise<Result<CommentRow | null, ActionError>> => {
  const held = commentId === undefined ? undefined : await rows.comments.find(commentId)
  if (held === undefined) return ok(null)
  const thread = await rows.threads.find(held.threadId)
  const isSame = held.planId === planId && held.personId === personId && thread !== undefined && standsIn(thread)
  if (!isSame) return conflict('Another comment has this id.')
  if (held.withdrawnAt !== null) return conflict('This comment was withdrawn.')
  if (held.text !== text) await rows.comments.edit(held.id, text, at)
  return ok(held)
}
