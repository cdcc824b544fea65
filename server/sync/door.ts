/**
 * The door of the rooms: judges who asks for a room, and keeps count. A person has so many physical connections, a
 * plan so many that look into it; the rooms on one connection count once.
 */
import { closeCode, EDITOR_VERSION, parseRoom } from '../../shared/protocol.ts'
import type { Refused } from './ports.ts'
import type { JoinableRooms, Joining } from './rooms.ts'
import type { Connection, Session } from './session.ts'

export interface Caller {
  readonly personId: string
  readonly sessionId: string
}

/** Looks up who is asking, each time anew; null for nobody. */
export type Authenticate = () => Promise<Caller | null> | Caller | null

export interface Asked {
  readonly room: string
  readonly editor: number | null
  readonly generation: number | null
  readonly isOurs: boolean
  readonly takesPacked: boolean
}

export interface DoorLimits {
  /** Physical connections of a person: one a page, one a room for plain clients. */
  readonly perPerson: number
  readonly perPlan: number
  /** Rooms on one connection. A page connects a handful; a program may follow every section of a plan. */
  readonly perConnection: number
}

/** The place a physical connection takes. */
export interface Seat {
  /** Rooms open on it, by plan. */
  readonly rooms: Map<string, number>
  readonly personId: string
}

export interface Door {
  judge(authenticate: Authenticate, asked: Asked): Promise<Joining | Refused>
  /** Null when the person has too many connections. */
  takeSeat(personId: string): Seat | null
  giveUpSeat(seat: Seat): void
  /** Brings in who was just judged. */
  enter(seat: Seat, connection: Connection, joining: Joining): Session | Refused
  /** A room on the seat was left. */
  leave(seat: Seat, planId: string): void
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

/** Reads what follows `/sync/` in an address: the room, and what its client says of itself. */
export const readAddress = (address: string): Asked => {
  const [room = '', query = ''] = address.split('?', 2)
  const said = new URLSearchParams(query)
  return {
    room,
    editor: numberOf(said.get('editor')),
    generation: numberOf(said.get('generation')),
    isOurs: said.get('comhla') === '1',
    takesPacked: said.get('packed') === '1',
  }
}

const createCounts = () => {
  const counts = new Map<string, number>()
  const add = (key: string, step: 1 | -1): void => {
    const count = (counts.get(key) ?? 0) + step
    if (count === 0) counts.delete(key)
    else counts.set(key, count)
  }
  return { add, of: (key: string): number => counts.get(key) ?? 0 }
}

const roomsOn = ({ rooms }: Seat): number => [...rooms.values()].reduce((sum, count) => sum + count, 0)

export const createDoor = (rooms: JoinableRooms, limits: DoorLimits): Door => {
  const people = createCounts()
  const plans = createCounts()
  const refuse = (refused: number): Refused => ({ refused })

  const judgeOnce = async (authenticate: Authenticate, asked: Asked): Promise<Joining | Refused> => {
    const caller = await authenticate()
    if (!caller) return refuse(closeCode.signIn)
    if (!parseRoom(asked.room)) return refuse(closeCode.noSuchRoom)
    if (asked.editor !== null && !(asked.editor >= EDITOR_VERSION)) return refuse(closeCode.reloadPage)
    const admission = await rooms.admit(caller.personId, asked.room)
    return 'refused' in admission ? admission : { ...asked, ...caller, ...admission }
  }

  /** Who asks is known by a session that may end while it is looked up: judged again, then, from the beginning. */
  const judge: Door['judge'] = async (authenticate, asked) => {
    for (;;) {
      const epoch = rooms.rightsEpoch()
      const verdict = await judgeOnce(authenticate, asked)
      if ('refused' in verdict || verdict.epoch === epoch) return verdict
    }
  }

  const takeSeat: Door['takeSeat'] = (personId) => {
    if (people.of(personId) >= limits.perPerson) return null
    people.add(personId, 1)
    return { personId, rooms: new Map() }
  }

  const isFull = (seat: Seat, planId: string): boolean =>
    roomsOn(seat) >= limits.perConnection || (!seat.rooms.has(planId) && plans.of(planId) >= limits.perPlan)

  const enter: Door['enter'] = (seat, connection, joining) => {
    const { planId } = joining.entry
    if (isFull(seat, planId)) return refuse(closeCode.tooMany)
    if (!seat.rooms.has(planId)) plans.add(planId, 1)
    seat.rooms.set(planId, (seat.rooms.get(planId) ?? 0) + 1)
    return rooms.join(connection, joining)
  }

  const leave: Door['leave'] = (seat, planId) => {
    const left = (seat.rooms.get(planId) ?? 0) - 1
    if (left > 0) return void seat.rooms.set(planId, left)
    if (seat.rooms.delete(planId)) plans.add(planId, -1)
  }

  const giveUpSeat: Door['giveUpSeat'] = (seat) => {
    people.add(seat.personId, -1)
    for (const planId of seat.rooms.keys()) plans.add(planId, -1)
    seat.rooms.clear()
  }

  return { judge, takeSeat, giveUpSeat, enter, leave }
}
