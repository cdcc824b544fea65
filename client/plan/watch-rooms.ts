/** Follows something of every room that is open on the page, whichever rooms come and go. */
import type { SectionRoom } from '../sync/section-room.ts'
import type { PlanSession } from './session.ts'

/** `follow` listens to one room and answers how to stop. The listener is called at once and whenever rooms come or go, too. */
export const watchRooms = (
  session: PlanSession | null,
  follow: (room: SectionRoom) => () => void,
  listener: () => void,
): (() => void) => {
  if (session === null) return () => undefined
  let stops: (() => void)[] = []
  const stopAll = (): void => stops.forEach((stop) => stop())
  const watch = (): void => {
    stopAll()
    stops = session.pool.all().map(follow)
    listener()
  }
  const stopPool = session.pool.subscribe(watch)
  watch()
  return () => {
    stopPool()
    stopAll()
  }
}
