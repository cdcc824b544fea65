/**
 * Shows a long plan in steps: the section asked for first, then a few more each frame, so that the first words stand
 * on screen long before the last are laid out. Once shown, a section stays shown.
 */
import { useEffect, useState } from 'react'

/** Enough to fill a tall screen. */
const firstStep = 2
/** So few a step that typing and scrolling stay smooth while the rest is laid out. */
const step = 2

/** True for sections to show when `shown` of them are, beginning with number `first`. */
export const isShown = (index: number, first: number, shown: number, total: number): boolean =>
  (index - first + total) % total < shown

export const useProgress = (total: number, first: number, isReady: boolean): ((index: number) => boolean) => {
  const [shown, setShown] = useState(firstStep)
  useEffect(() => {
    if (!isReady || shown >= total) return
    const timer = setTimeout(() => setShown(shown + step), 0)
    return () => clearTimeout(timer)
  }, [isReady, shown, total])
  return (index) => isShown(index, first, shown, total)
}
