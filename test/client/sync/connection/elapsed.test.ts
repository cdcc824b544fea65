import { describe, expect, it } from 'vitest'
import { createElapsed } from '../../../../client/sync/connection/elapsed.ts'

/** A computer of which a test says what its two clocks show. */
const createComputer = () => {
  const shows = { timeOfDay: 1_780_000_000_000, steady: 500 }
  const pass = (ms: number): void => {
    shows.timeOfDay += ms
    shows.steady += ms
  }
  const elapsedMs = createElapsed({ timeOfDay: () => shows.timeOfDay, steady: () => shows.steady })
  return { shows, pass, elapsedMs }
}

describe('the time that has passed', () => {
  it('[WIRE14] goes on when the clock is set back', () => {
    const { shows, pass, elapsedMs } = createComputer()
    pass(1_000)
    expect(elapsedMs()).toBe(1_000)
    pass(1_000)
    shows.timeOfDay -= 3_600_000
    expect(elapsedMs()).toBe(2_000)
    pass(1_000)
    expect(elapsedMs()).toBe(3_000)
  })

  it('[WIRE14] holds the hour for which the computer slept, though the steady count stood still', () => {
    const { shows, pass, elapsedMs } = createComputer()
    pass(1_000)
    shows.timeOfDay += 3_600_000
    expect(elapsedMs()).toBe(3_601_000)
  })
})
