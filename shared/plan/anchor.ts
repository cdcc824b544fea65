/**
 * Anchors of comments: how a thread stays on its words while others write. No mark stands in the text. An anchor keeps
 * two Yjs relative positions, the words as they were last found, and a little of what stood around them. After each
 * batch of edits it is placed anew:
 *
 *   1. the positions still hold exactly these words: there;
 *   2. the same words, white space aside, stand where the surroundings fit (a split, a join, a move, cut and paste
 *      and undo all kill positions, but not words): there;
 *   3. the positions hold words that resemble them (somebody edited inside): there, and these are its words from now;
 *   4. otherwise null: the words are gone. The caller lists the thread as detached and may ask again later.
 *
 * Short words must fit their surroundings; 20 letters or more that occur once need not.
 */
import * as Y from 'yjs'
import { fromBase64, toBase64 } from 'lib0/buffer'
import { textOfRange, type Point, type Range, type Textblock } from './coordinates.ts'
import { linesOf } from './lines.ts'

export interface Anchor {
  /** Yjs relative positions, base64. The start holds on to the character after it, the end to the one before. */
  readonly start: string
  readonly end: string
  readonly words: string
  readonly before: string
  readonly after: string
}
export type Words = Pick<Anchor, 'words' | 'before' | 'after'>

/** Letters of surroundings kept on either side. */
const contextLength = 48
/** From here on words that occur once in a section are taken to be the same ones, wherever they stand. */
const tellingLength = 20
/** Surrounding letters that must fit for shorter words. */
const minContextFit = 6
/** Share of the old words that must still stand inside an edited range. */
const minResemblance = 1 / 3

/** Anchors a range of the section as it reads now, white space at its ends aside; null where it holds no words. */
export const makeAnchor = (doc: Y.Doc, blocks: readonly Textblock[], selected: Range): Anchor | null => {
  const flat = flatten(blocks)
  const from = firstLetterAt(flat, selected.start)
  const to = firstLetterAt(flat, selected.end)
  const range = rangeOfLetters(flat, from, to - from)
  if (range === null) return null
  const lines = linesOf(doc)
  const start = relativeAt(lines[range.start.textblock], range.start.offset, 0)
  const end = relativeAt(lines[range.end.textblock], range.end.offset, -1)
  if (start === null || end === null) return null
  return { start, end, words: textOfRange(blocks, range), ...surroundings(flat, from, to) }
}

/** Places an anchor in the section as it reads now. See the head of this file. */
export const placeAnchor = (
  doc: Y.Doc,
  blocks: readonly Textblock[],
  anchor: Anchor,
): { readonly range: Range; readonly anchor: Anchor } | null => {
  const held = rangeHeld(doc, anchor)
  const heldWords = held === null ? '' : textOfRange(blocks, held)
  if (held !== null && heldWords === anchor.words) return refreshed(doc, blocks, held)
  const found = findWords(blocks, anchor)
  if (found !== null) return refreshed(doc, blocks, found)
  return held !== null && resembles(anchor.words, heldWords) ? refreshed(doc, blocks, held) : null
}

const refreshed = (doc: Y.Doc, blocks: readonly Textblock[], range: Range) => {
  const anchor = makeAnchor(doc, blocks, range)
  return anchor === null ? null : { range, anchor }
}

/** The words of an edit inside a range: enough of the old ones are still there. */
const resembles = (before: string, now: string): boolean => {
  const old = before.split(/\s+/).filter((word) => word !== '')
  const kept = new Set(now.split(/\s+/))
  return now.trim() !== '' && old.filter((word) => kept.has(word)).length >= old.length * minResemblance
}

// ---- finding words -----------------------------------------------------------------------------------------------

/** Where the words stand, if their surroundings or their length leave no doubt; else null. */
export const findWords = (blocks: readonly Textblock[], { words, before, after }: Words): Range | null => {
  const flat = flatten(blocks)
  const sought = lettersOf(words)
  const hits = occurrences(flat.letters, sought)
  const fit = (at: number): number =>
    commonEnd(flat.letters.slice(0, at), lettersOf(before)) +
    commonStart(flat.letters.slice(at + sought.length), lettersOf(after))
  const best = hits.reduce<{ at: number; fit: number } | null>((leader, at) => {
    const score = fit(at)
    return leader === null || score > leader.fit ? { at, fit: score } : leader
  }, null)
  if (best === null) return null
  const isTelling = sought.length >= tellingLength && hits.length === 1
  return isTelling || best.fit >= minContextFit ? rangeOfLetters(flat, best.at, sought.length) : null
}

