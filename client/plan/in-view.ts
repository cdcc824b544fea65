/** Which sections are in view, in the order of the plan; settles before it tells, so that scrolling past costs nothing. */
import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Someone who stays so long is reading. */
const settleMs = 250

export const useSectionsInView = (
  container: RefObject<HTMLElement | null>,
  sectionIds: readonly string[],
): readonly string[] => {
  const [inView, setInView] = useState<readonly string[]>([])
  const key = sectionIds.join(' ')
  useEffect(() => {
    const visible = new Set<string>()
    let timer = 0
    const tell = (): void => setInView(key.split(' ').filter((id) => visible.has(id)))
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = (target as HTMLElement).dataset.sectionId ?? ''
        if (isIntersecting) visible.add(id)
        else visible.delete(id)
      }
      clearTimeout(timer)
      timer = window.setTimeout(tell, settleMs)
    })
    for (const element of container.current?.querySelectorAll('[data-section-id]') ?? []) observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [container, key])
  return inView
}
