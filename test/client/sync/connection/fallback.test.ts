import { describe, expect, it } from 'vitest'
import { createCarrier } from '../../../../client/sync/connection/carrier.ts'
import { createEventReader } from '../../../../client/sync/connection/event-reader.ts'
import type { TransportEvents, Way } from '../../../../client/sync/connection/transport.ts'
import { decodeParcel, encodeEntry } from '../../../../shared/parcel.ts'
import { breathe, createFakeTime } from '../../../support/fake-time.ts'

type Manner =
  /** Answers at once. */
  | 'works'
  /** Answers after six seconds. */
  | 'is slow'
  /** Refused by something in between. */
  | 'refused'
  /** Neither opens nor fails. */
  | 'hangs'
  /** Is heard, then breaks off. */
  | 'dies'
  /** Is heard once and never again, whatever it is asked. */
  | 'falls silent'
  | 4401

const here = encodeEntry({ kind: 'here' })

const asks = (parcel: Uint8Array): boolean => (decodeParcel(parcel) ?? []).some(({ kind }) => kind === 'ask')

const createWorld = ({ chance = 0.5 } = {}) => {
  const time = createFakeTime()
  const manner: Record<Way['name'], Manner> = { socket: 'works', stream: 'works' }
  const tried: Way['name'][] = []
  const live = new Set<TransportEvents>()
  const act = (name: Way['name'], events: TransportEvents): void => {
    const how = manner[name]
    if (how === 'refused') end(events, 1006)
    if (how === 4401) end(events, 4401)
    if (how === 'works' || how === 'dies') beat(events)
    if (how === 'is slow') time.later(6_000, () => beat(events))
    if (how === 'falls silent') events.received(here)
    if (how === 'dies') time.later(100, () => end(events, 1006))
  }
  const end = (events: TransportEvents, code: number): void => {
    if (live.delete(events)) events.ended(code, '')
  }
  /** The server is heard every 20 seconds. */
  const beat = (events: TransportEvents): void => {
    if (!live.has(events)) return
    events.received(here)
    time.later(20_000, () => beat(events))
  }
  const answer = (events: TransportEvents): void => {
    if (live.has(events)) events.received(here)
  }
  const wayNamed = (name: Way['name']): Way => ({
    name,
    open: (events) => {
      tried.push(name)
      live.add(events)
      time.later(20, () => {
        if (live.has(events)) act(name, events)
      })
      return {
        send: (parcel) => {
          if (asks(parcel) && manner[name] !== 'falls silent') time.later(10, () => answer(events))
        },
        close: () => void live.delete(events),
      }
    },
  })
  const carrier = createCarrier({
    ways: [wayNamed('socket'), wayNamed('stream')],
    later: time.later,
    elapsedMs: time.now,
    random: () => chance,
  })
  const told: string[] = []
  let wanted = true
  /** As the provider does: a socket that closes is asked for anew, unless its end is final. */
  const open = (): void => {
    if (!wanted) return
    const socket = new carrier.Socket('/aims')
    socket.onopen = () => told.push('opened')
    socket.onerror = () => told.push('failed')
    socket.onclose = ({ code }) => {
      told.push(`closed ${code}`)
      if (code < 4400 || code >= 4500) time.later(200, open)
    }
    current = socket
  }
  let current: { send(frame: Uint8Array): void } | null = null
  open()
  return {
    time,
    manner,
    tried,
    carrier,
    told,
    live,
    type: () => current?.send(Uint8Array.of(0, 2, 0)),
    /** The connection in use is lost. */
    cut: async () => {
      for (const events of [...live]) end(events, 1006)
      await breathe()
    },
    stop: () => void (wanted = false),
  }
}

