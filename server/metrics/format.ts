/**
 * Prometheus' text format 0.0.4: for each metric a line of help, its type, and a line for each sample:
 *
 *   # HELP comhla_updates_total Updates that were taken and are on disk.
 *   # TYPE comhla_updates_total counter
 *   comhla_updates_total 42
 *
 * A histogram counts what is at most each bound, all of it (`+Inf`), and the sum.
 */
export interface Sample {
  /** Behind the metric's name: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  samples(): readonly Sample[]
}

export interface Counter extends Metric {
  /** `label` is the value of the metric's one label, where it has one. */
  add(count: number, label?: string): void
}

export interface Histogram extends Metric {
  observe(value: number): void
}

interface Words {
  readonly name: string
  readonly help: string
}

/** A counter; with `label` one that counts separately for each of its values. */
export const createCounter = (words: Words, label?: string): Counter => {
  const counts = new Map<string, number>(label === undefined ? [['', 0]] : [])
  return {
    ...words,
    type: 'counter',
    add: (count, value = '') => void counts.set(value, (counts.get(value) ?? 0) + count),
    samples: () =>
      [...counts].map(([value, count]) => ({
        ...(label === undefined ? {} : { labels: { [label]: value } }),
        value: count,
      })),
  }
}

/** A value read when it is asked for; several where they have labels. */
export const createGauge = (words: Words, read: () => number | readonly Sample[]): Metric => ({
  ...words,
  type: 'gauge',
  samples: () => {
    const value = read()
    return typeof value === 'number' ? [{ value }] : value
  },
})

/** The same of what only grows. */
export const createTotal = (words: Words, read: () => number): Metric => ({
  ...createGauge(words, read),
  type: 'counter',
})

/** `bounds` grow. */
export const createHistogram = (words: Words, bounds: readonly number[]): Histogram => {
  const counts = new Array<number>(bounds.length).fill(0)
  let count = 0
  let sum = 0
  return {
    ...words,
    type: 'histogram',
    observe: (value) => {
      count += 1
      sum += value
      for (const [at, bound] of bounds.entries()) if (value <= bound) counts[at] = (counts[at] ?? 0) + 1
    },
    samples: () => [
      ...bounds.map((bound, at) => ({ suffix: '_bucket', labels: { le: String(bound) }, value: counts[at] ?? 0 })),
      { suffix: '_bucket', labels: { le: '+Inf' }, value: count },
      { suffix: '_sum', value: sum },
      { suffix: '_count', value: count },
    ],
  }
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"')

const printLabels = (labels: Readonly<Record<string, string>> = {}): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const printMetric = ({ name, help, type, samples }: Metric): string =>
  [
    `# HELP ${name} ${escapeHelp(help)}`,
    `# TYPE ${name} ${type}`,
    ...samples().map(({ suffix = '', labels, value }) => `${name}${suffix}${printLabels(labels)} ${value}`),
  ].join('\n')

export const contentType = 'text/plain; version=0.0.4; charset=utf-8'

export const printMetrics = (metrics: readonly Metric[]): string => `${metrics.map(printMetric).join('\n')}\n`
