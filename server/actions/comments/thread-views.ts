/** Threads as they travel. */
import type { CommentView, ThreadPlace, ThreadView } from '../../../shared/api/comments.ts'
import type { NamedComment, NamedThread } from '../../store/rows/threads.ts'
import { rangeOf } from '../../store/rows/threads.ts'
import type { ThreadRow } from '../../store/tables.ts'

const detached = ({ sectionId, seq, detachedAt, createdAt }: ThreadRow): ThreadPlace => ({
  kind: 'detached',
  sectionId,
  seq,
  at: detachedAt ?? createdAt,
})

const placeOf = (thread: ThreadRow): ThreadPlace => {
  const { kind, sectionId, blockId } = thread
  const range = rangeOf(thread)
  if (kind === 'plan') return { kind }
  if (sectionId === null) return detached(thread)
  if (kind === 'section') return { kind, sectionId }
  if (kind === 'block' && blockId !== null) return { kind, sectionId, blockId }
  if (kind === 'words' && range !== null) return { kind, sectionId, blockId, range }
  return detached(thread)
}

const commentView = (row: NamedComment): CommentView => ({
  id: row.id,
  personId: row.personId,
  personName: row.personName,
  bodyId: row.bodyId,
  text: row.text,
  at: row.at,
  editedAt: row.editedAt,
  withdrawn: row.withdrawnAt !== null,
})

export const threadView = (thread: NamedThread, comments: readonly NamedComment[]): ThreadView => ({
  id: thread.id,
  place: placeOf(thread),
  quote: thread.quote,
  state: thread.state,
  resolvedBy: thread.resolverName,
  resolvedAt: thread.resolvedAt,
  comments: comments.map(commentView),
})
