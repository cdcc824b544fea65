import { describe, expect, it } from 'vitest'
import { createLine } from '../../../../client/sync/connection/line.ts'
import { encodeEntry } from '../../../../shared/parcel.ts'
import { createFakeTime } from '../../../support/fake-time.ts'

const here = encodeEntry({ kind: 'here' })

/** A line to a server that answers after 10 milliseconds while it can be reached. */
const createWorld = () => {
  const time = createFakeTime()
  const server = { isReached: true }
  let endedAt: number | null = null
  const answer = (): void => {
    if (server.isReached) line.events.received(here)
  }
  const line = createLine({
    transport: { send: () => void time.later(10, answer), close: () => undefined },
    later: time.later,
    elapsedMs: time.now,
    onEnd: () => void (endedAt = time.now()),
  })
  line.events.received(here)
  /** How long after a moment the line was given up; null while it is not. */
  const endedAfterMs = (moment: number): number | null => (endedAt === null ? null : endedAt - moment)
  return { time, server, line, endedAfterMs }
}

describe('a line that is asked for a sign of life', () => {
  it('[WIRE14] is asked at every moment, also soon after the one before', async () => {
    const { time, server, line, endedAfterMs } = createWorld()
    line.probe()
    await time.pass(1_000)
    server.isReached = false
    const lostAt = time.now()
    line.probe()
    await time.pass(60_000)
    expect(endedAfterMs(lostAt)).toBe(5_000)
  })

  it('[WIRE14] has five seconds from the first question that it left unanswered', async () => {
    const { time, server, line, endedAfterMs } = createWorld()
    server.isReached = false
    const lostAt = time.now()
    for (let asked = 0; asked < 4; asked += 1) {
      line.probe()
      await time.pass(2_000)
    }
    expect(endedAfterMs(lostAt)).toBe(5_000)
  })

  it('[WIRE14] lives on when it answers', async () => {
    const { time, line, endedAfterMs } = createWorld()
    line.probe()
    await time.pass(20_000)
    expect(endedAfterMs(0)).toBe(null)
  })
})
