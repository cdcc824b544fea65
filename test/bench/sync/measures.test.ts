import { describe, expect, it } from 'vitest'
import { judge, type Measure, report, type Series } from './measures.ts'

const cpu: Measure = {
  scenario: 'twenty',
  figure: 'cpu',
  what: 'CPU',
  best: 'least',
  promised: [
    { against: 'best peer', times: 0.5 },
    { against: 'relay', times: 1.15 },
  ],
}
const series = (ours: readonly number[], relay: readonly number[]): readonly Series[] => [
  { name: 'Ours', kind: 'ours', figures: ours },
  { name: 'Slow', kind: 'peer', figures: [90, 80, 100] },
  { name: 'Quick', kind: 'peer', figures: [60, 50, 70] },
  { name: 'relay', kind: 'relay', figures: relay },
]

describe('promises about speed', () => {
  it('compares medians with the best of the peers, and says whether every round keeps the promise', () => {
    expect(judge(cpu, series([24, 26, 20], [20, 21, 22]))).toEqual([
      '<= 0.5x best peer: 0.40x kept',
      '<= 1.15x relay: 1.14x kept',
    ])
    expect(judge(cpu, series([24, 25, 20], [23, 24, 22]))[0]).toBe('<= 0.5x best peer: 0.40x kept, in every round')
    expect(judge(cpu, series([40, 41, 42], [23, 24, 22]))[1]).toBe('<= 1.15x relay: 1.78x missed')
  })

  it('turns around where more is better', () => {
    const throughput: Measure = { ...cpu, best: 'most', promised: [{ against: 'best peer', times: 2 }] }
    expect(judge(throughput, series([250, 240, 260], []))).toEqual(['>= 2x best peer: 2.78x kept, in every round'])
    expect(judge(throughput, series([170, 190, 260], []))).toEqual(['>= 2x best peer: 2.11x kept'])
  })

  it('never calls a promise kept that was not measured', () => {
    expect(judge(cpu, series([], []))).toEqual(['<= 0.5x best peer: not measured', '<= 1.15x relay: not measured'])
    expect(report([{ measure: cpu, series: series([], [20]) }])).toContain('failed')
  })
})
