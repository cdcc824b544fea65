/**
 * One connection that works, and the channels open on it. Tells each channel what is for it, answers the server's
 * questions, and gives the connection up when nothing is heard: proxies and sleeping machines lose connections without
 * a word.
 */
import { decodeParcel } from '../../../shared/parcel.ts'
import type { Entry } from '../../../shared/parcel.ts'
import type { Channel } from './channel-socket.ts'
import type { Later } from '../later.ts'
import { createPacker } from './packer.ts'
import { lostCode } from './transport.ts'
import type { Transport, TransportEvents } from './transport.ts'

export interface LineDeps {
  readonly transport: Transport
  readonly later: Later
  /** Only ever grows, whatever is done to the clock. */
  readonly elapsedMs: () => number
  /** It is over; every channel that was open on it is told by the caller. */
  readonly onEnd: (code: number, reason: string) => void
}

export interface Line {
  readonly events: TransportEvents
  readonly open: (channel: Channel) => void
  readonly isOpen: (channel: Channel) => boolean
  readonly send: (channel: Channel, frame: Uint8Array) => void
  /** The page closes a channel. */
  readonly shut: (channel: Channel) => void
  /** Gives the line up unless the server answers soon. */
  readonly probe: () => void
  /** Milliseconds since the page last sent a frame. */
  readonly idleMs: () => number
  /** Milliseconds from its beginning to when the server was last heard. */
  readonly heardForMs: () => number
  readonly hangUp: () => void
}

/** The server is heard every 20 seconds at least. */
const longestSilenceMs = 30_000
const watchEveryMs = 5_000
/** Longest time an answer to a question may take on a poor network. */
const answerMs = 5_000

/** Presence of nobody: changes nothing, and keeps a provider from giving up a quiet room. */
const keepAliveFrame = Uint8Array.of(1, 1, 0)

export const createLine = ({ transport, later, elapsedMs, onEnd }: LineDeps): Line => {
  const packer = createPacker((parcel) => {
    if (!isOver) transport.send(parcel)
  }, queueMicrotask)
  const numbers = new Map<Channel, number>()
  const channels = new Map<number, Channel>()
  let lastNumber = 0
  const beganAt = elapsedMs()
  let heardAt = beganAt
  let sentAt = beganAt
  let isOver = false
  let cancelWatch = (): void => undefined
  let cancelProbe: (() => void) | null = null

  const end = (code: number, reason: string): void => {
    if (isOver) return
    stop()
    onEnd(code, reason)
  }
  const stop = (): void => {
    isOver = true
    cancelWatch()
    cancelProbe?.()
    transport.close()
  }
  const watch = (): void => {
    if (elapsedMs() - heardAt > longestSilenceMs) end(lostCode, 'nothing heard')
    else cancelWatch = later(watchEveryMs, watch)
  }
  const probe = (): void => {
    packer.put({ kind: 'ask' })
    cancelProbe ??= later(answerMs, () => end(lostCode, 'no answer'))
  }
  /** Whatever is heard is an answer. */
  const hear = (): void => {
    heardAt = elapsedMs()
    cancelProbe?.()
    cancelProbe = null
  }
  const forget = (channel: Channel): number | null => {
    const number = numbers.get(channel) ?? null
    numbers.delete(channel)
    if (number !== null) channels.delete(number)
    return number
  }
  const answerAsk = (): void => {
    packer.put({ kind: 'here' })
    for (const channel of [...channels.values()]) channel.received(keepAliveFrame)
  }
  const takeClose = (channel: Channel, code: number, reason: string): void => {
    forget(channel)
    channel.closed(code, reason)
  }
  const take = (entry: Entry): void => {
    if (entry.kind === 'ask') return answerAsk()
    if (entry.kind === 'here' || entry.kind === 'open') return
    const channel = channels.get(entry.channel)
    // What was on its way to a channel that the page closed meanwhile.
    if (channel === undefined) return
    if (entry.kind === 'frame') channel.received(entry.frame)
    else takeClose(channel, entry.code, entry.reason)
  }
  /** A fault in one room's frame is reported, and keeps nothing from the others. */
  const takeSafely = (entry: Entry): void => {
    try {
      take(entry)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }
  const received = (parcel: Uint8Array): void => {
    hear()
    const entries = decodeParcel(parcel)
    if (entries === null) return end(lostCode, 'not a parcel')
    for (const entry of entries) if (!isOver) takeSafely(entry)
  }
  watch()

  return {
    events: { received, ended: end },
    open: (channel) => {
      lastNumber += 1
      numbers.set(channel, lastNumber)
      channels.set(lastNumber, channel)
      packer.put({ kind: 'open', channel: lastNumber, address: channel.address })
      channel.opened()
    },
    isOpen: (channel) => numbers.has(channel),
    send: (channel, frame) => {
      const number = numbers.get(channel)
      if (number === undefined || isOver) return
      sentAt = elapsedMs()
      packer.put({ kind: 'frame', channel: number, frame })
    },
    shut: (channel) => {
      const number = forget(channel)
      if (number !== null && !isOver) packer.put({ kind: 'close', channel: number, code: 1000, reason: '' })
    },
    probe,
    idleMs: () => elapsedMs() - sentAt,
    heardForMs: () => heardAt - beganAt,
    hangUp: () => {
      packer.flush()
      stop()
    },
  }
}
