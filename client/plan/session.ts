/** The open plan's session for React: made when the plan page opens, closed when it goes; and what the page reads of it. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { planQuery } from '../api/queries.ts'
import { isKept } from '../device/device-copy.ts'
import type { DeviceCopyState } from '../device/device-copy.ts'
import { useKeeper } from '../kept/keeper-context.ts'
import { usePlatform } from '../platform.ts'
import { whyMissing, type Missing } from '../ui/MissingPart.tsx'
import type { LiveContent } from '../sync/live-content.ts'
import type { PlanRoomState } from '../sync/plan-room.ts'
import type { Present } from '../sync/presence.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { othersIn, usePlanRoomState } from '../sync/use-plan-room.ts'
import type { PlanSession } from './open-session.ts'
import { isRoomShown } from './shown-words.ts'

export type { PlanSession } from './open-session.ts'

export interface SessionOpening {
  /** Null until what connects has been loaded: the words of the plan are shown before. */
  readonly session: PlanSession | null
  /** Why what connects cannot be loaded; null while it can. */
  readonly missing: Missing | null
  readonly retry: () => void
}

export const usePlanSession = (planId: string): SessionOpening => {
  const queries = useQueryClient()
  const keeper = useKeeper()
  const platform = usePlatform()
  const [session, setSession] = useState<PlanSession | null>(null)
  const [missing, setMissing] = useState<Missing | null>(null)
  const [tries, setTries] = useState(1)
  useEffect(() => {
    let isGone = false
    let opened: PlanSession | null = null
    const open = async (): Promise<void> => {
      // Whoever shows a plan has its facts.
      const personId = queries.getQueryData(planQuery(planId).queryKey)?.me.personId ?? ''
      const [scripts, device] = await Promise.all([
        import('./open-session.ts').catch(() => null),
        platform.copies.find({ personId, planId }),
      ])
      const why = scripts === null ? await whyMissing() : null
      if (isGone) return
      setMissing(why)
      if (scripts === null) return
      opened = await scripts.openSession({ platform, queries, keeper, device }, planId)
      if (isGone) opened.close()
      else setSession(opened)
    }
    const fail = (error: unknown): void =>
      setSession(() => {
        throw error
      })
    open().catch(fail)
    return () => {
      isGone = true
      opened?.close()
      setSession(null)
    }
  }, [planId, queries, keeper, platform, tries])
  const retry = useCallback((): void => {
    setMissing(null)
    setTries((count) => count + 1)
  }, [])
  return { session, missing, retry }
}

const nothing = (): (() => void) => () => undefined

const off: DeviceCopyState = { isOn: false, fault: null, isWriting: false }

/** The plan's copy on this device. */
export const useDeviceCopy = (session: PlanSession | null): DeviceCopyState =>
  useSyncExternalStore(session?.device.subscribe ?? nothing, () => session?.device.state() ?? off)

/** Whether what is written here outlives the page. */
export const useIsKept = (session: PlanSession | null): boolean => isKept(useDeviceCopy(session))

export const usePlanRoom = (session: PlanSession | null): PlanRoomState => usePlanRoomState(session?.room ?? null)

/** Whether the server is there, as far as the page knows. */
export const useIsConnected = (session: PlanSession | null): boolean =>
  useSyncExternalStore(session?.room.subscribe ?? nothing, () => session?.room.state().connected === true)

/** Since when the server is not there, in ms; null while it is. */
export const useOfflineSince = (session: PlanSession | null): number | null =>
  useSyncExternalStore(session?.room.subscribe ?? nothing, () => session?.room.state().offlineSince ?? null)

/** The others who are here. */
export const useOthers = (session: PlanSession | null, plan: Pick<PlanView, 'me'>): readonly Present[] =>
  othersIn(usePlanRoom(session), plan)

/** The connected room of a section; null while it has none. */
export const useSectionRoom = (session: PlanSession | null, sectionId: string): SectionRoom | null =>
  useSyncExternalStore(session?.pool.subscribe ?? nothing, () => session?.pool.find(sectionId) ?? null)

/** Whether a room has a text to write in. */
export const useHasText = (room: SectionRoom | null): boolean =>
  useSyncExternalStore(room?.subscribe ?? nothing, () => room?.state().hasText === true)

/** Whether a room is connected. */
export const useIsLive = (room: SectionRoom | null): boolean =>
  useSyncExternalStore(room?.subscribe ?? nothing, () => room?.state().phase === 'live')

/** The code a room was ended with for good; null while it lives. */
export const useEndedBy = (room: SectionRoom | null): number | null =>
  useSyncExternalStore(room?.subscribe ?? nothing, () => room?.state().endedBy ?? null)

const noRooms: readonly SectionRoom[] = []

/** The rooms that are open on this page. */
export const useOpenRooms = (session: PlanSession | null): readonly SectionRoom[] =>
  useSyncExternalStore(session?.pool.subscribe ?? nothing, () => session?.pool.all() ?? noRooms)

/** The live words of a room that the page shows; null otherwise. The same object while they change. */
export const useLiveContent = (room: SectionRoom | null): LiveContent | null =>
  useSyncExternalStore(room?.subscribe ?? nothing, () => (room !== null && isRoomShown(room) ? room.content : null))
