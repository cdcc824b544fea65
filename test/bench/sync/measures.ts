/**
 * What is promised of the server, as ratios to the servers measured beside it, and the table they are read in. A promise
 * is kept by the medians; it is kept for sure when our worst round keeps it against the other's best.
 */
import { median } from '../figures.ts'

export interface Promised {
  /** The best of the peers, or the server with this name. */
  readonly against: 'best peer' | 'relay'
  readonly times: number
}

export interface Measure {
  readonly scenario: string
  readonly figure: string
  readonly what: string
  /** Smaller figures are better, or larger ones. */
  readonly best: 'least' | 'most'
  readonly promised: readonly Promised[]
}

const peer = (times: number): Promised => ({ against: 'best peer', times })
const relay = (times: number): Promised => ({ against: 'relay', times })
const least = (scenario: string, figure: string, what: string, ...promised: readonly Promised[]): Measure => ({
  scenario,
  figure,
  what,
  best: 'least',
  promised,
})

export const measures: readonly Measure[] = [
  least('twenty', 'cpu', '1 room, 20 clients: CPU ms per 1,000 delivered', peer(0.5), relay(1.15)),
  least('twenty', 'p50', '1 room, 20 clients: p50 ms', peer(0.7)),
  least('hundred', 'cpu', '1 room, 100 clients: CPU ms per 1,000 delivered', peer(0.7), relay(1.05)),
  least('hundred', 'p99', '1 room, 100 clients: p99 ms'),
  least('crowded', 'p99', '1 room, 300 clients: p99 ms', relay(1)),
  {
    scenario: 'closed',
    figure: 'perSecond',
    what: '20 writers, closed loop: delivered a second',
    best: 'most',
    promised: [peer(2.7), relay(5)],
  },
  least('closed', 'cpu', '20 writers, closed loop: CPU ms per 1,000 delivered'),
  least('pairs', 'cpu', '500 rooms x 2: CPU ms per 1,000 delivered', peer(0.35)),
  least('pairs', 'p99', '500 rooms x 2: p99 ms'),
  least('pairs', 'roomKb', '500 rooms x 2: kB a room', peer(0.65)),
  least('joining', 'coldMs', 'join of a large room, cold: ms', peer(0.1)),
  least('joining', 'warmMs', 'join of a large room, warm: ms', peer(0.4)),
  least('joining', 'kilobytes', 'join of a large room: kB received', peer(0.4)),
  least('joining', 'openMb', 'memory of an open large room: MB', peer(0.15)),
  least('returning', 'heldMs', '200 come back holding the room: ms', peer(0.28)),
  least('returning', 'heldReuploads', '200 come back holding the room: re-uploads', peer(0)),
  least('returning', 'emptyMs', '200 come back holding nothing: ms', peer(0.2)),
  least('cursors', 'cpu', 'cursors of 20 among 100: CPU ms per 1,000', peer(0.65)),
]

/** By subject, by round; a round that failed has none. */
export interface Series {
  readonly name: string
  readonly kind: 'ours' | 'peer' | 'relay'
  readonly figures: readonly number[]
}

const bestOf = ({ best }: Measure, figures: readonly number[]): number =>
  best === 'least' ? Math.min(...figures) : Math.max(...figures)
const worstOf = ({ best }: Measure, figures: readonly number[]): number =>
  best === 'least' ? Math.max(...figures) : Math.min(...figures)

const say = (number: number): string => {
  if (Math.abs(number) >= 100_000) return `${Math.round(number / 1000).toLocaleString('en-GB')}k`
  return number < 10 ? number.toFixed(2) : number < 100 ? number.toFixed(1) : Math.round(number).toLocaleString('en-GB')
}

const cell = ({ figures }: Series): string => {
  if (figures.length === 0) return 'failed'
  const range = figures.length === 1 ? '' : ` (${say(Math.min(...figures))}-${say(Math.max(...figures))})`
  return `${say(median(figures))}${range}`
}

const rivalsOf = (series: readonly Series[], { against }: Promised): readonly Series[] =>
  series.filter(
    ({ kind, name, figures }) => figures.length > 0 && (against === 'best peer' ? kind === 'peer' : name === against),
  )

const holds = ({ best }: Measure, times: number, ours: number, theirs: number): boolean =>
  best === 'least' ? ours <= times * theirs : ours >= times * theirs

/** One line a promise: the ratio reached, whether it is kept, and whether even the worst round keeps it. */
export const judge = (measure: Measure, series: readonly Series[]): readonly string[] => {
  const ours = series.find(({ kind }) => kind === 'ours')?.figures ?? []
  return measure.promised.map((promised) => {
    const rivals = rivalsOf(series, promised)
    const sign = measure.best === 'least' ? '<=' : '>='
    const head = `${sign} ${promised.times}x ${promised.against}:`
    if (rivals.length === 0 || ours.length === 0) return `${head} not measured`
    const theirs = bestOf(
      measure,
      rivals.map(({ figures }) => median(figures)),
    )
    const theirBest = bestOf(
      measure,
      rivals.flatMap(({ figures }) => figures),
    )
    const kept = holds(measure, promised.times, median(ours), theirs)
    const surely = holds(measure, promised.times, worstOf(measure, ours), theirBest)
    const ratio = theirs === 0 ? '' : ` ${(median(ours) / theirs).toFixed(2)}x`
    return `${head}${ratio} ${surely && ours.length > 1 ? 'kept, in every round' : kept ? 'kept' : 'missed'}`
  })
}

const columns = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return lines
    .map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)))
    .map((line) => line.join('  ').trimEnd())
    .join('\n')
}

export interface Measured {
  readonly measure: Measure
  readonly series: readonly Series[]
}

export const report = (measured: readonly Measured[]): string => {
  const names = measured[0]?.series.map(({ name }) => name) ?? []
  const figures = measured.map(({ measure, series }) => [measure.what, ...series.map((one) => cell(one))])
  const promises = measured.flatMap(({ measure, series }) =>
    judge(measure, series).map((verdict) => [measure.what, verdict]),
  )
  return `${columns([['median (least-most)', ...names], ...figures])}\n\n${columns([['promised', ''], ...promises])}`
}
