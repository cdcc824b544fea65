/**
 * The page's one physical connection to the server, on which every room is a channel. There is one while a room wants
 * it. When it is lost, its channels are closed as sockets would be, their providers ask for new ones at once, and these
 * wait for the next connection. Pages come back spread over time (full jitter, doubling), so that a server that starts
 * again is not met by everyone in one breath; at once when the network or the reader is back.
 *
 * Where the best way is blocked another one carries the rooms, and the best is tried again now and then.
 */
import { closeCode } from '../../../shared/protocol.ts'
import type { Later } from '../later.ts'
import { answeringWay } from './answering-way.ts'
import { channelSocket } from './channel-socket.ts'
import type { Channel, ProviderSocketClass } from './channel-socket.ts'
import { dial } from './dial.ts'
import type { DialEvents } from './dial.ts'
import { createLine } from './line.ts'
import type { Line } from './line.ts'
import { createPauses } from './pauses.ts'
import { isFinal, lostCode, movedCode } from './transport.ts'
import type { Transport, TransportEvents, Way } from './transport.ts'

export interface CarrierDeps {
  /** Ways to reach the server, best first. */
  readonly ways: readonly Way[]
  readonly later: Later
  /** Only ever grows, whatever is done to the clock. */
  readonly elapsedMs: () => number
  /** From 0 up to 1. */
  readonly random: () => number
}

export interface Carrier {
  /** For y-websocket providers with an empty server address. */
  readonly Socket: ProviderSocketClass
  /** What the page talks through now; null when it is not connected. */
  readonly via: () => Way['name'] | null
  /** The network or the reader may be back: connects now, or makes sure that the connection still lives. */
  readonly wake: () => void
}

interface Current {
  readonly line: Line
  readonly way: Way
}

interface Dialling {
  readonly cancel: () => void
  readonly sinceMs: number
}

/** A try to connect that is as young as this when the network is back may be about to succeed. */
const youngTryMs = 1_000
/** A connection on which the server was still heard after so long has proved its way. */
const provenMs = 10_000
/** Going from screen to screen closes all rooms for a moment. */
const lingerMs = 3_000
/** Nobody who is typing is moved to another way. */
const quietMs = 2_000

/** For a transport that is let go as soon as it is found. */
const deaf: TransportEvents = { received: () => undefined, ended: () => undefined }

