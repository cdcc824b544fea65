/**
 * The few section rooms this page keeps connected: the one written in, the one about to be, and those in view. Asking
 * for a set opens what is missing and closes what is no longer asked for, except rooms that still hold unsaved changes
 * or an ended room whose text has not been looked after; those stay until they are let go.
 */
import { closeCode } from '../../shared/protocol.ts'
import type { SectionRoom, SectionRoomState } from './section-room.ts'

/** Rooms connected at once beside those that must stay; more than this and a glance through a plan costs the server. */
export const mostRooms = 6

export interface RoomPool {
  /** The sections to keep connected, most wanted first. */
  readonly want: (sectionIds: readonly string[]) => void
  /** A section someone is about to write in, beside those wanted; null when they are not any more. */
  readonly expect: (sectionId: string | null) => void
  /** Opens rooms that stay until what they hold is saved, beside those that are wanted. */
  readonly bring: (sectionIds: readonly string[]) => void
  readonly find: (sectionId: string) => SectionRoom | null
  /** Closes a room whatever it holds, for example after its text was taken as a copy. */
  readonly letGo: (sectionId: string) => void
  readonly all: () => readonly SectionRoom[]
  /** Hears when rooms are opened or closed. */
  readonly subscribe: (listener: () => void) => () => void
  /** Opens an ended room's section afresh; false while the room holds what must be looked after first. */
  readonly renew: (sectionId: string) => boolean
  /** Closes all rooms but those that must stay, which the caller takes over. */
  readonly close: () => readonly SectionRoom[]
}

/** The server went back to an older state: what this page had saved is no longer in the plan either. */
export const wasTakenBack = ({ endedBy, savedAt }: SectionRoomState): boolean =>
  endedBy === closeCode.generationChanged && savedAt !== null

const passingCodes: readonly number[] = [closeCode.signIn, closeCode.noRight, closeCode.reloadPage, closeCode.tooMany]

/** Refused for who asks or with what page, not for the words: a device that keeps them may bring them another time. */
export const mayComeBack = ({ endedBy }: SectionRoomState): boolean =>
  endedBy !== null && passingCodes.includes(endedBy)

const mustStay = (room: SectionRoom): boolean => room.state().unsaved > 0 || wasTakenBack(room.state())

export const createRoomPool = (open: (sectionId: string) => SectionRoom): RoomPool => {
  const rooms = new Map<string, SectionRoom>()
  const listeners = new Set<() => void>()
  let list: readonly SectionRoom[] = []
  let wanted: readonly string[] = []
  /** At most one. */
  let expected: readonly string[] = []
  const tell = (): void => {
    list = [...rooms.values()]
    for (const listener of listeners) listener()
  }
  const drop = (sectionId: string): void => {
    rooms.get(sectionId)?.close()
    rooms.delete(sectionId)
  }
  const settle = (): void => {
    const keeps = [...new Set([...expected, ...wanted])].slice(0, mostRooms)
    const goes = [...rooms.values()].filter((room) => !keeps.includes(room.sectionId) && !mustStay(room))
    const comes = keeps.filter((sectionId) => !rooms.has(sectionId))
    for (const { sectionId } of goes) drop(sectionId)
    for (const sectionId of comes) rooms.set(sectionId, open(sectionId))
    if (goes.length + comes.length > 0) tell()
  }
  return {
    want: (sectionIds) => {
      wanted = sectionIds
      settle()
    },
    expect: (sectionId) => {
      expected = sectionId === null ? [] : [sectionId]
      settle()
    },
    bring: (sectionIds) => {
      for (const sectionId of sectionIds) if (!rooms.has(sectionId)) rooms.set(sectionId, open(sectionId))
      tell()
    },
    find: (sectionId) => rooms.get(sectionId) ?? null,
    letGo: (sectionId) => {
      drop(sectionId)
      tell()
    },
    all: () => list,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    renew: (sectionId) => {
      const ended = rooms.get(sectionId)
      if (ended && mustStay(ended)) return false
      drop(sectionId)
      rooms.set(sectionId, open(sectionId))
      tell()
      return true
    },
    close: () => {
      wanted = []
      expected = []
      const staying = [...rooms.values()].filter(mustStay)
      for (const [sectionId, room] of rooms) if (!staying.includes(room)) drop(sectionId)
      rooms.clear()
      listeners.clear()
      return staying
    },
  }
}
