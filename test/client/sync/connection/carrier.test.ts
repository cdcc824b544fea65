import { describe, expect, it } from 'vitest'
import { createCarrier } from '../../../../client/sync/connection/carrier.ts'
import type { ProviderSocket } from '../../../../client/sync/connection/channel-socket.ts'
import type { Transport, TransportEvents, Way } from '../../../../client/sync/connection/transport.ts'
import { decodeParcel, encodeEntry, type Entry } from '../../../../shared/parcel.ts'
import { breathe, createFakeTime } from '../../../support/fake-time.ts'

/** A way whose tries the test answers by hand. */
interface Try {
  readonly way: Way['name']
  readonly events: TransportEvents
  readonly sent: Entry[]
  isClosed: boolean
}

const here = encodeEntry({ kind: 'here' })

const createWorld = ({ names = ['socket'] as readonly Way['name'][], chance = 0.5 } = {}) => {
  const time = createFakeTime()
  const tries: Try[] = []
  const wayNamed = (name: Way['name']): Way => ({
    name,
    open: (events): Transport => {
      const made: Try = { way: name, events, sent: [], isClosed: false }
      tries.push(made)
      return {
        send: (parcel) => void made.sent.push(...(decodeParcel(parcel) ?? [])),
        close: () => void (made.isClosed = true),
      }
    },
  })
  const carrier = createCarrier({
    ways: names.map(wayNamed),
    later: time.later,
    elapsedMs: time.now,
    random: () => chance,
  })
  const told: string[] = []
  /** A provider's socket, which notes what it is told. */
  const open = (name: string): ProviderSocket => {
    const socket = new carrier.Socket(`/${name}`)
    socket.onopen = () => told.push(`${name} opened`)
    socket.onmessage = ({ data }) => told.push(`${name} got ${[...data].join(',')}`)
    socket.onerror = () => told.push(`${name} failed`)
    socket.onclose = ({ code }) => told.push(`${name} closed ${code}`)
    return socket
  }
  /** What was told since last asked. */
  const news = async (): Promise<readonly string[]> => {
    await breathe()
    return told.splice(0)
  }
  const tryAt = (at: number): Try => {
    const found = tries.at(at)
    if (found === undefined) throw new Error('Nothing was tried')
    return found
  }
  /** The server answers the last try. */
  const answer = async (): Promise<Try> => {
    await breathe()
    tryAt(-1).events.received(here)
    await breathe()
    return tryAt(-1)
  }
  return { time, tries, carrier, open, news, tryAt, answer, told }
}

const channelsOpened = ({ sent }: Try): readonly (readonly [number, string])[] =>
  sent.flatMap((entry) => (entry.kind === 'open' ? [[entry.channel, entry.address] as const] : []))

const say = (one: Try, entry: Entry): void => one.events.received(encodeEntry(entry))

