/**
 * Many rooms on one physical connection. Each channel (see `shared/parcel.ts`) is judged, joined, bounded and closed as
 * a socket of its own would be; one that is refused or closed leaves the others alone. What all of them send together is
 * bounded, too, so that many rooms are no way to send many times as much.
 *
 * Who is asking is looked up for every room anew, so a connection lives no longer than its sign-in: refused for want of
 * one, it is closed whole. A fault in the parcels themselves, a flood of entries for no room, and a reader who stalls
 * close it whole, too. While a room's door is being asked its frames wait, in order, bounded.
 */
import { lengthOf } from '../../shared/byte-rows.ts'
import { closeCode } from '../../shared/protocol.ts'
import { decodeParcel, encodeEntry, encodeFrames, type Entry } from '../../shared/parcel.ts'
import type { Logger, Meters } from './deps.ts'
import { type Asked, type Authenticate, type Door, readAddress, type Seat } from './door.ts'
import type { Limits } from './limits.ts'
import { createPatience } from './patience.ts'
import type { Refused } from './ports.ts'
import { createBucket } from './rate.ts'
import type { Joining } from './rooms.ts'
import type { Connection, Session } from './session.ts'
import type { Carried, Transport } from './transport.ts'
import { isQuestion } from './wire.ts'

export interface ChannelDeps {
  readonly transport: Transport
  readonly door: Door
  readonly seat: Seat
  readonly authenticate: Authenticate
  readonly limits: Limits
  readonly now: () => number
  readonly logger: Logger
  readonly meters: Meters | undefined
}

/** Channels of a connection in one room: a page that fetches a text for its copy may open that very section meanwhile. */
const mostInRoom = 2

interface Channel {
  readonly number: number
  readonly room: string
  /** Null while the door is being asked. */
  session: Session | null
  /** Frames that came meanwhile. */
  readonly early: Uint8Array[]
}

type Of<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>

/** Says whether an entry may still be taken from this connection; `isOfRoom` where a session bounds it as well. */
const createBudget = (limits: Limits, now: () => number) => {
  const frames = createBucket(limits.allFramesBurst, limits.allFramesPerSecond, now)
  const questions = createBucket(limits.allQuestionsBurst, limits.allQuestionsPerSecond, now)
  /** Entries that no session pays for: rooms asked for, frames on their way to a room that was just closed. */
  const strays = createBucket(limits.textBurst, limits.textPerSecond, now)
  const bytes = createBucket(limits.bytesBurst, limits.bytesPerSecond, now)
  return {
    payBytes: bytes.take,
    pay: (entry: Entry, isOfRoom: boolean): boolean =>
      (isOfRoom ? frames : strays).take(1) && (entry.kind !== 'frame' || !isQuestion(entry.frame) || questions.take(1)),
  }
}

/** Made once for all channels of a number: pages open rooms in much the same order, so a few numbers are a crowd. */
const parcels = new WeakMap<readonly Uint8Array[] | Uint8Array, Map<number, readonly Uint8Array[]>>()

const parcelOf = (channel: number, frames: readonly Uint8Array[]): readonly Uint8Array[] => {
  const key = frames.length === 1 && frames[0] ? frames[0] : frames
  const byChannel = parcels.get(key) ?? new Map<number, readonly Uint8Array[]>()
  const parcel = byChannel.get(channel) ?? [encodeFrames(channel, frames)]
  if (byChannel.size === 0) parcels.set(key, byChannel)
  byChannel.set(channel, parcel)
  return parcel
}

