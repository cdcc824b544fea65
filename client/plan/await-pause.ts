/**
 * Who types when their editor is closed types on for a moment. A space would then scroll the page by a screen, and the
 * reason out of sight: until a pause it does nothing, but for who types into something else by then.
 */
import { isTypedInto } from '../ui/typed-into.ts'

/** Longer than between two keys of a word, shorter than it takes to read why and reach for the next key. */
const pauseMs = 1_000

export const awaitPause = (): void => {
  let timer = 0
  const end = (): void => removeEventListener('keydown', swallow, true)
  const wait = (): void => {
    clearTimeout(timer)
    timer = window.setTimeout(end, pauseMs)
  }
  const swallow = (event: KeyboardEvent): void => {
    if (isTypedInto(event.target)) return end()
    wait()
    if (event.key === ' ') event.preventDefault()
  }
  addEventListener('keydown', swallow, true)
  wait()
}
