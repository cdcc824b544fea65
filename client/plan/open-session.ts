/**
 * The open plan's connections: its own room (presence, doorbells), the few section rooms, and the copy on this device
 * that rooms are kept in while it is on. A section with changes of an earlier visit is entered at once, seen or not.
 * Loaded when the plan is on screen: what connects is a third of the page's scripts.
 */
import type { QueryClient } from '@tanstack/react-query'
import { planQuery, readingsQuery } from '../api/queries.ts'
import { isKeeping } from '../device/device-copy.ts'
import type { DeviceCopy } from '../device/device-copy.ts'
import type { Rescue } from '../device/copy-store.ts'
import { fillCopy } from '../device/fill.ts'
import type { NewestText } from '../device/fill.ts'
import { keepRoom } from '../device/keep-room.ts'
import { takeOver } from '../device/take-over.ts'
import type { Copy, Keeper, Left } from '../kept/keeper.ts'
import { keepFacts } from '../offline/keep-facts.ts'
import type { Platform } from '../platform.ts'
import { followBrought } from './brought.ts'
import type { Brought } from './brought.ts'
import { watchLostRooms } from './lost-rooms.ts'
import { openAnsweredRoom } from '../sync/answered-room.ts'
import { pagePace } from '../sync/pace.ts'
import { createComingWriter } from '../sync/coming-writer.ts'
import type { ComingWriter } from '../sync/coming-writer.ts'
import { later } from '../sync/later.ts'
import type { PlanRoom } from '../sync/plan-room.ts'
import { createRoomPool } from '../sync/room-pool.ts'
import type { RoomPool } from '../sync/room-pool.ts'
import { openSectionRoom } from '../sync/section-room.ts'
import type { SectionRoom } from '../sync/section-room.ts'

export interface PlanSession {
  readonly room: PlanRoom
  readonly pool: RoomPool
  readonly comingWriter: ComingWriter
  readonly device: DeviceCopy
  readonly brought: Brought
  /** From now on a copy of what a room can no longer save is offered, and the room let go; the newest word counts. */
  readonly rescueBy: (rescuing: Rescuing) => void
  readonly close: () => void
}

export interface Rescuing {
  /** Whether the unsaved changes of a room will never be saved; `kept`: this device may bring them another time. */
  readonly isLost: (room: SectionRoom, kept: boolean) => boolean
  /** The copy, also of a room that is left with unsaved changes. */
  readonly describe: (room: SectionRoom) => Rescue
}

interface SessionDeps {
  readonly platform: Pick<Platform, 'now' | 'newId' | 'syncUrl' | 'windows'>
  readonly queries: QueryClient
  readonly keeper: Keeper
  readonly device: DeviceCopy
}

const whenHidden = (listener: () => void): (() => void) => {
  const hear = (): void => {
    if (document.visibilityState === 'hidden') listener()
  }
  document.addEventListener('visibilitychange', hear)
  return () => document.removeEventListener('visibilitychange', hear)
}

