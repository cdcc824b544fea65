/** Which sections are in view, in the order of the plan; settles before it tells, so that scrolling past costs nothing. */
import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Someone who stays so long is reading. */
const settleMs = 250

/** The room at the top that a section gone to is placed below, in pixels, and a little more. */
export const clearOfBars = (): number =>
  (Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + 8

/** `part`: all of the screen, or what is below the room at its top, where reading begins. */
export const useSectionsInView = (
  container: RefObject<HTMLElement | null>,
  sectionIds: readonly string[],
  part: 'screen' | 'reading' = 'screen',
): readonly string[] => {
  const [inView, setInView] = useState<readonly string[]>([])
  const key = sectionIds.join(' ')
  useEffect(() => {
    const visible = new Set<string>()
    let timer = 0
    const tell = (): void => setInView(key.split(' ').filter((id) => visible.has(id)))
    const look = (entries: readonly IntersectionObserverEntry[]): void => {
      for (const { target, isIntersecting } of entries) {
        const id = (target as HTMLElement).dataset.sectionId ?? ''
        if (isIntersecting) visible.add(id)
        else visible.delete(id)
      }
      clearTimeout(timer)
      timer = window.setTimeout(tell, settleMs)
    }
    const room = part === 'reading' ? clearOfBars() : 0
    const observer = new IntersectionObserver(look, { rootMargin: `${-room}px 0px 0px` })
    for (const element of container.current?.querySelectorAll('[data-section-id]') ?? []) observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [container, key, part])
  return inView
}

/** The last section one was at, while nothing of the text can be seen: on a narrow screen another part hides it. */
export const useLastSection = (current: string | null, isTextInView: boolean): string | null => {
  const [last, setLast] = useState<string | null>(null)
  if (!isTextInView) return last
  if (current !== last) setLast(current)
  return current
}
