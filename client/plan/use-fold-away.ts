/**
 * Folds a `<details>` away that lies over the page: on Esc, which gives the focus back to its button, and once one
 * presses on or goes to something outside it.
 */
import { useEffect } from 'react'
import type { RefObject } from 'react'

const isOutside = (details: HTMLElement, { target }: Event): boolean =>
  target instanceof Node && !details.contains(target)

/** A press on words in it puts the focus on what it stands in, which is no going away. */
const isWithin = (details: HTMLElement, { target }: Event): boolean =>
  target instanceof Node && target.contains(details)

export const useFoldAway = (ref: RefObject<HTMLDetailsElement | null>): void => {
  useEffect(() => {
    const details = ref.current
    if (details === null) return
    const onPress = (event: Event): void => {
      if (isOutside(details, event)) details.open = false
    }
    const onFocus = (event: Event): void => {
      if (!isWithin(details, event)) onPress(event)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || !details.open) return
      event.preventDefault()
      details.open = false
      details.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKey)
    }
  }, [ref])
}