describe('the one connection of a page', () => {
  it('[WIRE11] carries every room as a channel, and keeps their frames apart', async () => {
    const { tries, open, news, answer } = createWorld()
    const aims = open('aims?editor=1')
    const money = open('money')
    const line = await answer()
    expect(tries.length).toBe(1)
    expect(channelsOpened(line)).toEqual([
      [1, 'aims?editor=1'],
      [2, 'money'],
    ])
    aims.send(Uint8Array.of(1))
    money.send(Uint8Array.of(2))
    say(line, { kind: 'frame', channel: 2, frame: Uint8Array.of(22) })
    say(line, { kind: 'frame', channel: 1, frame: Uint8Array.of(11) })
    expect(await news()).toEqual(['aims?editor=1 opened', 'money opened', 'money got 22', 'aims?editor=1 got 11'])
    expect(line.sent.slice(2)).toEqual([
      { kind: 'frame', channel: 1, frame: Uint8Array.of(1) },
      { kind: 'frame', channel: 2, frame: Uint8Array.of(2) },
    ])
  })

  it('[WIRE11] closes one room and leaves the others, whoever closes it', async () => {
    const { open, news, answer } = createWorld()
    const [aims, money, vision] = ['aims', 'money', 'vision'].map(open)
    const line = await answer()
    await news()
    say(line, { kind: 'close', channel: 1, code: 4403, reason: 'no right' })
    money?.close()
    aims?.send(Uint8Array.of(1))
    money?.send(Uint8Array.of(2))
    vision?.send(Uint8Array.of(3))
    say(line, { kind: 'frame', channel: 2, frame: Uint8Array.of(9) })
    expect(await news()).toEqual(['aims closed 4403'])
    expect([aims, money, vision].map((socket) => socket?.readyState)).toEqual([3, 3, 1])
    expect(line.sent.slice(3)).toEqual([
      { kind: 'close', channel: 2, code: 1000, reason: '' },
      { kind: 'frame', channel: 3, frame: Uint8Array.of(3) },
    ])
    open('aims')
    await breathe()
    expect(channelsOpened(line).at(-1)).toEqual([4, 'aims'])
  })

  it('[WIRE11] [ROOM52] says that a room is closed before it opens it anew, in one breath too', async () => {
    const { open, news, answer } = createWorld()
    const before = open('aims')
    const line = await answer()
    await news()
    before.close()
    open('aims')
    await breathe()
    expect(line.sent.slice(1)).toEqual([
      { kind: 'close', channel: 1, code: 1000, reason: '' },
      { kind: 'open', channel: 2, address: 'aims' },
    ])
  })

  it('[WIRE11] a room whose frame cannot be read keeps nothing from the others', async () => {
    const { open, news, answer } = createWorld()
    const aims = open('aims')
    open('money')
    const line = await answer()
    await news()
    const reported: unknown[] = []
    const report = (error: unknown): void => void reported.push(error)
    process.prependOnceListener('uncaughtException', report)
    const others = process.listeners('uncaughtException').filter((listener) => listener !== report)
    for (const listener of others) process.off('uncaughtException', listener)
    aims.onmessage = () => {
      throw new Error('broken')
    }
    say(line, { kind: 'frame', channel: 1, frame: Uint8Array.of(1) })
    say(line, { kind: 'frame', channel: 2, frame: Uint8Array.of(2) })
    expect(await news()).toEqual(['money got 2'])
    for (const listener of others) process.on('uncaughtException', listener)
    expect(String(reported[0])).toContain('broken')
  })

  it('[WIRE12] closes every room when it is lost, and opens those asked for anew on the next', async () => {
    const { time, tries, open, news, answer, tryAt } = createWorld()
    open('aims')
    open('money')
    await answer()
    await news()
    tryAt(-1).events.ended(1006, '')
    expect(await news()).toEqual(['aims closed 1006', 'money closed 1006'])
    await time.pass(200)
    open('aims')
    open('money')
    await time.pass(2_000)
    expect(tries.length).toBe(2)
    const line = await answer()
    expect(channelsOpened(line).map(([, address]) => address)).toEqual(['aims', 'money'])
    expect(await news()).toEqual(['aims failed', 'money failed', 'aims opened', 'money opened'])
  })

  it('[WIRE12] rooms wait while no try succeeds, and hear of each that fails', async () => {
    const { time, open, news, tryAt, answer, carrier } = createWorld()
    const aims = open('aims')
    await breathe()
    tryAt(-1).events.ended(1006, '')
    expect(await news()).toEqual(['aims failed'])
    expect([aims.readyState, carrier.via()]).toEqual([0, null])
    await time.pass(2_000)
    tryAt(-1).events.ended(1006, '')
    await time.pass(4_000)
    await answer()
    expect(await news()).toEqual(['aims failed', 'aims opened'])
    expect(carrier.via()).toBe('socket')
  })

  it('[WIRE12] a room asked for while the server is away hears so at once, during a pause and during a try', async () => {
    const { time, open, news, tryAt, answer, tries } = createWorld({ chance: 1 })
    open('aims')
    await breathe()
    tryAt(-1).events.ended(1006, '')
    expect(await news()).toEqual(['aims failed'])
    open('money')
    expect(await news()).toEqual(['money failed'])
    await time.pass(2_000)
    expect(tries.length).toBe(2)
    open('vision')
    expect(await news()).toEqual(['vision failed'])
    await answer()
    expect(await news()).toEqual(['aims opened', 'money opened', 'vision opened'])
    open('people')
    expect(await news()).toEqual(['people opened'])
  })

  it('[WIRE12] a room asked for while the first try is under way hears nothing before it has failed', async () => {
    const { open, news, tryAt } = createWorld()
    open('aims')
    await breathe()
    open('money')
    expect(await news()).toEqual([])
    tryAt(-1).events.ended(1006, '')
    expect(await news()).toEqual(['aims failed', 'money failed'])
  })

  it('[WIRE12] a room asked for after a while without rooms is tried for and hears nothing, whatever was before', async () => {
    const { time, tries, open, news, tryAt } = createWorld({ chance: 1 })
    const aims = open('aims')
    await breathe()
    tryAt(-1).events.ended(1006, '')
    await time.pass(2_000)
    tryAt(-1).events.ended(1006, '')
    expect(await news()).toEqual(['aims failed', 'aims failed'])
    aims.close()
    await time.pass(4_000)
    open('vision')
    expect(await news()).toEqual([])
    expect(tries.length).toBe(3)
  })

  it('[WIRE12] a final answer ends every room, and nothing is tried until a room is asked for', async () => {
    const { time, tries, open, news, answer, tryAt } = createWorld()
    open('aims')
    await answer()
    open('money')
    await news()
    tryAt(-1).events.ended(4401, 'sign in')
    expect(await news()).toEqual(['aims closed 4401', 'money closed 4401'])
    await time.pass(60_000)
    expect(tries.length).toBe(1)
    open('aims')
    await breathe()
    expect(tries.length).toBe(2)
    tryAt(-1).events.ended(4429, 'too many')
    expect(await news()).toEqual(['aims closed 4429'])
  })

  it('[WIRE13] comes back after a wait that chance spreads, longer after a restart and with each failure', async () => {
    const waits = async (chance: number, codes: readonly number[]): Promise<readonly number[]> => {
      const { time, tries, open, answer, tryAt } = createWorld({ chance })
      open('aims')
      await answer()
      const measured: number[] = []
      for (const code of codes) {
        const before = tries.length
        tryAt(-1).events.ended(code, '')
        open('aims')
        const from = time.now()
        while (tries.length === before) await time.pass(50)
        measured.push(time.now() - from)
      }
      return measured
    }
    expect(await waits(0, [1006, 1006])).toEqual([50, 50])
    expect(await waits(0.5, [1006, 1006, 1006, 1006, 1006])).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
    expect(await waits(0.999, [4503])).toEqual([4_000])
  })

  it('[WIRE13] waits no shorter when its rooms are asked for anew long after they were closed', async () => {
    const { time, tries, open, answer, tryAt } = createWorld({ chance: 1 })
    open('aims')
    for (let broken = 0; broken < 2; broken += 1) {
      await answer()
      tryAt(-1).events.ended(4503, 'restarting')
      open('aims')
      await time.pass(4_000)
    }
    await answer()
    tryAt(-1).events.ended(4503, 'restarting')
    const before = tries.length
    await time.pass(5_000)
    open('aims')
    await time.pass(2_000)
    expect(tries.length).toBe(before)
    await time.pass(1_000)
    expect(tries.length).toBe(before + 1)
  })

  it('[WIRE13] comes back at once when the network or the reader is back', async () => {
    const { tries, open, carrier, answer, tryAt, news, time } = createWorld({ chance: 1 })
    open('aims')
    await answer()
    tryAt(-1).events.ended(4503, 'restarting')
    open('aims')
    await breathe()
    carrier.wake()
    expect(tries.length).toBe(2)
    await answer()
    expect(await news()).toContain('aims opened')
    await time.pass(60)
    expect(tries.length).toBe(2)
  })

  it('[WIRE13] begins anew when the network is back while a try hangs, but leaves a young one alone', async () => {
    const { time, tries, open, carrier, answer, tryAt, news } = createWorld()
    open('aims')
    await time.pass(900)
    carrier.wake()
    expect([tries.length, tryAt(0).isClosed]).toEqual([1, false])
    await time.pass(600)
    carrier.wake()
    carrier.wake()
    expect([tries.length, tryAt(0).isClosed]).toEqual([2, true])
    await answer()
    expect(await news()).toEqual(['aims opened'])
    await time.pass(20_000)
    expect(tries.length).toBe(2)
  })

  it('[WIRE14] answers the server, and lets stock providers hear that it is there', async () => {
    const { open, news, answer } = createWorld()
    open('aims')
    const line = await answer()
    await news()
    say(line, { kind: 'ask' })
    expect(await news()).toEqual(['aims got 1,1,0'])
    expect(line.sent.at(-1)).toEqual({ kind: 'here' })
  })

  it('[WIRE14] gives up a connection on which nothing is heard for half a minute', async () => {
    const { time, open, news, answer } = createWorld()
    open('aims')
    const line = await answer()
    await news()
    await time.pass(20_000)
    say(line, { kind: 'ask' })
    await time.pass(29_000)
    expect(await news()).toEqual(['aims got 1,1,0'])
    await time.pass(7_000)
    expect(await news()).toEqual(['aims closed 1006'])
    expect(line.isClosed).toBe(true)
  })

  it('[WIRE14] asks when the reader comes back, and gives up without an answer within five seconds', async () => {
    const { time, open, news, answer, carrier } = createWorld()
    open('aims')
    const line = await answer()
    await news()
    await time.pass(1_000)
    carrier.wake()
    await breathe()
    expect(line.sent.at(-1)).toEqual({ kind: 'ask' })
    await time.pass(1_000)
    say(line, { kind: 'here' })
    await time.pass(5_000)
    expect(await news()).toEqual([])
    carrier.wake()
    await time.pass(5_000)
    expect(await news()).toEqual(['aims closed 1006'])
  })

  it('[WIRE14] hangs up when no room is left for some seconds, not between two screens', async () => {
    const { time, open, answer, carrier, tries } = createWorld()
    open('aims').close()
    const socket = open('money')
    const line = await answer()
    socket.close()
    await time.pass(1_000)
    const next = open('vision')
    await time.pass(10_000)
    expect([line.isClosed, tries.length]).toEqual([false, 1])
    next.close()
    await time.pass(3_000)
    expect([line.isClosed, carrier.via()]).toEqual([true, null])
  })

  it('[WIRE11] what is no parcel ends the connection, not the page', async () => {
    const { open, news, answer } = createWorld()
    open('aims')
    const line = await answer()
    await news()
    line.events.received(Uint8Array.of(9, 9, 9, 9))
    expect(await news()).toEqual(['aims closed 1006'])
  })
})
