/**
 * How high a bar at the foot of the screen is, for what must not stand under it: text may be large and wrap the bar's
 * words. Given to the styles as `--foot-bar`; there is one such bar on a screen.
 */
import { useLayoutEffect } from 'react'
import type { RefObject } from 'react'

export const useFootRoom = (bar: RefObject<HTMLElement | null>): void =>
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const measured = bar.current
    if (measured === null) return
    const observer = new ResizeObserver(() => style.setProperty('--foot-bar', `${measured.offsetHeight}px`))
    observer.observe(measured)
    return () => {
      observer.disconnect()
      style.removeProperty('--foot-bar')
    }
  }, [bar])
