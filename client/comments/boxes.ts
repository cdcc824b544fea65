/** The boxes in which comments are written, by name: what was typed into one is found again by it. */
import { useState, useSyncExternalStore } from 'react'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { usePlatform } from '../platform.ts'
import type { UnsentWords } from '../ui/unsent-words.ts'
import { useUnsentStore } from '../ui/UnsentWords.tsx'

export type Box = Pick<UnsentWords, 'box' | 'opens'>

/** For a comment that opens a thread. */
export const newBox = ({ id: planId, me }: PlanView, target: ThreadTarget): Box => ({
  box: JSON.stringify(['new', me.personId, planId, target]),
  opens: { planId, personId: me.personId, target },
})

export const replyBox = (personId: string, threadId: string): Box => ({
  box: JSON.stringify(['reply', personId, threadId]),
  opens: null,
})

export const editBox = (personId: string, commentId: string): Box => ({
  box: JSON.stringify(['edit', personId, commentId]),
  opens: null,
})

/** Whether something was typed there that is not sent. */
export const useIsBegun = ({ box }: Box): boolean => useUnsentStore().find(box) !== undefined

/** What a box holds; `start` is what it held before anything was typed. */
export const useBoxWords = (box: Box, start: string) => {
  const store = useUnsentStore()
  const { newId } = usePlatform()
  const [begun] = useState(() => store.find(box.box))
  const [commentId] = useState(() => begun?.commentId ?? newId())
  const [text, setText] = useState(begun?.text ?? start)
  const forget = (): void => store.forget(box.box)
  const type = (next: string): void => {
    setText(next)
    if (next.trim() === start.trim()) forget()
    else store.keep({ ...box, commentId, text: next })
  }
  return { text, commentId, type, forget }
}

/** Where new comments of this plan are begun: the one asked for first, then those left with something typed. */
export const useNewTargets = ({ id, me }: PlanView, asked: ThreadTarget | null): readonly ThreadTarget[] => {
  const store = useUnsentStore()
  const begun = useSyncExternalStore(store.subscribe, store.all).flatMap(({ opens }) =>
    opens !== null && opens.planId === id && opens.personId === me.personId ? [opens.target] : [],
  )
  if (asked === null) return begun
  return [asked, ...begun.filter((target) => JSON.stringify(target) !== JSON.stringify(asked))]
}
