/** What differs between two texts, line by line: lines only in the earlier, lines only in the later, in order. */

export interface LineChange {
  readonly kind: 'added' | 'removed'
  readonly text: string
}

/** Lengths of the longest common run of lines of each pair of tails. */
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

export const diffLines = (before: readonly string[], after: readonly string[]): readonly LineChange[] => {
  const lengths = commonLengths(before, after)
  const changes: LineChange[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const [one, other] = [before[i], after[j]]
    if (one !== undefined && one === other) {
      i += 1
      j += 1
    } else if (one !== undefined && (other === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      changes.push({ kind: 'removed', text: one })
      i += 1
    } else {
      changes.push({ kind: 'added', text: other ?? '' })
      j += 1
    }
  }
  return changes
}