export const createCarrier = ({ ways, later, elapsedMs, random }: CarrierDeps): Carrier => {
  const channels = new Set<Channel>()
  const pauses = createPauses(random)
  let current: Current | null = null
  /** The order in which ways are tried: one that worked goes first. */
  let order = ways
  /** The last connection was lost, or the last try has failed, and nothing has come of another yet. */
  let isAway = false
  let dialling: Dialling | null = null
  let cancelPause: (() => void) | null = null
  let cancelLinger: (() => void) | null = null
  let cancelReturn: (() => void) | null = null

  // Connecting

  const welcome = (channel: Channel): void => {
    if (isAway && channels.has(channel)) channel.failed()
    connect()
  }
  const connect = (): void => {
    if (current !== null) openWaiting(current.line)
    else if (dialling !== null || cancelPause !== null) return
    else if (channels.size > 0) dialling = { cancel: dial(order, later, dialled), sinceMs: elapsedMs() }
    // What was before says nothing of when a room is wanted again.
    else isAway = false
  }
  const openWaiting = (line: Line): void => {
    for (const channel of [...channels]) if (channels.has(channel) && !line.isOpen(channel)) line.open(channel)
  }
  const found: DialEvents['found'] = (way, transport) => {
    const before = current
    const line = createLine({ transport, later, elapsedMs, onEnd: (code, reason) => lost(line, code, reason) })
    dialling = null
    cancelReturn = null
    isAway = false
    current = { line, way }
    order = [way, ...ways.filter((other) => other !== way)]
    if (before !== null) leaveLine(before.line)
    if (way !== ways[0]) awaitReturn()
    queueMicrotask(connect)
    return line.events
  }
  const dialled: DialEvents = {
    found,
    failed: (code, reason) => {
      dialling = null
      order = ways
      pause(code)
      if (isFinal(code)) return closeChannels([...channels], code, reason)
      for (const channel of [...channels]) channel.failed()
    },
  }
  /** Nothing is tried after a final answer. */
  const pause = (code: number): void => {
    isAway = !isFinal(code)
    if (!isAway) return
    cancelPause = later(pauses.next(code === closeCode.restarting), () => {
      cancelPause = null
      connect()
    })
  }
  const stopDial = (): void => {
    dialling?.cancel()
    dialling = null
  }

  // Losing and leaving

  const lost = (line: Line, code: number, reason: string): void => {
    if (current?.line !== line) return
    judgeWay(current, code)
    forget()
    pause(code)
    closeChannels(
      [...channels].filter((channel) => isFinal(code) || line.isOpen(channel)),
      code,
      reason,
    )
  }
  /** A way that breaks off before it has proved itself is tried last: what stands between lets it begin and no more. */
  const judgeWay = ({ line, way }: Current, code: number): void => {
    if (line.heardForMs() >= provenMs) pauses.reset(way === ways[0])
    else if (code === lostCode) order = [...ways.filter((other) => other !== way), way]
  }
  const forget = (): void => {
    current = null
    cancelReturn?.()
    cancelReturn = null
  }
  const closeChannels = (closing: readonly Channel[], code: number, reason: string): void => {
    for (const channel of closing) channel.closed(code, reason)
  }
  /** It worked to the end: if the better way fails, the wait for it is no longer than a first one. */
  const leaveLine = (line: Line): void => {
    pauses.reset(false)
    const moved = [...channels].filter(line.isOpen)
    line.hangUp()
    closeChannels(moved, movedCode, 'moved to a better connection')
  }
  const hangUp = (): void => {
    if (channels.size > 0) return
    stopDial()
    current?.line.hangUp()
    forget()
    connect()
  }

  // Returning to the best way

  const awaitReturn = (): void => {
    cancelReturn?.()
    cancelReturn = later(pauses.nextReturn(), tryReturn)
  }
  const tryReturn = (): void => {
    const best = ways[0]
    if (current === null || best === undefined) return
    if (isTyping()) cancelReturn = later(quietMs, tryReturn)
    else cancelReturn = dial([answeringWay(best)], later, { found: foundBest(best), failed: awaitReturn })
  }
  /** Who began to type meanwhile stays, and it is tried again when they rest. */
  const foundBest =
    (best: Way) =>
    (_: Way, transport: Transport): TransportEvents => {
      if (!isTyping()) return found(best, transport)
      transport.close()
      cancelReturn = later(quietMs, tryReturn)
      return deaf
    }
  const isTyping = (): boolean => current !== null && current.line.idleMs() < quietMs

  const wakeCurrent = ({ line, way }: Current): void => {
    line.probe()
    if (way === ways[0]) return
    cancelReturn?.()
    tryReturn()
  }
  const wake = (): void => {
    if (current !== null) return wakeCurrent(current)
    cancelPause?.()
    cancelPause = null
    if (dialling !== null && elapsedMs() - dialling.sinceMs > youngTryMs) stopDial()
    connect()
  }

  return {
    Socket: channelSocket({
      add: (channel) => {
        channels.add(channel)
        // A socket tells of nothing before its maker has had time to listen.
        queueMicrotask(() => welcome(channel))
      },
      remove: (channel) => {
        channels.delete(channel)
        current?.line.shut(channel)
        if (channels.size > 0) return
        cancelLinger?.()
        cancelLinger = later(lingerMs, hangUp)
      },
      send: (channel, frame) => current?.line.send(channel, frame),
    }),
    via: () => current?.way.name ?? null,
    wake,
  }
}
