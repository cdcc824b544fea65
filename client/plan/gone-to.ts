/**
 * The section whose heading one was led to: by the outline, by an address, at the end of writing. One at the end of the
 * plan that is short cannot come to the top of the screen, where reading begins; it is the current one all the same,
 * until one scrolls. The way there is a scrolling, too: one's own begins once the page has stood still.
 */
import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { headingId } from './focus.ts'
import { settleMs } from './in-view.ts'

/** Null for anything but a section's heading. */
const sectionOfHeading = (target: EventTarget | null): string | null => {
  if (!(target instanceof Element)) return null
  const sectionId = target.closest<HTMLElement>('[data-section-id]')?.dataset.sectionId
  return sectionId !== undefined && target.id === headingId(sectionId) ? sectionId : null
}

export const useSectionGoneTo = (container: RefObject<HTMLElement | null>): string | null => {
  const [goneTo, setGoneTo] = useState<string | null>(null)
  useEffect(() => {
    const text = container.current
    if (text === null) return
    let isOnTheWay = false
    let frame = 0
    let timer = 0
    const stopWaiting = (): void => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
    const arrive = (): void => void (isOnTheWay = false)
    // From a frame on: a busy page tells late, with its next frame, that it has scrolled.
    const beOnTheWay = (): void => {
      isOnTheWay = true
      stopWaiting()
      frame = requestAnimationFrame(() => void (timer = window.setTimeout(arrive, settleMs)))
    }
    const onFocus = ({ target }: FocusEvent): void => {
      const sectionId = sectionOfHeading(target)
      if (sectionId === null) return
      setGoneTo(sectionId)
      beOnTheWay()
    }
    const onScroll = (): void => (isOnTheWay ? beOnTheWay() : setGoneTo(null))
    text.addEventListener('focusin', onFocus)
    window.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      stopWaiting()
      text.removeEventListener('focusin', onFocus)
      window.removeEventListener('scroll', onScroll)
    }
  }, [container])
  return goneTo
}
