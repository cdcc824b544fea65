import { describe, expect, it } from 'vitest'
import { createLimits } from '../../../server/actions/limits.ts'

const minute = 60_000

const createWorld = () => {
  let time = 1_780_000_000_000
  const limits = createLimits({ now: () => time })
  const comment = (): boolean => limits.take('comment', 'Ada')
  return {
    comment,
    spend: () => {
      while (comment()) {
        // Until none is left.
      }
    },
    move: (ms: number) => void (time += ms),
  }
}

describe('the bounds of acts', () => {
  it('[PPL15] give back with time what was used', () => {
    const { comment, spend, move } = createWorld()
    spend()
    move(2_000)
    expect([comment(), comment()]).toEqual([true, false])
    move(minute)
    expect(comment()).toBe(true)
  })

  it('[PPL15] keep nobody from their acts when the server’s clock is set back', () => {
    const { comment, spend, move } = createWorld()
    comment()
    move(-60 * minute)
    expect(comment()).toBe(true)
    spend()
    move(2_000)
    expect(comment()).toBe(true)
  })

  it('[PPL15] look through all that knocked now and then, not with each knock, however many they were', () => {
    let looks = 0
    const limits = createLimits({
      now: () => {
        looks += 1
        return 1_780_000_000_000
      },
    })
    const knocks = 15_000
    for (let at = 0; at < knocks; at += 1) limits.take('secretAddress', `network ${at}`)
    expect(looks).toBeLessThan(knocks * 12)
  })
})
