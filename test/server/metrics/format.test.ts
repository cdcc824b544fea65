import { describe, expect, it } from 'vitest'
import {
  createCounter,
  createGauge,
  createHistogram,
  createTotal,
  printMetrics,
} from '../../../server/metrics/format.ts'

describe('the format of metrics', () => {
  it('[OPS30] is Prometheus’ text: help, type, and a line for each sample', () => {
    const updates = createCounter({ name: 'updates_total', help: 'Updates that were taken.' })
    const refusals = createCounter({ name: 'refused_total', help: 'Updates that were not.' }, 'reason')
    updates.add(2)
    updates.add(3)
    refusals.add(1, 'read-only')
    refusals.add(1, 'too\\large "by\nfar"')
    refusals.add(2, 'read-only')
    const open = createGauge({ name: 'rooms_open', help: 'Rooms in\nmemory \\ here.' }, () => 7)
    const delay = createGauge({ name: 'delay_seconds', help: 'Delay.' }, () => [
      { labels: { quantile: '0.5', of: 'loop' }, value: 0.25 },
    ])
    const sent = createTotal({ name: 'sent_total', help: 'Sent.' }, () => 1e21)
    expect(printMetrics([updates, refusals, open, delay, sent])).toBe(
      [
        '# HELP updates_total Updates that were taken.',
        '# TYPE updates_total counter',
        'updates_total 5',
        '# HELP refused_total Updates that were not.',
        '# TYPE refused_total counter',
        'refused_total{reason="read-only"} 3',
        'refused_total{reason="too\\\\large \\"by\\nfar\\""} 1',
        '# HELP rooms_open Rooms in\\nmemory \\\\ here.',
        '# TYPE rooms_open gauge',
        'rooms_open 7',
        '# HELP delay_seconds Delay.',
        '# TYPE delay_seconds gauge',
        'delay_seconds{quantile="0.5",of="loop"} 0.25',
        '# HELP sent_total Sent.',
        '# TYPE sent_total counter',
        'sent_total 1e+21',
        '',
      ].join('\n'),
    )
  })

  it('[OPS30] counts in a histogram what is at most each bound', () => {
    const commits = createHistogram({ name: 'commit_seconds', help: 'Commits.' }, [0.1, 1])
    for (const seconds of [0.1, 0.5, 1.5, 0.0625]) commits.observe(seconds)
    expect(printMetrics([commits]).split('\n').slice(2)).toEqual([
      'commit_seconds_bucket{le="0.1"} 2',
      'commit_seconds_bucket{le="1"} 3',
      'commit_seconds_bucket{le="+Inf"} 4',
      'commit_seconds_sum 2.1625',
      'commit_seconds_count 4',
      '',
    ])
  })

  it('[OPS30] begins with nothing counted', () => {
    const metrics = [createCounter({ name: 'a', help: 'A.' }), createCounter({ name: 'b', help: 'B.' }, 'reason')]
    expect(printMetrics(metrics)).toBe('# HELP a A.\n# TYPE a counter\na 0\n# HELP b B.\n# TYPE b counter\n')
  })
})
