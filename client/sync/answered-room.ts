/**
 * A plan's room whose doorbells are answered: what others change is read again wherever it is shown. Screens beside
 * the plan page use the hook; the plan page opens the room itself, together with its sections.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answerDoorbell, oldestReadAt, readingsQuery } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import type { Doorbell } from '../../shared/protocol.ts'
import { createBellQueue } from './bell-queue.ts'
import { createDueReadings } from './due-readings.ts'
import { pageSocket } from './connection/page-socket.ts'
import { later } from './later.ts'
import { pagePace } from './pace.ts'
import { openPlanRoom } from './plan-room.ts'
import type { PlanRoom, PlanRoomDeps } from './plan-room.ts'

type AnsweredDeps = Pick<PlanRoomDeps, 'now'> & {
  /** `wss://host/sync` */
  readonly syncUrl: string
  readonly queries: QueryClient
  /** Sections whose words come from their room. */
  readonly isLive?: (sectionId: string) => boolean
}

export interface AnsweredRoom extends PlanRoom {
  /** To be called when a section begins or ceases to be live. */
  readonly look: () => void
}

export const openAnsweredRoom = ({ queries, isLive, syncUrl, now }: AnsweredDeps, planId: string): AnsweredRoom => {
  // A reading that cannot be had now is asked for again with all others.
  const answerNow = (bell: Doorbell): void =>
    void answerDoorbell(queries, planId, bell).catch(() =>
      queries.invalidateQueries({ queryKey: readingsQuery(planId).queryKey }),
    )
  const due = createDueReadings({
    isLive: isLive ?? (() => false),
    read: (sectionId) => answerNow({ what: 'reading', id: sectionId }),
  })
  const bells = createBellQueue({
    later,
    isTyping: pagePace().isTyping,
    answer: (bell) => (bell.what === 'reading' ? due.ring(bell.id) : answerNow(bell)),
  })
  const onReturn = (): void => void queries.invalidateQueries({ queryKey: ['plan', planId] })
  const readAt = (): number => oldestReadAt(queries, planId)
  const room = openPlanRoom({ Socket: pageSocket(syncUrl), now, readAt, onDoorbell: bells.ring, onReturn }, planId)
  return {
    ...room,
    look: due.look,
    close: () => {
      bells.close()
      room.close()
    },
  }
}

/** Keeps a screen of a plan up to date while it is shown; answers the plan's room, null until it is open. */
export const useAnsweredRoom = (planId: string): PlanRoom | null => {
  const queries = useQueryClient()
  const { now, syncUrl } = usePlatform()
  const [room, setRoom] = useState<PlanRoom | null>(null)
  useEffect(() => {
    const opened = openAnsweredRoom({ queries, now, syncUrl }, planId)
    setRoom(opened)
    return opened.close
  }, [planId, queries, now, syncUrl])
  return room
}