export const createChannels = (deps: ChannelDeps): Carried => {
  const { transport, door, seat, limits, now } = deps
  const channels = new Map<number, Channel>()
  const patience = createPatience(() => transport.bufferedBytes(), limits)
  const budget = createBudget(limits, now)
  let lastNumber = 0
  let earlyBytes = 0
  let isClosed = false

  // Out

  /** Whether the reader keeps up; one that does not loses the connection. */
  const keepsUp = (): boolean => {
    if (patience.isLeft()) return true
    close(closeCode.accessChanged, 'reads too slowly')
    return false
  }

  const say = (entry: Entry): void => {
    if (keepsUp()) transport.send([encodeEntry(entry)])
  }

  const connectionOf = (channel: Channel): Connection => {
    const put = (frames: readonly Uint8Array[]): true => {
      transport.send(parcelOf(channel.number, frames))
      return true
    }
    return {
      send: (frames) => isClosed || (keepsUp() && put(frames)),
      sendState: (frames) => isClosed || (patience.isLeftForState(lengthOf(frames)) && put(frames)),
      close: (code, reason) => shut(channel, code, reason),
    }
  }

  /** Tells the page that a channel is closed. */
  const shut = (channel: Channel, code: number, reason: string): void => {
    if (!drop(channel)) return
    deps.meters?.closed(code)
    say({ kind: 'close', channel: channel.number, code, reason })
  }

  /** Forgets a channel; false when it was forgotten already. */
  const drop = (channel: Channel): boolean => {
    if (!channels.delete(channel.number)) return false
    if (channel.session) door.leave(seat, channel.session.identity.planId)
    for (const { length } of channel.early.splice(0)) earlyBytes -= length
    return true
  }

  // In

  const isOneTooMany = ({ room }: Channel): boolean =>
    [...channels.values()].filter((channel) => channel.room === room).length > mostInRoom

  const judge = async (asked: Asked): Promise<Joining | Refused> => {
    try {
      return await door.judge(deps.authenticate, asked)
    } catch (error) {
      deps.logger.error({ err: error }, 'A channel could not be judged')
      return { refused: closeCode.accessChanged }
    }
  }

  const open = async ({ channel: number, address }: Of<'open'>): Promise<void> => {
    const asked = readAddress(address)
    const channel: Channel = { number, room: asked.room, session: null, early: [] }
    channels.set(number, channel)
    if (isOneTooMany(channel)) return shut(channel, closeCode.tooMany, 'open already')
    const verdict = await judge(asked)
    if (!channels.has(number)) return
    const entered = 'refused' in verdict ? verdict : door.enter(seat, connectionOf(channel), verdict)
    if (!('refused' in entered)) return begin(channel, entered)
    if (entered.refused === closeCode.signIn) return close(closeCode.signIn, 'sign in')
    shut(channel, entered.refused, 'refused at the door')
  }

  const begin = (channel: Channel, session: Session): void => {
    if (!channels.has(channel.number)) return door.leave(seat, session.identity.planId)
    channel.session = session
    for (const frame of channel.early.splice(0)) {
      earlyBytes -= frame.length
      session.receive(frame)
    }
  }

  const takeOpen = (entry: Of<'open'>): void => {
    if (entry.channel <= lastNumber) return close(closeCode.malformed, 'opened twice')
    lastNumber = entry.channel
    void open(entry)
  }

  const keepEarly = (channel: Channel, frame: Uint8Array): void => {
    earlyBytes += frame.length
    channel.early.push(frame)
    if (earlyBytes > limits.bytesBurst) close(closeCode.tooMany, 'too much at once')
  }

  const takeFrame = ({ channel: number, frame }: Of<'frame'>): void => {
    const channel = channels.get(number)
    if (!channel) return takeStray(number)
    if (channel.session) channel.session.receive(frame)
    else keepEarly(channel, frame)
  }

  const takeStray = (number: number): void => {
    if (number > lastNumber) close(closeCode.malformed, 'no such channel')
  }

  const takeClose = ({ channel: number }: Of<'close'>): void => {
    const channel = channels.get(number)
    if (!channel) return takeStray(number)
    const { session } = channel
    drop(channel)
    session?.leave()
  }

  const isOfRoom = (entry: Entry): boolean => entry.kind === 'frame' && Boolean(channels.get(entry.channel)?.session)

  const take = (entry: Entry): void => {
    if (!budget.pay(entry, isOfRoom(entry))) return close(closeCode.tooMany, 'too much at once')
    if (entry.kind === 'open') takeOpen(entry)
    else if (entry.kind === 'frame') takeFrame(entry)
    else if (entry.kind === 'close') takeClose(entry)
    else if (entry.kind === 'ask') say({ kind: 'here' })
  }

  const receive = (message: Uint8Array): void => {
    if (!budget.payBytes(message.length)) return close(closeCode.tooMany, 'too much at once')
    const entries = decodeParcel(message)
    if (!entries) return close(closeCode.malformed, 'malformed parcel')
    for (const entry of entries) {
      if (isClosed) return
      take(entry)
    }
  }

  // Ending

  const leave = (): void => {
    isClosed = true
    for (const channel of [...channels.values()]) {
      drop(channel)
      channel.session?.leave()
    }
  }

  const close = (code: number, reason: string): void => {
    if (isClosed) return
    leave()
    transport.close(code, reason)
  }

  const ask = (): void => say({ kind: 'ask' })

  say({ kind: 'here' })
  return { receive, ask, close, leave, isEmpty: () => channels.size === 0 }
}
