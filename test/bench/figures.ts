/** Numbers of a run: medians, percentiles, ratios, and the table they are read in. */

export interface Row {
  readonly what: string
  readonly unit: 'ms' | 'kB'
  /** Most that was promised; null where nothing was. */
  readonly budget: number | null
  /** One figure a subject, ours first. */
  readonly figures: readonly number[]
}

/** By the nearest rank; `share` 0.5 is the median, 0.95 the 95th percentile. */
export const percentile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new Error('No numbers to take a percentile of')
  return found
}

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5)

const say = (number: number): string => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en-GB'))

const verdict = ({ budget, figures: [ours = 0] }: Row): string =>
  budget === null ? '' : ours <= budget ? 'kept' : 'missed'

const cells = (row: Row): readonly string[] => {
  const [ours = 0, theirs = 0] = row.figures
  return [
    `${row.what}, ${row.unit}`,
    row.budget === null ? '' : say(row.budget),
    verdict(row),
    ...row.figures.map(say),
    theirs === 0 ? '' : `${(ours / theirs).toFixed(2)}x`,
  ]
}

/** Numbers to the right, words to the left. */
export const table = (rows: readonly Row[], subjects: readonly string[]): string => {
  const lines = [['', 'at most', '', ...subjects, 'ratio'], ...rows.map(cells)]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length))) ?? []
  return lines
    .map((line) =>
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((line) => line.join('  ').trimEnd())
    .join('\n')
}
