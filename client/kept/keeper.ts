/**
 * Keeps what a page leaves behind: rooms whose changes were not saved when their page went, until they are, and copies
 * of changes that can never be saved, until their author has put them away. Lives as long as the browser's page, so
 * that going from screen to screen, being signed out or losing a right drops nothing.
 */
import { closeCode } from '../../shared/protocol.ts'
import { isKeeping, isKept } from '../device/device-copy.ts'
import type { DeviceCopyState } from '../device/device-copy.ts'
import type { Rescue } from '../device/copy-store.ts'
import type { Windows } from '../device/windows.ts'
import { mayComeBack, wasTakenBack } from '../sync/room-pool.ts'
import type { SectionRoom, SectionRoomState } from '../sync/section-room.ts'

/** A version of a section that only this page has. */
export interface Copy extends Rescue {
  readonly planId: string
  /** Forgets it on this device, too; answers once it has. */
  readonly forget: () => Promise<unknown>
}

export interface Left {
  readonly planId: string
  readonly room: SectionRoom
  readonly title: string
  /** Makes the copy, should it come to that. */
  readonly copy: () => Copy
  /** The copy on the device, which keeps the changes as well, to be sent another time, while it can. */
  readonly device: () => DeviceCopyState
}

export interface WaitingSection {
  readonly sectionId: string
  readonly title: string
  /** True while the device keeps the changes, too. */
  readonly isKept: boolean
}

export interface Kept {
  readonly copies: readonly Copy[]
  /** Sections whose last changes wait for a connection; two may have one title. */
  readonly waiting: readonly WaitingSection[]
  /** Changes that the device keeps until their author signs in again. */
  readonly onDevice: number
}

export interface Keeper {
  readonly state: () => Kept
  readonly subscribe: (listener: () => void) => () => void
  /** Takes over a room that its page leaves with unsaved changes. */
  readonly keep: (left: Left) => void
  /** Gives a room back to a page that asks for its section again; null when none is kept. */
  readonly takeBack: (planId: string, sectionId: string) => Left | null
  readonly offer: (copy: Copy) => void
  /** It is gone from all windows once it is gone from the device, so that no later page brings it back. */
  readonly putAway: (copy: Copy) => Promise<void>
  readonly keepsOnDevice: (changes: number) => void
  /** True while closing the browser's page would lose something. */
  readonly holdsAnything: () => boolean
}

/** The server will never take these changes. */
const isRefused = ({ phase, notice }: SectionRoomState): boolean => phase === 'ended' || notice === 'read-only'

/** The next visit to the plan judges these anew; a section that cannot be found may be in a plan one has left. */
const mayRest = (state: SectionRoomState): boolean => mayComeBack(state) || state.endedBy === closeCode.noSuchRoom

export const createKeeper = (others: Pick<Windows, 'tellPutAway' | 'onPutAway'>): Keeper => {
  const listeners = new Set<() => void>()
  const rooms = new Map<SectionRoom, { readonly left: Left; readonly stop: () => void }>()
  let state: Kept = { copies: [], waiting: [], onDevice: 0 }

  const tell = (part: Partial<Kept> = {}): void => {
    const offline = [...rooms.values()].filter(({ left }) => left.room.state().phase === 'offline')
    const waiting = offline.map(({ left: { room, title, device } }) => ({
      sectionId: room.sectionId,
      title,
      isKept: isKept(device()),
    }))
    state = { ...state, ...part, waiting }
    for (const listener of listeners) listener()
  }
  const release = (room: SectionRoom): void => {
    rooms.get(room)?.stop()
    rooms.delete(room)
  }
  const look = ({ room, copy, device }: Left): void => {
    const roomState = room.state()
    const isSafe = roomState.unsaved === 0 && !wasTakenBack(roomState)
    const isOver = isRefused(roomState)
    const rests = isKeeping(device()) && mayRest(roomState)
    const copies = !isSafe && isOver && !rests ? [...state.copies, copy()] : state.copies
    if (isSafe || isOver) {
      release(room)
      room.close()
    }
    tell({ copies })
  }
  const remove = (copyId: string): void => tell({ copies: state.copies.filter(({ id }) => id !== copyId) })
  others.onPutAway(remove)

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep: (left) => {
      rooms.set(left.room, { left, stop: left.room.subscribe(() => look(left)) })
      look(left)
    },
    takeBack: (planId, sectionId) => {
      const found = [...rooms.values()].find(({ left }) => left.planId === planId && left.room.sectionId === sectionId)
      if (found === undefined) return null
      release(found.left.room)
      tell()
      return found.left
    },
    offer: (copy) => {
      if (!state.copies.some(({ id }) => id === copy.id)) tell({ copies: [...state.copies, copy] })
    },
    putAway: async (copy) => {
      await copy.forget()
      remove(copy.id)
      others.tellPutAway(copy.id)
    },
    keepsOnDevice: (changes) => {
      if (changes !== state.onDevice) tell({ onDevice: changes })
    },
    holdsAnything: () => [...rooms.values()].some(({ left }) => !isKept(left.device())) || state.copies.length > 0,
  }
}
