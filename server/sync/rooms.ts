/**
 * All rooms of this process: opens each once, brings connections to it, rings the plans' doorbells, follows changes.
 * Implements `Rooms` of `ports.ts` for the rest of the server and `join` for whatever carries connections.
 */
import { closeCode, type Doorbell, parseRoom, planRoom } from '../../shared/protocol.ts'
import type { RoomDeps } from './deps.ts'
import type { ChangeListener, Entry, Refused, Rooms } from './ports.ts'
import { createColours } from './colours.ts'
import { createRecentBells } from './recent-bells.ts'
import { createRoom, type Room, type RoomCensus } from './room.ts'
import { type Connection, createSession, type Session } from './session.ts'
import { docOf } from './text.ts'
import { createTurns } from './turns.ts'
import { doorbellFrame } from './wire.ts'

/** A verdict of the judge, and when it was given. */
export interface Admission {
  readonly entry: Entry
  /** Counts changes of rights; a verdict older than the last change is not acted upon. */
  readonly epoch: number
}

export interface Joining extends Admission {
  readonly room: string
  readonly personId: string
  readonly sessionId: string
  /** Whether the client takes a deflated state (`packed=1`). */
  readonly takesPacked: boolean
  /** Whether the client knows our own kinds of frames (`comhla=1`). */
  readonly isOurs: boolean
  /** Of the copy the client holds; null when it holds none. */
  readonly generation: number | null
}

export interface JoinableRooms extends Rooms {
  /** Counts changes of rights. */
  rightsEpoch(): number
  /** Asks the judge, again where rights changed while it thought. */
  admit(personId: string, room: string): Promise<Admission | Refused>
  /** Brings a connection that was just admitted into its room. */
  join(connection: Connection, joining: Joining): Session
  census(): Census
}

/** What is in memory at this moment. */
export interface Census {
  readonly open: number
  /** Of the open rooms: those with a Y.Doc, held for a decision, waiting for their log to write. */
  readonly withDoc: number
  readonly held: number
  readonly unwritten: number
  readonly sessions: number
  /** People and programs who say where they are, one for each connection. */
  readonly present: number
}

/**
 * Gathers changed sections, and tells of each soon after its first change and now and then while it goes on changing:
 * what follows costs as much as a hundred letters, and every page that shows the section reads it again.
 */
const createFollowing = ({ timers, limits }: RoomDeps) => {
  const listeners: ChangeListener[] = []
  const changed = new Set<string>()
  /** Told of a moment ago. */
  const resting = new Set<string>()
  let cancel: (() => void) | null = null

  const tell = (name: string): void => {
    changed.delete(name)
    resting.add(name)
    timers.later(limits.followOnMs, () => void resting.delete(name))
    const address = parseRoom(name)
    if (address?.sectionId)
      for (const listen of listeners) listen({ planId: address.planId, sectionId: address.sectionId })
  }

  const tellDue = (): void => {
    cancel = null
    for (const name of [...changed]) if (!resting.has(name)) tell(name)
    if (changed.size > 0) wait()
  }

  const wait = (): void => {
    cancel ??= timers.later(limits.followMs, tellDue)
  }

  return {
    listen: (listener: ChangeListener): void => void listeners.push(listener),
    note: (name: string): void => {
      changed.add(name)
      wait()
    },
    /** Tells what is left to tell, now. */
    close: (): void => {
      cancel?.()
      for (const name of [...changed]) tell(name)
    },
  }
}

export const createRooms = (deps: RoomDeps): JoinableRooms => {
  const rooms = new Map<string, Room>()
  const turns = createTurns(deps.log, deps.timers)
  const following = createFollowing(deps)
  const recentBells = createRecentBells(deps.now)
  const colours = createColours()
  /** See `Admission`. */
  let rightsEpoch = 0
  let isClosing = false

  const surroundings = {
    ...deps,
    turns,
    changed: (room: Room): void => following.note(room.name),
    forget: (room: Room): void => {
      if (rooms.get(room.name) === room) rooms.delete(room.name)
    },
    came: colours.came,
    left: colours.left,
    released: (): void => void (rightsEpoch += 1),
  }

  const roomNamed = (name: string): Room => {
    const known = rooms.get(name)
    if (known) return known
    if (!parseRoom(name)) throw new Error('Not the name of a room')
    const room = createRoom(name, surroundings)
    rooms.set(name, room)
    return room
  }

  const create = async (room: string, state: Uint8Array): Promise<void> => {
    const first = { seq: 1, personId: null, at: deps.now(), bytes: state }
    const opened = docOf([state])
    if (!opened.ok) throw new Error(`The first state of ${room} cannot be read: ${opened.error}`)
    await deps.log.append([{ ...first, room, newClientIds: [] }])
  }

  const admit = async (personId: string, room: string): Promise<Admission | Refused> => {
    for (;;) {
      const epoch = rightsEpoch
      const verdict = await deps.judge(personId, room)
      if ('refused' in verdict) return verdict
      if (epoch === rightsEpoch) return { entry: verdict, epoch }
    }
  }

  /** What rang between a page's first questions and its coming in. */
  const catchUp = (session: Session, planId: string): void => {
    if (session.isOurs) session.send(recentBells.of(planId).map(doorbellFrame))
  }

  /** The person with the colour they have in the plan. */
  const coloured = ({ user, ...entry }: Entry): Entry => ({
    ...entry,
    user: { ...user, colour: colours.of(entry.planId, user.personId, user.colour) },
  })

  const join = (connection: Connection, joining: Joining): Session => {
    const room = roomNamed(joining.room)
    const { limits, now, meters } = deps
    const entry = coloured(joining.entry)
    const session = createSession({ ...joining, entry, connection, room, limits, now, meters })
    if (isClosing) session.close(closeCode.restarting, 'restarting')
    else if (joining.epoch !== rightsEpoch) session.close(closeCode.accessChanged, 'rights have changed')
    else room.join(session, joining.generation)
    if (joining.entry.sectionId === null) catchUp(session, joining.entry.planId)
    return session
  }

  const ring = (planId: string, doorbell: Doorbell): void => {
    recentBells.note(planId, doorbell)
    const frame = doorbellFrame(doorbell)
    for (const session of rooms.get(planRoom(planId))?.everyone() ?? []) if (session.isOurs) session.send([frame])
  }

  const dismiss: Rooms['dismiss'] = (match, code) => {
    rightsEpoch += 1
    for (const room of rooms.values())
      for (const session of room.everyone()) if (match(session.identity)) session.close(code, 'rights have changed')
  }

  const census = (): Census => {
    const all = [...rooms.values()].map((room) => room.census())
    const sum = (count: (one: RoomCensus) => number): number => all.reduce((total, one) => total + count(one), 0)
    return {
      open: all.length,
      withDoc: sum(({ hasDoc }) => Number(hasDoc)),
      held: sum(({ isHeld }) => Number(isHeld)),
      unwritten: sum(({ isUnwritten }) => Number(isUnwritten)),
      sessions: sum(({ sessions }) => sessions),
      present: sum(({ present }) => present),
    }
  }

  const close = async (): Promise<void> => {
    isClosing = true
    await Promise.all([...rooms.values()].map((room) => room.close()))
    following.close()
    rooms.clear()
  }

  return {
    create,
    rightsEpoch: () => rightsEpoch,
    admit,
    join,
    ring,
    dismiss,
    close,
    census,
    read: async (room, read) => roomNamed(room).read(read),
    hold: async (room, decide) => roomNamed(room).hold(decide),
    onChange: following.listen,
    follow: following.note,
  }
}
