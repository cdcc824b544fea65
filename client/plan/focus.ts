/** Moves focus and scroll to a place on the plan page. Only ever called for something the reader did. */

const show = (element: HTMLElement | null): boolean => {
  if (element === null) return false
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'start' })
  return true
}

export const headingId = (sectionId: string): string => `section-${sectionId}`

export const focusSection = (sectionId: string): boolean => show(document.getElementById(headingId(sectionId)))

/** Goes to a block, to its section where the block cannot be found. */
export const focusBlock = (sectionId: string, blockId: string): boolean =>
  show(document.getElementById(`block-${blockId}`)) || focusSection(sectionId)

/** The block that the fragment of an address names: `#block-<id>`. */
export const blockOfHash = (hash: string): string | null =>
  hash.startsWith('#block-') ? decodeURIComponent(hash.slice('#block-'.length)) : null

export const focusThread = (threadId: string): boolean => show(document.getElementById(`thread-${threadId}`))

/** Goes to the words of a thread in the text. */
export const focusWords = (threadId: string): boolean => {
  const words = document.querySelector<HTMLElement>(`[data-threads~="${CSS.escape(threadId)}"]`)
  if (words === null) return false
  words.tabIndex = -1
  words.focus({ preventScroll: true })
  words.scrollIntoView({ block: 'center' })
  return true
}