describe('a page whose WebSockets are blocked', () => {
  it.each<[string, Manner]>([
    ['are refused', 'refused'],
    ['hang', 'hangs'],
  ])('[WIRE19] talks through the stream within 5 seconds where sockets %s', async (_, how) => {
    const { time, manner, carrier, told } = createWorld()
    manner.socket = how
    await time.pass(5_000)
    expect([carrier.via(), told]).toEqual(['stream', ['opened']])
  })

  it('[WIRE19] talks through the stream within 5 seconds where sockets open and die, however long the pauses', async () => {
    const { time, manner, carrier } = createWorld({ chance: 0.999 })
    manner.socket = 'dies'
    await time.pass(5_000)
    expect(carrier.via()).toBe('stream')
  })

  it('[WIRE19] is back on the stream within 5 seconds whenever the socket it has returned to dies', async () => {
    const { time, manner, carrier, told } = createWorld({ chance: 0.999 })
    manner.socket = 'dies'
    await time.pass(5_000)
    let [awayMs, longestMs] = [0, 0]
    for (let passedMs = 0; passedMs < 600_000; passedMs += 100) {
      await time.pass(100)
      awayMs = carrier.via() === 'stream' ? 0 : awayMs + 100
      longestMs = Math.max(longestMs, awayMs)
    }
    expect(longestMs).toBeLessThanOrEqual(5_000)
    expect(told.filter((word) => word === 'closed 1012').length).toBeGreaterThan(3)
  })

  it('[WIRE19] talks through the stream where sockets are heard once and then fall silent', async () => {
    const { time, manner, carrier } = createWorld()
    manner.socket = 'falls silent'
    await time.pass(40_000)
    expect(carrier.via()).toBe('stream')
  })

  it('[WIRE19] stays with a way that has been heard for some time, though it breaks off', async () => {
    const { time, cut, carrier } = createWorld()
    await time.pass(25_000)
    await cut()
    await time.pass(3_000)
    expect(carrier.via()).toBe('socket')
  })

  it('[WIRE19] says that it is not connected only when every way has failed', async () => {
    const { time, manner, carrier, told } = createWorld()
    manner.socket = 'refused'
    manner.stream = 'refused'
    await time.pass(1_000)
    expect([carrier.via(), told]).toEqual([null, ['failed']])
    manner.stream = 'works'
    await time.pass(10_000)
    expect([carrier.via(), told.at(-1)]).toEqual(['stream', 'opened'])
  })

  it('[WIRE19] a final answer on one way is not asked for on the other', async () => {
    const { time, manner, tried, told } = createWorld()
    manner.socket = 4401
    await time.pass(20_000)
    expect([tried, told]).toEqual([['socket'], ['closed 4401']])
  })

  it('[WIRE20] returns to the socket when it can, and tries less and less often', async () => {
    const { time, manner, carrier, tried, told } = createWorld()
    manner.socket = 'refused'
    await time.pass(100)
    const triesIn = async (ms: number): Promise<number> => {
      const before = tried.filter((name) => name === 'socket').length
      await time.pass(ms)
      return tried.filter((name) => name === 'socket').length - before
    }
    const [first, later] = [await triesIn(60_000), await triesIn(60_000)]
    expect(first).toBeGreaterThan(1)
    expect(later).toBeLessThan(first)
    expect([carrier.via(), told]).toEqual(['stream', ['opened']])
    manner.socket = 'works'
    await time.pass(300_000)
    expect([carrier.via(), told]).toEqual(['socket', ['opened', 'closed 1012', 'opened']])
    expect(await triesIn(600_000)).toBe(0)
  })

  it('[WIRE20] returns at once when the network has changed, but moves nobody who is typing', async () => {
    const { time, manner, carrier, type, told } = createWorld()
    manner.socket = 'refused'
    await time.pass(1_000)
    manner.socket = 'works'
    type()
    carrier.wake()
    await time.pass(1_900)
    type()
    await time.pass(1_900)
    expect([carrier.via(), told]).toEqual(['stream', ['opened']])
    await time.pass(4_000)
    expect(carrier.via()).toBe('socket')
  })

  it('[WIRE20] moves nobody who begins to type while the socket is being tried, but later, when they rest', async () => {
    const { time, manner, carrier, type, told } = createWorld()
    manner.socket = 'refused'
    await time.pass(5_000)
    manner.socket = 'is slow'
    carrier.wake()
    for (let typed = 0; typed < 20; typed += 1) {
      await time.pass(500)
      type()
    }
    expect([carrier.via(), told]).toEqual(['stream', ['opened']])
    await time.pass(10_000)
    expect(carrier.via()).toBe('socket')
  })

  it('[WIRE20] leaves the stream for no socket that is heard once and then falls silent', async () => {
    const { time, manner, carrier, live, tried, told } = createWorld()
    manner.socket = 'refused'
    await time.pass(1_000)
    manner.socket = 'falls silent'
    carrier.wake()
    await time.pass(300_000)
    expect([carrier.via(), told]).toEqual(['stream', ['opened']])
    expect(tried.filter((name) => name === 'socket').length).toBeGreaterThan(3)
    expect(live.size).toBeLessThanOrEqual(2)
  })

  it('[WIRE20] after a loss begins with the way that has proved itself, the other a moment later', async () => {
    const { time, manner, tried, cut, carrier } = createWorld()
    manner.socket = 'hangs'
    await time.pass(30_000)
    tried.length = 0
    await cut()
    await time.pass(2_500)
    expect([carrier.via(), tried[0]]).toEqual(['stream', 'stream'])
  })

  it('[WIRE20] leaves nothing behind when no room is left', async () => {
    const { time, manner, carrier, live, stop, cut } = createWorld()
    manner.socket = 'refused'
    await time.pass(1_000)
    stop()
    await cut()
    await time.pass(60_000)
    expect([carrier.via(), live.size]).toEqual([null, 0])
  })
})

describe('an event stream', () => {
  it('[WIRE16] is read alike however it arrives', () => {
    const stream = ': padding\n\nevent: open\ndata: abc\n\ndata: QUJD\n\nevent: close\ndata: {"code":1}\n\n'
    const whole = createEventReader()(stream)
    const read = createEventReader()
    expect([...stream].flatMap((char) => read(char))).toEqual(whole)
    expect(whole).toEqual([
      { name: 'open', data: 'abc' },
      { name: 'message', data: 'QUJD' },
      { name: 'close', data: '{"code":1}' },
    ])
  })
})