export const openSession = async (deps: SessionDeps, planId: string): Promise<PlanSession> => {
  const { platform, queries, keeper, device } = deps
  const { now, newId, syncUrl, windows } = platform
  const living = await windows.living()
  const unsent = new Map(await device.attempt((store) => store.countChanges(living)))
  const isLive = (sectionId: string): boolean => {
    const state = pool.find(sectionId)?.state()
    return state?.phase === 'live' && state.hasContent
  }
  const room = openAnsweredRoom({ queries, now, syncUrl, isLive }, planId)

  const sectionOf = (sectionId: string) =>
    queries.getQueryData(planQuery(planId).queryKey)?.sections.find(({ id }) => id === sectionId)
  const generationOf = (sectionId: string): number => sectionOf(sectionId)?.generation ?? 0
  const titleOf = (sectionId: string): string => sectionOf(sectionId)?.title ?? ''
  const readings = () => queries.getQueryData(readingsQuery(planId).queryKey) ?? []
  const seqOf = (sectionId: string): number => readings().find((reading) => reading.sectionId === sectionId)?.seq ?? 0

  const readingsKey = readingsQuery(planId).queryKey
  const onReadings = (listener: () => void): (() => void) =>
    queries.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'updated' && readingsKey.every((part, index) => query.queryKey[index] === part)) listener()
    })

  const sectionDeps = {
    syncUrl,
    now,
    newId,
    schedule: (task: () => void) => void requestAnimationFrame(task),
    pace: pagePace(),
  }
  /** Changes of an earlier visit are brought by the first room that opens their section. */
  const start = (sectionId: string, page: string) => {
    if (!device.state().isOn) return null
    const waiting = unsent.get(sectionId) ?? 0
    unsent.delete(sectionId)
    const generation = sectionOf(sectionId)?.generation
    const taker = { sectionId, page, generation, seq: seqOf(sectionId) }
    return { unsent: waiting, kept: takeOver(device, windows, taker) }
  }
  const open = (sectionId: string): SectionRoom => {
    const generation = () => generationOf(sectionId)
    const opened = openSectionRoom(sectionDeps, planId, sectionId, generation, (page) => start(sectionId, page))
    // Whether or not the copy is on: it may be turned on while the room is open.
    void windows.enter(opened.page)
    opened.doc.on('destroy', () => windows.leave(opened.page))
    keepRoom(opened, device, { now, titleOf, seqOf, onReadings })
    return opened
  }
  /** Rooms that an earlier session left, as it described them. */
  const takenBack = new WeakMap<SectionRoom, Left>()
  const takeBack = (sectionId: string): SectionRoom | null => {
    const left = keeper.takeBack(planId, sectionId)
    if (left !== null) takenBack.set(left.room, left)
    return left?.room ?? null
  }
  const pool = createRoomPool((sectionId) => {
    const opened = takeBack(sectionId) ?? open(sectionId)
    opened.subscribe(room.look)
    return opened
  })
  pool.subscribe(room.look)
  const comingWriter = createComingWriter(later, pool.expect)
  pool.bring([...unsent.keys()])
  const brought = followBrought(pool.all(), now)

  const newest = (): readonly NewestText[] =>
    room.state().connected
      ? readings().map(({ sectionId, generation, seq }) => ({ sectionId, generation, seq, title: titleOf(sectionId) }))
      : []
  const stopFilling = fillCopy({
    device,
    now,
    newest,
    isOpen: (sectionId) => pool.find(sectionId) !== null,
    enter: (sectionId) => openSectionRoom(sectionDeps, planId, sectionId, () => generationOf(sectionId)),
  })

  const stopKeeping = keepFacts(
    { queries, device, now, isConnected: () => room.state().connected, onHidden: whenHidden },
    planId,
  )

  const toCopy = (from: SectionRoom, rescue: Rescue): Copy => {
    void device.attempt((store) => store.rescue(rescue, from))
    return { ...rescue, planId, forget: () => device.attempt((store) => store.dropRescue(rescue.id)) }
  }
  const offer = (lost: SectionRoom, rescue: Rescue): void => {
    brought.lose(lost)
    keeper.offer(toCopy(lost, rescue))
    pool.letGo(lost.sectionId)
  }
  let rescuing: Rescuing | null = null
  const lostRooms = watchLostRooms({ later, rooms: pool.all })
  /** Null for a room that nobody has described: this session was left before it was shown. */
  const describe = (left: SectionRoom): Left | null => {
    if (rescuing === null) return takenBack.get(left) ?? null
    const { describe: copyOf } = rescuing
    return {
      planId,
      room: left,
      title: copyOf(left).title,
      device: device.state,
      copy: () => toCopy(left, copyOf(left)),
    }
  }
  const leave = (): void => {
    for (const staying of pool.close()) {
      const left = describe(staying)
      if (left === null) staying.close()
      else keeper.keep(left)
    }
    room.look()
    room.close()
  }
  return {
    room,
    pool,
    comingWriter,
    device,
    brought,
    rescueBy: (newest) => {
      rescuing = newest
      lostRooms.judgeBy({
        isLost: (room) => newest.isLost(room, isKeeping(device.state())),
        offer: (room) => offer(room, newest.describe(room)),
      })
    },
    close: () => {
      lostRooms.close()
      stopFilling()
      stopKeeping()
      comingWriter.close()
      // An editor that goes in the same breath still hands over its last words.
      queueMicrotask(leave)
    },
  }
}
