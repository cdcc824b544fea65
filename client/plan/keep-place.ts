/**
 * Keeps the words one was at where they are on the screen, while the static text takes the place of the editor. Both
 * have one element for each line, list, table and block that is shown, in the same order; a block is lower without its
 * controls, so of what begins above the screen the same share stays above.
 */
import { clearOfBars } from './in-view.ts'

const pieces = (sectionId: string, text: string): readonly Element[] =>
  [...document.querySelectorAll(`[data-section-id="${sectionId}"] ${text} > *`)].filter((piece) =>
    piece.checkVisibility(),
  )

/** The one with the caret, else the first that begins on the screen, else the one that fills it. */
const choosePiece = (all: readonly Element[]): Element | undefined => {
  const top = clearOfBars()
  const inView = all.filter((piece) => {
    const box = piece.getBoundingClientRect()
    return box.bottom > top && box.top < innerHeight
  })
  const caret = document.getSelection()?.focusNode ?? null
  return (
    inView.find((piece) => piece.contains(caret)) ??
    inView.find((piece) => piece.getBoundingClientRect().top >= top) ??
    inView[0]
  )
}

/** By then the browser has noted how high each piece is, for when it is out of sight. */
const settleFrames = 2

/** Has all of a section laid out, which is else done near to what is in sight and one frame late; answers what ends it. */
const layOut = (sectionId: string, parts: readonly Element[]): (() => void) => {
  const section = document.querySelector(`[data-section-id="${sectionId}"]`)
  const styles = [section, ...parts].flatMap((part) => (part instanceof HTMLElement ? [part.style] : []))
  for (const style of styles) style.contentVisibility = 'visible'
  return () => styles.forEach((style) => style.removeProperty('content-visibility'))
}

const afterFrames = (count: number, run: () => void): void => {
  if (count === 0) run()
  else requestAnimationFrame(() => afterFrames(count - 1, run))
}

/** `leave` puts the static text there before it returns. False, and nothing is kept, where no word is in sight. */
export const leaveInPlace = (sectionId: string, leave: () => void): boolean => {
  const written = pieces(sectionId, '.section-text')
  const piece = choosePiece(written)
  if (piece === undefined) {
    leave()
    return false
  }
  const { top, height } = piece.getBoundingClientRect()
  const place = Math.max(top, clearOfBars())
  const share = (place - top) / Math.max(1, height)
  leave()
  const read = pieces(sectionId, '.static-text')
  const endLayingOut = layOut(sectionId, read)
  const box = read[written.indexOf(piece)]?.getBoundingClientRect()
  if (box !== undefined) window.scrollBy({ top: box.top + share * box.height - place, behavior: 'instant' })
  afterFrames(settleFrames, endLayingOut)
  return box !== undefined
}
