/**
 * The section whose heading one was led to: by the outline, by an address, at the end of writing. One at the end of the
 * plan that is short cannot come to the top of the screen, where reading begins; it is the current one all the same,
 * until one scrolls: by wheel, finger or key, or otherwise so far that it is out of sight. The page also scrolls by
 * itself, on the way there and while its text is still laid out, so that its scrolling tells nothing. Text that is laid
 * out above may push the section out of sight before one has seen it: then it is brought back.
 */
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { headingId } from './focus.ts'

/** Null for anything but a section's heading. */
const sectionOfHeading = (target: EventTarget | null): string | null => {
  if (!(target instanceof Element)) return null
  const sectionId = target.closest<HTMLElement>('[data-section-id]')?.dataset.sectionId
  return sectionId !== undefined && target.id === headingId(sectionId) ? sectionId : null
}

const bringBack = (sectionId: string): void =>
  document.getElementById(headingId(sectionId))?.scrollIntoView({ behavior: 'instant' })

const scrollKeys: readonly string[] = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']

/** `inView`: the sections that can be seen. */
export const useSectionGoneTo = (
  container: RefObject<HTMLElement | null>,
  inView: readonly string[],
): string | null => {
  const [goneTo, setGoneTo] = useState<string | null>(null)
  const wasSeen = useRef(false)
  /** What was in view when one was led there tells nothing about having arrived. */
  const leftFrom = useRef(inView)
  const shown = useRef(inView)
  /** What had the focus when one left the window: it comes back to it, without being led anywhere. */
  const leftWith = useRef<EventTarget | null>(null)
  useEffect(() => {
    const text = container.current
    if (text === null) return
    const onFocusOut = ({ target }: FocusEvent): void => {
      leftWith.current = target === document.activeElement ? target : null
    }
    const onFocus = ({ target }: FocusEvent): void => {
      const isBack = target === leftWith.current
      leftWith.current = null
      const sectionId = sectionOfHeading(target)
      if (sectionId === null || isBack) return
      wasSeen.current = false
      leftFrom.current = shown.current
      setGoneTo(sectionId)
    }
    const leave = (): void => setGoneTo(null)
    const onKey = ({ key, defaultPrevented }: KeyboardEvent): void => {
      if (scrollKeys.includes(key) && !defaultPrevented) leave()
    }
    text.addEventListener('focusin', onFocus)
    text.addEventListener('focusout', onFocusOut)
    text.addEventListener('wheel', leave, { passive: true })
    text.addEventListener('touchmove', leave, { passive: true })
    text.addEventListener('keydown', onKey)
    return () => {
      text.removeEventListener('focusin', onFocus)
      text.removeEventListener('focusout', onFocusOut)
      text.removeEventListener('wheel', leave)
      text.removeEventListener('touchmove', leave)
      text.removeEventListener('keydown', onKey)
    }
  }, [container])
  useEffect(() => {
    const isSeen = goneTo !== null && inView.includes(goneTo)
    shown.current = inView
    if (wasSeen.current && !isSeen) setGoneTo(null)
    else if (goneTo !== null && !isSeen && inView.length > 0 && inView !== leftFrom.current) bringBack(goneTo)
    wasSeen.current = isSeen
  }, [inView, goneTo])
  return goneTo
}
