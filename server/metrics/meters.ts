/**
 * What is counted while the server runs, and what is read from it when somebody asks. No name, no id and no word of
 * anybody's is in it: labels are close codes and reasons of the program's own.
 */
import type { IntervalHistogram } from 'node:perf_hooks'
import type { UpdateLog } from '../store/ports.ts'
import type { Carriers } from '../sync/carriers.ts'
import type { Meters } from '../sync/deps.ts'
import type { Census } from '../sync/rooms.ts'
import { createCounter, createGauge, createHistogram, createTotal, type Metric, type Sample } from './format.ts'
import type { TransportKind } from '../sync/transport.ts'
import type { Traffic } from './traffic.ts'

/** Seconds. A commit takes some tenths of a millisecond on a good disk; beyond a second people notice. */
const commitBounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface ServerMeters extends Meters {
  /** The log, with the time of each commit counted. `now` in ms, as exact as the machine has it. */
  timeCommits(log: UpdateLog, now: () => number): UpdateLog
  /** What was counted since the start. */
  readonly counted: readonly Metric[]
}

export const createMeters = (): ServerMeters => {
  const updates = createCounter({ name: 'comhla_updates_total', help: 'Updates that were taken and are on disk.' })
  const refusals = createCounter(
    { name: 'comhla_updates_refused_total', help: 'Updates that were not taken, by reason.' },
    'reason',
  )
  const closes = createCounter(
    {
      name: 'comhla_connections_closed_total',
      help: 'Connections, and rooms on them, closed or turned away by the server, by code.',
    },
    'code',
  )
  const failures = createCounter({ name: 'comhla_log_failures_total', help: 'Commits that the log refused.' })
  const commits = createHistogram(
    { name: 'comhla_log_commit_seconds', help: 'Time from the end of a turn until its updates are on disk.' },
    commitBounds,
  )

  const timeCommits = (log: UpdateLog, now: () => number): UpdateLog => ({
    ...log,
    append: async (batch) => {
      const startedAt = now()
      try {
        await log.append(batch)
        commits.observe((now() - startedAt) / 1000)
      } catch (error) {
        failures.add(1)
        throw error
      }
    },
  })

  return {
    accepted: (count) => updates.add(count),
    refused: (reason) => refusals.add(1, reason),
    closed: (code) => closes.add(1, String(code)),
    timeCommits,
    counted: [updates, refusals, closes, commits, failures],
  }
}

export interface Watched {
  readonly census: () => Census
  readonly carriers: Pick<Carriers, 'open'>
  readonly traffic: Traffic
  readonly loopDelay: IntervalHistogram
}

const quantiles = [50, 99, 100] as const

/** Since last asked. */
const readDelay = (delay: IntervalHistogram): readonly Sample[] => {
  const samples = quantiles.map((percent) => ({
    labels: { quantile: String(percent / 100) },
    value: delay.count === 0 ? 0 : delay.percentile(percent) / 1e9,
  }))
  delay.reset()
  return samples
}

const roomMetrics = (census: () => Census): readonly Metric[] => {
  const gauge = (name: string, help: string, read: (now: Census) => number): Metric =>
    createGauge({ name: `comhla_${name}`, help }, () => read(census()))
  return [
    gauge('rooms_open', 'Rooms in memory.', ({ open }) => open),
    gauge('rooms_with_document', 'Rooms whose document is in memory, not only their state.', ({ withDoc }) => withDoc),
    gauge('rooms_held', 'Rooms held for a decision.', ({ held }) => held),
    gauge('rooms_unwritten', 'Rooms that cannot write their log.', ({ unwritten }) => unwritten),
    gauge('room_connections', 'Connections in rooms.', ({ sessions }) => sessions),
    gauge('presence', 'Connections that say where in a room they are.', ({ present }) => present),
  ]
}

const kinds: readonly TransportKind[] = ['socket', 'stream']

const carrierMetrics = (carriers: Pick<Carriers, 'open'>): readonly Metric[] => [
  createGauge(
    { name: 'comhla_carriers_open', help: 'Connections of pages and programs that carry rooms, by what carries them.' },
    () => kinds.map((kind) => ({ labels: { kind }, value: carriers.open(kind) })),
  ),
]

const processMetrics = (traffic: Traffic, delay: IntervalHistogram): readonly Metric[] => [
  createGauge({ name: 'comhla_sockets_open', help: 'Network connections, of pages and programs.' }, traffic.open),
  createTotal({ name: 'comhla_sent_bytes_total', help: 'Bytes sent to the network.' }, () => traffic.bytes().sent),
  createTotal({ name: 'comhla_received_bytes_total', help: 'Bytes got from it.' }, () => traffic.bytes().received),
  createGauge({ name: 'comhla_event_loop_delay_seconds', help: 'How late the event loop was since last asked.' }, () =>
    readDelay(delay),
  ),
  createGauge({ name: 'process_resident_memory_bytes', help: 'Memory of the process.' }, () =>
    process.memoryUsage.rss(),
  ),
  createGauge({ name: 'nodejs_heap_used_bytes', help: 'Memory of objects.' }, () => process.memoryUsage().heapUsed),
  createTotal({ name: 'process_cpu_seconds_total', help: 'Processor time used.' }, () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }),
]

/** What is read at the moment of asking. */
export const watchedMetrics = ({ census, carriers, traffic, loopDelay }: Watched): readonly Metric[] => [
  ...roomMetrics(census),
  ...carrierMetrics(carriers),
  ...processMetrics(traffic, loopDelay),
]
