/** Moves focus and scroll to a place on the plan page. Only ever called for something the reader did. */
import { cardId } from '../comments/walk.ts'

const show = (element: HTMLElement | null): boolean => {
  if (element === null) return false
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'start' })
  return true
}

export const headingId = (sectionId: string): string => `section-${sectionId}`

export const focusSection = (sectionId: string): boolean => show(document.getElementById(headingId(sectionId)))

/** True for who is in a section, or nowhere since what had the focus is gone. */
export const isIn = (sectionId: string): boolean => {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused.closest(`[data-section-id="${sectionId}"]`) !== null
}

/** Goes to the section, to the plan's own heading where it is gone. */
export const focusSectionOrPlan = (sectionId: string): boolean =>
  focusSection(sectionId) || show(document.getElementById('page-heading'))

/** Goes to a part of the page by its name. */
export const focusNamed = (name: string): boolean => {
  const named = document.querySelector<HTMLElement>(`[aria-label="${CSS.escape(name)}"]`)
  if (named !== null) named.tabIndex = -1
  return show(named)
}

/** Goes to a block, to its section where the block cannot be found. */
export const focusBlock = (sectionId: string, blockId: string): boolean =>
  show(document.getElementById(`block-${blockId}`)) || focusSection(sectionId)

/** The block that the fragment of an address names: `#block-<id>`. Ids need no decoding, which anybody's link could fail. */
export const blockOfHash = (hash: string): string | null =>
  hash.startsWith('#block-') ? hash.slice('#block-'.length) : null

const cardOf = (threadId: string): HTMLElement | null => document.getElementById(cardId(threadId))

/** Room left around a thread that the side panel is scrolled to, in pixels. */
const cardRoom = 16

/** Scrolls the side panel to a thread, where it scrolls by itself; the page and the focus stay. */
export const showThread = (threadId: string): void => {
  const panel = document.getElementById('side-panel')
  const card = cardOf(threadId)?.getBoundingClientRect()
  if (panel === null || card === undefined) return
  const { top, bottom } = panel.getBoundingClientRect()
  const above = card.top - cardRoom - top
  const below = card.bottom + cardRoom - Math.min(bottom, innerHeight)
  panel.scrollTop += Math.min(above, Math.max(0, below))
}

/** In the panel first: what stands beside the text is no reason to scroll the text. */
export const focusThread = (threadId: string): void => {
  showThread(threadId)
  cardOf(threadId)?.focus({ preventScroll: true })
  cardOf(threadId)?.scrollIntoView({ block: 'nearest' })
}

/** Goes to the words of a thread in the text. */
export const focusWords = (threadId: string): boolean => {
  const words = document.querySelector<HTMLElement>(`[data-threads~="${CSS.escape(threadId)}"]`)
  if (words === null) return false
  words.tabIndex = -1
  words.focus({ preventScroll: true })
  words.scrollIntoView({ block: 'center' })
  return true
}
