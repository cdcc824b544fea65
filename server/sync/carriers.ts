/**
 * All physical connections of this process, whatever carries them: gives each its seat, asks it for signs of life,
 * drops who gives none, and sends everyone away at the end.
 */
import { lengthOf } from '../../shared/byte-rows.ts'
import { closeCode } from '../../shared/protocol.ts'
import { createChannels } from './channels.ts'
import type { Logger, Meters, Timers } from './deps.ts'
import { type Authenticate, type Caller, createDoor, type Door, type DoorLimits } from './door.ts'
import type { Limits } from './limits.ts'
import { createPatience } from './patience.ts'
import type { JoinableRooms, Joining } from './rooms.ts'
import type { Connection } from './session.ts'
import type { Carried, Inlet, Transport, TransportKind } from './transport.ts'
import { keepAliveFrame } from './wire.ts'

export interface CarrierLimits extends DoorLimits {
  /** Proxies close what is silent for 30 to 60 seconds; stock clients give up after 30 seconds of silence. */
  readonly beatMs: number
}

export const defaultCarrierLimits: CarrierLimits = {
  perPerson: 40,
  perPlan: 400,
  perConnection: 200,
  beatMs: 20_000,
}

export interface CarriersDeps {
  readonly rooms: JoinableRooms
  readonly limits: Limits
  readonly carrierLimits?: CarrierLimits
  readonly timers: Timers
  readonly now: () => number
  readonly logger: Logger
  readonly meters?: Meters
}

export interface Carriers {
  /** Judges who asks for one room. */
  readonly judge: Door['judge']
  /** Brings in a connection of one room; null when it was closed at once. */
  carryRoom(transport: Transport, joining: Joining): Inlet | null
  /** Brings in a connection of many rooms; null when it was closed at once. */
  carryRooms(transport: Transport, caller: Caller, authenticate: Authenticate): Inlet | null
  /** Turns a connection away that was judged so; answers null for `carry…`. */
  refuse(transport: Transport, code: number): null
  /** How many connections there are of a kind. */
  open(kind: TransportKind): number
  /** Lets nobody in from now on. */
  close(): void
  /** Sends away who is still there: after `rooms.close`, so that everyone has heard what was saved. */
  end(): void
}

/** Beats without an answer after which a connection is dropped, and after which one without a room is closed. */
const mostBeats = 2

/** How long a connection may take to close in order once the server ends. */
const partingMs = 1_000

interface Seen {
  readonly transport: Transport
  readonly carried: Carried
  /** Beats since it was last heard, and since it last had a room. */
  silentBeats: number
  emptyBeats: number
}

export const createCarriers = (deps: CarriersDeps): Carriers => {
  const { timers, limits, now, logger } = deps
  const carrierLimits = deps.carrierLimits ?? defaultCarrierLimits
  const door = createDoor(deps.rooms, carrierLimits)
  const shared = { door, limits, now, logger, meters: deps.meters }
  const all = new Set<Seen>()
  let isClosed = false

  /** Follows a connection until `done`. */
  const follow = (transport: Transport, carried: Carried, done: () => void): Inlet => {
    const seen: Seen = { transport, carried, silentBeats: 0, emptyBeats: 0 }
    all.add(seen)
    const heard = (): void => void (seen.silentBeats = 0)
    return {
      heard,
      receive: (message) => {
        heard()
        carried.receive(message)
      },
      close: carried.close,
      leave: () => {
        if (!all.delete(seen)) return
        carried.leave()
        done()
      },
    }
  }

  /** Whatever closes a connection does so here, and is counted. What closes a room on one is counted in `channels.ts`. */
  const hangUp = (transport: Transport, code: number, reason: string): void => {
    deps.meters?.closed(code)
    transport.close(code, reason)
  }

  const refuse: Carriers['refuse'] = (transport, code) => {
    hangUp(transport, code, 'refused at the door')
    return null
  }

  const plainConnection = (transport: Transport): Connection => {
    const patience = createPatience(() => transport.bufferedBytes(), limits)
    const put = (frames: readonly Uint8Array[]): true => {
      transport.send(frames)
      return true
    }
    return {
      send: (frames) => patience.isLeft() && put(frames),
      sendState: (frames) => patience.isLeftForState(lengthOf(frames)) && put(frames),
      close: (code, reason) => hangUp(transport, code, reason),
    }
  }

  const carryRoom: Carriers['carryRoom'] = (transport, joining) => {
    if (isClosed) return refuse(transport, closeCode.restarting)
    const seat = door.takeSeat(joining.personId)
    if (!seat) return refuse(transport, closeCode.tooMany)
    const session = door.enter(seat, plainConnection(transport), joining)
    if ('refused' in session) {
      door.giveUpSeat(seat)
      return refuse(transport, session.refused)
    }
    const { receive, close, leave } = session
    const ask = (): void => session.send([keepAliveFrame])
    return follow(transport, { receive, ask, close, leave, isEmpty: () => false }, () => door.giveUpSeat(seat))
  }

  const carryRooms: Carriers['carryRooms'] = (transport, { personId }, authenticate) => {
    if (isClosed) return refuse(transport, closeCode.restarting)
    const seat = door.takeSeat(personId)
    if (!seat) return refuse(transport, closeCode.tooMany)
    const counted: Transport = { ...transport, close: (code, reason) => hangUp(transport, code, reason) }
    const channels = createChannels({ ...shared, transport: counted, seat, authenticate })
    return follow(transport, channels, () => door.giveUpSeat(seat))
  }

  const beatOne = (seen: Seen): void => {
    seen.silentBeats += 1
    seen.emptyBeats = seen.carried.isEmpty() ? seen.emptyBeats + 1 : 0
    if (seen.silentBeats > mostBeats) return seen.transport.drop()
    if (seen.emptyBeats > mostBeats) return seen.carried.close(closeCode.accessChanged, 'no room')
    seen.transport.ping()
    seen.carried.ask()
  }

  const beat = (): void => {
    for (const seen of [...all]) beatOne(seen)
    cancelBeat = timers.later(carrierLimits.beatMs, beat)
  }

  let cancelBeat = timers.later(carrierLimits.beatMs, beat)

  return {
    judge: door.judge,
    carryRoom,
    carryRooms,
    refuse,
    open: (kind) => [...all].filter(({ transport }) => transport.kind === kind).length,
    close: () => {
      isClosed = true
      cancelBeat()
    },
    end: () => {
      for (const { carried } of [...all]) carried.close(closeCode.restarting, 'restarting')
      timers.later(partingMs, () => {
        for (const { transport } of [...all]) transport.drop()
      })
    },
  }
}
