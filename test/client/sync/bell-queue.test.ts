import { describe, expect, it } from 'vitest'
import type { Doorbell } from '../../../shared/protocol.ts'
import { createBellQueue, gatherMs } from '../../../client/sync/bell-queue.ts'
import { createFakeTime } from '../../support/fake-time.ts'

const longestMs = 5_000

const createDoor = () => {
  const time = createFakeTime()
  const answered: string[] = []
  const hand = { isTyping: false }
  const bells = createBellQueue({
    later: time.later,
    isTyping: () => hand.isTyping,
    answer: ({ what, id }) => answered.push(`${what} ${id}`),
  })
  return { bells, answered, hand, pass: time.pass }
}

describe('doorbells', () => {
  it('[PAGE20] answers a burst once for each thing that changed', async () => {
    const { bells, answered, pass } = createDoor()
    const rung: readonly Doorbell[] = [
      { what: 'reading', id: 's1' },
      { what: 'reading', id: 's1' },
      { what: 'reading', id: 's2' },
      { what: 'threads', id: 'p1' },
      { what: 'threads', id: 'p1' },
    ]
    for (const bell of rung) bells.ring(bell)
    expect(answered).toEqual([])
    await pass(gatherMs)
    expect(answered).toEqual(['reading s1', 'reading s2', 'threads p1'])
    await pass(longestMs)
    expect(answered).toHaveLength(3)
  })

  it('[PAGE20] lets readings wait for a pause in typing, and nothing else', async () => {
    const { bells, answered, hand, pass } = createDoor()
    hand.isTyping = true
    bells.ring({ what: 'reading', id: 's1' })
    bells.ring({ what: 'threads', id: 'p1' })
    await pass(1_000)
    bells.ring({ what: 'reading', id: 's1' })
    expect(answered).toEqual(['threads p1'])
    hand.isTyping = false
    await pass(gatherMs)
    expect(answered).toEqual(['threads p1', 'reading s1'])
  })

  it('[PAGE20] lets them wait no longer than five seconds of typing without a pause', async () => {
    const { bells, answered, hand, pass } = createDoor()
    hand.isTyping = true
    bells.ring({ what: 'reading', id: 's1' })
    await pass(longestMs - gatherMs)
    expect(answered).toEqual([])
    await pass(gatherMs)
    expect(answered).toEqual(['reading s1'])
    bells.ring({ what: 'reading', id: 's1' })
    await pass(gatherMs)
    expect(answered).toHaveLength(1)
  })

  it('[PAGE20] answers nothing more once it is closed', async () => {
    const { bells, answered, pass } = createDoor()
    bells.ring({ what: 'reading', id: 's1' })
    bells.close()
    await pass(longestMs)
    expect(answered).toEqual([])
  })
})
