/**
 * The section whose heading one was led to: by the outline, by an address, at the end of writing. One at the end of the
 * plan that is short cannot come to the top of the screen, where reading begins; it is the current one all the same,
 * until one scrolls. The way there is a scrolling, too, and a page whose text is still laid out scrolls by itself: one's
 * own is what a wheel or a finger does, and what comes once the page has stood still and is as long as before.
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
    let isThere = false
    let isOnTheWay = false
    let length = 0
    let frame = 0
    let timer = 0
    const lengthNow = (): number => document.documentElement.scrollHeight
    const stopWaiting = (): void => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
    const arrive = (): void => {
      isOnTheWay = false
      length = lengthNow()
    }
    // From a frame on: a busy page tells late, with its next frame, that it has scrolled.
    const beOnTheWay = (): void => {
      isOnTheWay = true
      stopWaiting()
      frame = requestAnimationFrame(() => void (timer = window.setTimeout(arrive, settleMs)))
    }
    const onFocus = ({ target }: FocusEvent): void => {
      const sectionId = sectionOfHeading(target)
      if (sectionId === null) return
      isThere = true
      setGoneTo(sectionId)
      beOnTheWay()
    }
    const leave = (): void => {
      stopWaiting()
      isThere = false
      setGoneTo(null)
    }
    const onScroll = (): void => {
      if (!isThere) return
      if (isOnTheWay || length !== lengthNow()) beOnTheWay()
      else leave()
    }
    text.addEventListener('focusin', onFocus)
    text.addEventListener('wheel', leave, { passive: true })
    text.addEventListener('touchmove', leave, { passive: true })
    window.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      stopWaiting()
      text.removeEventListener('focusin', onFocus)
      text.removeEventListener('wheel', leave)
      text.removeEventListener('touchmove', leave)
      window.removeEventListener('scroll', onScroll)
    }
  }, [container])
  return goneTo
}
