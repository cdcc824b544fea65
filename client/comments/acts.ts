/** What can be done with threads; each says what happened and reads the threads again. */
import { useMemo } from 'react'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'

/** By its id the server knows again what is sent again for want of an answer. */
interface NewComment {
  readonly text: string
  readonly commentId: string
}

export const useThreadActs = (planId: string) => {
  const announce = useAnnounce()
  const refresh = useRefresh(planId)
  return useMemo(() => {
    const after = async <T>(act: Promise<T>, says: string): Promise<T> => {
      const reply = await act
      announce(says)
      await refresh('threads')
      return reply
    }
    return {
      open: (target: ThreadTarget, said: NewComment, place: string) =>
        after(call('POST /api/plans/:planId/threads', { planId }, { target, ...said }), words.comments.posted(place)),
      reply: (threadId: string, said: NewComment) =>
        after(
          call('POST /api/plans/:planId/threads/:threadId/comments', { planId, threadId }, said),
          words.comments.replied,
        ),
      edit: (commentId: string, text: string) =>
        after(
          call('PATCH /api/plans/:planId/comments/:commentId', { planId, commentId }, { text }),
          words.comments.editedNow,
        ),
      withdraw: (commentId: string) =>
        after(
          call('DELETE /api/plans/:planId/comments/:commentId', { planId, commentId }),
          words.comments.withdrawnNow,
        ),
      resolve: (threadId: string) =>
        after(call('POST /api/plans/:planId/threads/:threadId/resolve', { planId, threadId }), words.comments.resolved),
      reopen: (threadId: string) =>
        after(call('POST /api/plans/:planId/threads/:threadId/reopen', { planId, threadId }), words.comments.reopened),
    }
  }, [planId, announce, refresh])
}

export type ThreadActs = ReturnType<typeof useThreadActs>
