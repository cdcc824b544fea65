/**
 * Finds the rooms whose changes are lost. All that are open are looked at every few seconds, and what is lost at two
 * looks in a row is offered to its author: saving that was under way when a section was locked has until then to be
 * confirmed. The looks go on whatever is learnt of the plan meanwhile, so that nothing puts an offer off; a room that
 * is not lost at a look is suspected no more.
 */
import type { Later } from '../sync/later.ts'
import type { SectionRoom } from '../sync/section-room.ts'

export interface Judge {
  readonly isLost: (room: SectionRoom) => boolean
  /** Makes sure that the room is looked at no more. */
  readonly offer: (room: SectionRoom) => void
}

export interface LostRooms {
  /** Who tells that a room is lost, from now on; before, none is. */
  readonly judgeBy: (judge: Judge) => void
  readonly close: () => void
}

/** From one look to the next, and so the least that a room is given. */
export const graceMs = 3_000

interface LostRoomsDeps {
  readonly later: Later
  readonly rooms: () => readonly SectionRoom[]
}

export const watchLostRooms = ({ later, rooms }: LostRoomsDeps): LostRooms => {
  let judge: Judge | null = null
  /** Lost at the last look. */
  let suspects: readonly SectionRoom[] = []
  const look = (): void => {
    cancel = later(graceMs, look)
    const lost = rooms().filter((room) => judge?.isLost(room))
    const certain = lost.filter((room) => suspects.includes(room))
    suspects = lost
    for (const room of certain) judge?.offer(room)
  }
  let cancel = later(graceMs, look)
  return { judgeBy: (newest) => void (judge = newest), close: () => cancel() }
}
