/**
 * The numbers of the plan's blocks as the page shows them: from the rooms that are live here, whose blocks move under
 * one's hands, and from the readings elsewhere. A letter changes neither, so nothing is worked out or drawn for it.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading } from '../../shared/api/sections.ts'
import { numberBlocks } from '../../shared/plan/numbers.ts'
import type { BlockMark, BlockNumbers } from '../../shared/plan/numbers.ts'
import type { Template } from '../../shared/template/types.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { marksIn } from '../ui/plan-names.ts'
import { useStable } from '../ui/use-stable.ts'
import type { PlanSession } from './session.ts'
import { isRoomShown } from './shown-words.ts'
import { useOfReadings } from './use-plan-text.ts'
import { watchRooms } from './watch-rooms.ts'

type Marks = readonly BlockMark[]
type MarksBySection = ReadonlyMap<string, Marks>

const none: MarksBySection = new Map()

/** Asked at every change of a room's state, a letter's way to the disk too: so it answers the same map until a block moves. */
const createLook = (session: PlanSession | null): (() => MarksBySection) => {
  let seen = none
  return () => {
    const rooms = session?.pool.all().filter(isRoomShown) ?? []
    const isSame = rooms.length === seen.size && rooms.every((room) => seen.get(room.sectionId) === room.blocks.get())
    if (!isSame) seen = new Map(rooms.map((room) => [room.sectionId, room.blocks.get()]))
    return seen
  }
}

const useLiveMarks = (session: PlanSession | null): MarksBySection => {
  const look = useMemo(() => createLook(session), [session])
  const subscribe = useCallback(
    (listener: () => void) => {
      const follow = (room: SectionRoom): (() => void) => {
        const stops = [room.subscribe(listener), room.blocks.subscribe(listener)]
        return () => stops.forEach((stop) => stop())
      }
      return watchRooms(session, follow, listener)
    },
    [session],
  )
  return useSyncExternalStore(subscribe, look)
}

const takeMarks = (readings: readonly Reading[]) =>
  readings.map(({ sectionId, content }) => ({ sectionId, marks: marksIn(content) }))

/** The same value until a number changes. */
export const useBlockNumbers = (plan: PlanView, template: Template, session: PlanSession | null): BlockNumbers => {
  const live = useLiveMarks(session)
  const read = useOfReadings(plan.id, takeMarks)
  const sections = useStable(plan.sections.map(({ id, key }) => ({ id, key })))
  const entries = useMemo(() => {
    if (read === undefined) return []
    const marksOf = (sectionId: string): Marks =>
      live.get(sectionId) ?? read.find((reading) => reading.sectionId === sectionId)?.marks ?? []
    return [
      ...numberBlocks(
        sections.map(({ id, key }) => ({ key, blocks: marksOf(id) })),
        template,
      ),
    ]
  }, [live, read, sections, template])
  const stable = useStable(entries)
  return useMemo(() => new Map(stable), [stable])
}
