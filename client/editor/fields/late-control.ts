/**
 * A control that is made when its place comes near to what is in sight, or is gone to, and else when the page has nothing
 * to do. A section may hold hundreds, each of many elements; made at once they would keep the caret waiting.
 */
import { whenIdle } from '../../ui/when-idle.ts'
import { element } from '../dom.ts'
import type { Control } from './control.ts'

/** Drawn a screen ahead, so that neither scrolling nor Tab meets a place that waits. */
const ahead = '100% 0px'
/** A few at a time, so that a key never waits long. */
const perIdle = 4

const waiting = new Map<Element, () => void>()
let watcher: IntersectionObserver | null = null
let isResting = false

const wait = (place: Element, make: () => void): void => {
  waiting.set(place, make)
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) makeNow(target)
      makeAtRest()
    },
    { rootMargin: ahead },
  )
  watcher.observe(place)
}

const makeNow = (place: Element): void => {
  const make = waiting.get(place)
  forget(place)
  make?.()
}

const forget = (place: Element): void => {
  watcher?.unobserve(place)
  waiting.delete(place)
}

/** The rest, while the page has nothing else to do: who lists the controls of a page by its tools finds them all. */
const makeAtRest = (): void => {
  if (isResting || waiting.size === 0) return
  isResting = true
  whenIdle(() => {
    isResting = false
    for (const place of [...waiting.keys()].slice(0, perIdle)) makeNow(place)
    makeAtRest()
  })
}

/** Makes what waits in this part of the page, to go to it. */
export const makeControlsIn = (part: Element): void => {
  for (const place of part.querySelectorAll('.field-late')) makeNow(place)
}

export const createLateControl = (make: () => Control): Control => {
  const dom = element('div', { class: 'field-late' })
  let made: Control | null = null
  let shown: unknown = null
  wait(dom, () => {
    made = make()
    made.show(shown)
    dom.classList.remove('field-late')
    dom.replaceChildren(made.dom)
  })
  return {
    dom,
    show: (value) => {
      shown = value
      made?.show(value)
    },
    settle: () => made?.settle(),
    isUnsent: () => made?.isUnsent() ?? false,
    refresh: () => made?.refresh?.(),
    leave: () => forget(dom),
  }
}