/** More hits than this and the words tell nothing. */
const maxHits = 200

const occurrences = (text: string, sought: string): readonly number[] => {
  const hits: number[] = []
  if (sought === '') return hits
  for (let at = text.indexOf(sought); at !== -1 && hits.length < maxHits; at = text.indexOf(sought, at + 1))
    hits.push(at)
  return hits
}

const commonEnd = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}
const commonStart = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** What of words counts when they are looked for: splitting and joining paragraphs change nothing but white space. */
export const lettersOf = (text: string): string => text.replace(/\s+/g, '')

interface Flat {
  /** All textblocks without white space. */
  readonly letters: string
  /** For each letter where it stands. */
  readonly points: readonly Point[]
}

const flatten = (blocks: readonly Textblock[]): Flat => {
  let text = ''
  const points: Point[] = []
  blocks.forEach((block, textblock) => {
    for (let offset = 0; offset < block.text.length; offset++) {
      const unit = block.text.charAt(offset)
      if (/\s/.test(unit)) continue
      text += unit
      points.push({ textblock, offset })
    }
  })
  return { letters: text, points }
}

const rangeOfLetters = ({ points }: Flat, at: number, length: number): Range | null => {
  if (length <= 0) return null
  const first = points[at]
  const last = points[at + length - 1]
  return first === undefined || last === undefined ? null : { start: first, end: { ...last, offset: last.offset + 1 } }
}

const surroundings = ({ letters }: Flat, from: number, to: number): Pick<Anchor, 'before' | 'after'> => ({
  before: letters.slice(Math.max(0, from - contextLength), from),
  after: letters.slice(to, to + contextLength),
})

const firstLetterAt = ({ points }: Flat, { textblock, offset }: Point): number => {
  const index = points.findIndex((p) => p.textblock > textblock || (p.textblock === textblock && p.offset >= offset))
  return index === -1 ? points.length : index
}

// ---- positions in the document -----------------------------------------------------------------------------------

/** Length of a line's child as places count it. */
const lengthOf = (child: unknown): number => {
  if (child instanceof Y.XmlText) return child.length
  return child instanceof Y.XmlElement && child.nodeName === 'hardBreak' ? 1 : 0
}

/** `assoc` 0 holds on to what follows, -1 to what precedes. */
const relativeAt = (line: Y.XmlElement | undefined, offset: number, assoc: 0 | -1): string | null => {
  let rest = offset
  for (const child of line?.toArray() ?? []) {
    const length = lengthOf(child)
    const isInside = assoc === 0 ? rest < length : rest <= length && rest > 0
    if (child instanceof Y.XmlText && isInside) {
      return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(child, rest, assoc)))
    }
    rest -= length
  }
  return null
}

const rangeHeld = (doc: Y.Doc, anchor: Anchor): Range | null => {
  const lines = linesOf(doc)
  const start = pointOf(doc, lines, anchor.start)
  const end = pointOf(doc, lines, anchor.end)
  if (start === null || end === null) return null
  const isForward = start.textblock < end.textblock || (start.textblock === end.textblock && start.offset < end.offset)
  return isForward ? { start, end } : null
}

/** Where a stored position stands now; null where its line is gone. */
const pointOf = (doc: Y.Doc, lines: readonly Y.XmlElement[], encoded: string): Point | null => {
  const position = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(encoded)), doc)
  const line = position?.type.parent
  const textblock = line instanceof Y.XmlElement ? lines.indexOf(line) : -1
  if (position === null || textblock === -1) return null
  let offset = position.index
  for (const child of lines[textblock]?.toArray() ?? []) {
    if (child === position.type) return { textblock, offset }
    offset += lengthOf(child)
  }
  return null
}
