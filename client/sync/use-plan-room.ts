/** What React reads of a plan's room. Loaded with the page's first scripts, so it knows the room by its type alone. */
import { useSyncExternalStore } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { PlanRoom, PlanRoomState } from './plan-room.ts'
import type { Present } from './presence.ts'

const nothing = (): (() => void) => () => undefined

const nobody: PlanRoomState = { connected: false, offlineSince: null, endedBy: null, present: [] }

/** As without a connection until there is a room. */
export const usePlanRoomState = (room: PlanRoom | null): PlanRoomState =>
  useSyncExternalStore(room?.subscribe ?? nothing, () => room?.state() ?? nobody)

/** The others who are here; a second page of the reader's own is not another. */
export const othersIn = ({ present }: PlanRoomState, { me }: Pick<PlanView, 'me'>): readonly Present[] =>
  present.filter(({ user }) => user.personId !== me.personId)
