/**
 * What differs between two texts: lines only in the earlier and only in the later, in order. A line that was changed in
 * some words is one change that says which; what has hardly a word in common is two.
 */

/** A stretch of a text against the other: in both, only in the later, only in the earlier. */
export interface Stretch {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

export interface LineChange {
  readonly kind: 'added' | 'removed'
  readonly text: string
}

export interface ChangedLine {
  readonly kind: 'changed'
  readonly parts: readonly Stretch[]
}

export type TextChange = LineChange | ChangedLine

/**
 * Pairs of lines, or of words, compared at most: a page of 2,000 words takes some hundredths of a second, and time and
 * memory grow by squares.
 */
const maxPairs = 4_000_000

/** Lengths of the longest common run of pieces of each pair of tails. */
const commonLengths = (a: readonly string[], b: readonly string[]): readonly (readonly number[])[] => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? []
      row[j] = a[i] === b[j] ? (lengths[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}

const asSame = (text: string): Stretch => ({ kind: 'same', text })

const countSame = (most: number, isSame: (index: number) => boolean): number => {
  let count = 0
  while (count < most && isSame(count)) count += 1
  return count
}

/**
 * Lines of a text, or words of a line, each said to be in both or in one. What is the same at both ends is looked at
 * once; of a middle of too many pairs all that was there goes, and all that is there comes.
 */
const compare = (before: readonly string[], after: readonly string[]): readonly Stretch[] => {
  const most = Math.min(before.length, after.length)
  const head = countSame(most, (index) => before[index] === after[index])
  const tail = countSame(most - head, (index) => before.at(-1 - index) === after.at(-1 - index))
  const [goes, comes] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)]
  return [
    ...before.slice(0, head).map(asSame),
    ...(goes.length * comes.length > maxPairs
      ? [...goes.map(asRemoved), ...comes.map(asAdded)]
      : compareAll(goes, comes)),
    ...before.slice(before.length - tail).map(asSame),
  ]
}

const compareAll = (before: readonly string[], after: readonly string[]): readonly Stretch[] => {
  const lengths = commonLengths(before, after)
  const pieces: Stretch[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const [one, other] = [before[i], after[j]]
    if (one !== undefined && one === other) {
      pieces.push({ kind: 'same', text: one })
      i += 1
      j += 1
    } else if (one !== undefined && (other === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      pieces.push({ kind: 'removed', text: one })
      i += 1
    } else {
      pieces.push({ kind: 'added', text: other ?? '' })
      j += 1
    }
  }
  return pieces
}

const isChange = (piece: Stretch): piece is LineChange => piece.kind !== 'same'

export const diffLines = (before: readonly string[], after: readonly string[]): readonly LineChange[] =>
  compare(before, after).filter(isChange)

export const diffTexts = (before: readonly string[], after: readonly string[]): readonly TextChange[] => {
  const changes: TextChange[] = []
  let removed: string[] = []
  let added: string[] = []
  // The last, which is in both, ends what was changed before it.
  for (const { kind, text } of [...compare(before, after), { kind: 'same', text: '' } as const]) {
    if (kind === 'removed') removed.push(text)
    else if (kind === 'added') added.push(text)
    else {
      // One by one: a call takes only so many arguments.
      for (const change of pairUp(removed, added)) changes.push(change)
      removed = []
      added = []
    }
  }
  return changes
}

/** Letters that are read at most to find lines in which others live on: some fifty long paragraphs against as many. */
const maxLetters = 20_000_000

const countLetters = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0)

/** Each line is read beside each of the others. */
const areTooMany = (removed: readonly string[], added: readonly string[]): boolean =>
  removed.length * countLetters(added) + added.length * countLetters(removed) > maxLetters

/** Of lines that gave way to others, those that live on in one of them are one change with it. */
const pairUp = (removed: readonly string[], added: readonly string[]): readonly TextChange[] => {
  if (areTooMany(removed, added)) return [...removed.map(asRemoved), ...added.map(asAdded)]
  const changes: TextChange[] = []
  let next = 0
  for (const line of removed) {
    const at = added.findIndex((other, index) => index >= next && isAlike(line, other))
    if (at === -1) {
      changes.push({ kind: 'removed', text: line })
      continue
    }
    changes.push(...added.slice(next, at).map(asAdded), changedLine(line, added[at] ?? ''))
    next = at + 1
  }
  return [...changes, ...added.slice(next).map(asAdded)]
}

const asAdded = (text: string): LineChange => ({ kind: 'added', text })
const asRemoved = (text: string): LineChange => ({ kind: 'removed', text })

/** Each with the space that follows it. */
const wordsOf = (line: string): readonly string[] => line.match(/\S+\s*/g) ?? []

/** At least half of the words of each stand in the other. */
const isAlike = (one: string, other: string): boolean => {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  const known = new Set(others.map((word) => word.trim()))
  const shared = words.filter((word) => known.has(word.trim())).length
  return shared * 2 >= Math.max(words.length, others.length) && words.length * others.length <= maxPairs
}

const changedLine = (before: string, after: string): ChangedLine => ({
  kind: 'changed',
  parts: joined(compare(wordsOf(before), wordsOf(after))),
})

/** Neighbours of a kind become one; of words that gave way to others, all that went stand before all that came. */
const joined = (pieces: readonly Stretch[]): readonly Stretch[] => {
  const parts: Stretch[] = []
  for (const { kind, text } of pieces) {
    const last = parts.at(-1)
    const beforeLast = parts.at(-2)
    if (last?.kind === kind) parts.splice(-1, 1, { kind, text: last.text + text })
    else if (kind === 'removed' && last?.kind === 'added' && beforeLast?.kind === 'removed')
      parts.splice(-2, 1, { kind, text: beforeLast.text + text })
    else parts.push({ kind, text })
  }
  return parts
}
