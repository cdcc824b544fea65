/**
 * Walking through the comments in the list: to the next and the previous one, from wherever the focus is; and keeping
 * the focus when the card that has it drops out of the list.
 */
import { useEffect, useEffectEvent, useLayoutEffect } from 'react'

export type Step = 1 | -1

/** The thread a step leads to; past the ends it begins again at the other one. Null for an empty list. */
export const stepTo = (shownIds: readonly string[], current: string | null, step: Step): string | null => {
  const at = current === null ? -1 : shownIds.indexOf(current)
  if (at === -1) return (step === 1 ? shownIds[0] : shownIds.at(-1)) ?? null
  return shownIds.at((at + step) % shownIds.length) ?? null
}

/** The thread that takes the place of one no longer shown: the next one still shown, else the last. */
export const successorOf = (allIds: readonly string[], shownIds: readonly string[], gone: string): string | null =>
  allIds.slice(allIds.indexOf(gone) + 1).find((id) => shownIds.includes(id)) ?? shownIds.at(-1) ?? null

/** Id of a thread's card on the page. */
export const cardId = (threadId: string): string => `thread-${threadId}`

export const focusCard = (threadId: string): void => document.getElementById(cardId(threadId))?.focus()

/** The thread whose card has the focus. */
const focusedThread = (allIds: readonly string[]): string | null => {
  const card = document.activeElement?.closest('[role=comment]')
  return allIds.find((id) => cardId(id) === card?.id) ?? null
}

/** Ctrl+Alt+N and Ctrl+Alt+P; not with AltGr, which writes letters on some keyboards. */
const stepOfKey = (event: KeyboardEvent): Step | null => {
  if (!event.ctrlKey || !event.altKey || event.defaultPrevented || event.getModifierState('AltGraph')) return null
  if (event.code === 'KeyN') return 1
  return event.code === 'KeyP' ? -1 : null
}

interface Walk {
  readonly allIds: readonly string[]
  readonly shownIds: readonly string[]
  readonly activeId: string | null
  /** Brings the list into view, where another part of the page hides it. */
  readonly onShow: () => void
  /** Takes the focus when the list has become empty. */
  readonly emptyId: string
}

/** Answers what makes a step. */
export const useCommentWalk = ({ allIds, shownIds, activeId, onShow, emptyId }: Walk): ((step: Step) => void) => {
  const walk = (step: Step): void => {
    const next = stepTo(shownIds, focusedThread(allIds) ?? activeId, step)
    if (next === null) return
    onShow()
    requestAnimationFrame(() => focusCard(next))
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = stepOfKey(event)
    if (step === null) return
    event.preventDefault()
    walk(step)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const shown = shownIds.join(' ')
  const keepFocus = useEffectEvent(() => {
    const focused = focusedThread(allIds)
    if (focused === null || shownIds.includes(focused)) return
    const next = successorOf(allIds, shownIds, focused)
    if (next === null) document.getElementById(emptyId)?.focus()
    else focusCard(next)
  })
  useLayoutEffect(() => keepFocus(), [shown])
  return walk
}
