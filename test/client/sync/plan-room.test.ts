/** The plan's room on a page whose server is there or away, as a test says. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCarrier } from '../../../client/sync/connection/carrier.ts'
import type { Way } from '../../../client/sync/connection/transport.ts'
import { openPlanRoom } from '../../../client/sync/plan-room.ts'
import { encodeEntry } from '../../../shared/parcel.ts'
import { recentBellsMs } from '../../../shared/protocol.ts'
import { createFakeTime } from '../../support/fake-time.ts'

interface Start {
  readonly isThere: boolean
  /** How old the plan's facts are when the room is opened. */
  readonly ageMs?: number
}

const createPage = ({ isThere, ageMs = 0 }: Start) => {
  const time = createFakeTime()
  const server = { isThere, lose: (): void => undefined }
  const way: Way = {
    name: 'socket',
    open: ({ received, ended }) => {
      time.later(20, () => (server.isThere ? received(encodeEntry({ kind: 'here' })) : ended(1006, '')))
      server.lose = () => ended(1006, '')
      return { send: () => undefined, close: () => undefined }
    },
  }
  const { Socket } = createCarrier({ ways: [way], later: time.later, elapsedMs: time.now, random: () => 0.5 })
  let returns = 0
  const startedAt = time.now()
  const room = openPlanRoom(
    {
      Socket,
      now: () => time.now() - startedAt,
      readAt: () => -ageMs,
      onDoorbell: () => undefined,
      onReturn: () => void (returns += 1),
    },
    'plan1',
  )
  onTestFinished(room.close)
  const pass = async (ms: number): Promise<void> => {
    await time.pass(ms)
    // The provider has a clock of its own.
    vi.advanceTimersByTime(ms)
    await time.pass(0)
  }
  const news = () => ({ connected: room.state().connected, offlineSince: room.state().offlineSince, returns })
  return { server, pass, news }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe("the plan's room", () => {
  it('[PAGE40] reads nothing again when the first connection comes at once', async () => {
    const { pass, news } = createPage({ isThere: true })
    await pass(5_000)
    expect(news()).toEqual({ connected: true, offlineSince: null, returns: 0 })
  })

  it('[PAGE4] knows since when there is no connection on a page that never had one', async () => {
    const { pass, news } = createPage({ isThere: false })
    await pass(60_000)
    expect(news()).toEqual({ connected: false, offlineSince: 20, returns: 0 })
  })

  it('[PAGE40] reads all again when the first connection comes late', async () => {
    const { server, pass, news } = createPage({ isThere: false })
    await pass(60_000)
    server.isThere = true
    await pass(20_000)
    expect(news()).toEqual({ connected: true, offlineSince: null, returns: 1 })
  })

  it('[PAGE40] reads all again when what connects came so late that doorbells may be forgotten', async () => {
    const returnsAfter = async (ageMs: number): Promise<number> => {
      const { pass, news } = createPage({ isThere: true, ageMs })
      await pass(5_000)
      return news().returns
    }
    expect([await returnsAfter(20_000), await returnsAfter(recentBellsMs)]).toEqual([0, 1])
  })

  it('[PAGE4] [PAGE40] knows since when a connection is lost, and reads all again once it is back', async () => {
    const { server, pass, news } = createPage({ isThere: true })
    await pass(5_000)
    server.isThere = false
    server.lose()
    await pass(20_000)
    expect(news()).toEqual({ connected: false, offlineSince: 5_000, returns: 0 })
    server.isThere = true
    await pass(20_000)
    expect(news()).toEqual({ connected: true, offlineSince: null, returns: 1 })
  })
})
