import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { CopyStore, KeptText } from '../../../client/device/copy-store.ts'
import type { DeviceCopy, DeviceCopyState } from '../../../client/device/device-copy.ts'
import { fillCopy, type NewestText } from '../../../client/device/fill.ts'
import type { SectionRoom, SectionRoomState } from '../../../client/sync/section-room.ts'
import { liveRoom } from '../../support/room-state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const newest: readonly NewestText[] = ['aims', 'vision'].map((sectionId) => ({
  sectionId,
  title: sectionId,
  generation: 1,
  seq: 3,
}))

/** A copy that holds nothing yet, a plan of two sections, and their rooms, which have their words or never get them. */
const createWorld = ({ hasContent }: Pick<SectionRoomState, 'hasContent'>) => {
  const listeners = new Set<() => void>()
  const kept = new Map<string, KeptText>()
  const log: string[] = []
  let state: DeviceCopyState = { isOn: true, fault: null, isWriting: false }
  let isConnected = true
  let failures = 0
  let openSection: string | null = null
  const store = {
    texts: async () => [...kept.values()],
    keepText: async (text: KeptText) => void kept.set(text.sectionId, text),
  }
  const device: Pick<DeviceCopy, 'state' | 'subscribe' | 'attempt' | 'keep'> = {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attempt: async (work) => (state.isOn ? work(store as unknown as CopyStore) : null),
    keep: async (_what, work) => work(store as unknown as CopyStore).then(() => true),
  }
  const enter = (sectionId: string): SectionRoom => {
    failures -= 1
    if (failures >= 0) throw new Error('The page fails')
    log.push(`enter ${sectionId}`)
    const room = {
      doc: new Y.Doc(),
      state: () => ({ ...liveRoom, phase: hasContent ? 'live' : 'connecting', hasContent }),
      subscribe: () => () => undefined,
      close: () => log.push(`leave ${sectionId}`),
    }
    return room as unknown as SectionRoom
  }
  const turn = (isOn: boolean): void => {
    state = { ...state, isOn }
    for (const listener of listeners) listener()
  }
  const deps = {
    device: device as DeviceCopy,
    now: () => 5,
    newest: () => (isConnected ? newest : []),
    isOpen: (sectionId: string) => sectionId === openSection,
    enter,
  }
  const connect = (is: boolean): void => void (isConnected = is)
  const fail = (times: number): void => void (failures = times)
  const open = (sectionId: string | null): void => void (openSection = sectionId)
  return { stop: fillCopy(deps), kept, log, turn, connect, fail, open }
}

describe('bringing a copy up to date', () => {
  it('[COPY8] enters one section after the other, and none again whose text is as new', async () => {
    const { kept, log, stop } = createWorld({ hasContent: true })
    await vi.advanceTimersByTimeAsync(200_000)
    stop()
    expect(log).toEqual(['enter aims', 'leave aims', 'enter vision', 'leave vision'])
    expect([...kept.keys()]).toEqual(['aims', 'vision'])
  })

  it('[COPY8] begins as soon as there is a connection, where it was asked for before', async () => {
    const { kept, connect, stop } = createWorld({ hasContent: true })
    connect(false)
    await vi.advanceTimersByTimeAsync(5_000)
    expect([...kept.keys()]).toEqual([])
    connect(true)
    await vi.advanceTimersByTimeAsync(5_000)
    stop()
    expect([...kept.keys()]).toEqual(['aims', 'vision'])
  })

  it('[COPY8] takes a section that was open soon after it is left, and leaves it to its room while it is not', async () => {
    const { kept, log, open, stop } = createWorld({ hasContent: true })
    open('aims')
    await vi.advanceTimersByTimeAsync(20_000)
    expect([...kept.keys()]).toEqual(['vision'])
    open(null)
    await vi.advanceTimersByTimeAsync(5_000)
    stop()
    expect([[...kept.keys()], log.filter((step) => step === 'enter vision').length]).toEqual([['vision', 'aims'], 1])
  })

  it('[COPY8] goes on after a round that failed', async () => {
    const { kept, fail, stop } = createWorld({ hasContent: true })
    fail(2)
    await vi.advanceTimersByTimeAsync(200_000)
    stop()
    expect([...kept.keys()]).toEqual(['aims', 'vision'])
  })

  it('[COPY8] is in one room at a time and leaves each, also where the copy is removed and made again meanwhile', async () => {
    const { log, turn, stop } = createWorld({ hasContent: false })
    await vi.advanceTimersByTimeAsync(2_000)
    turn(false)
    turn(true)
    await vi.advanceTimersByTimeAsync(200_000)
    stop()
    const inside = log.map((_, at) =>
      log.slice(0, at + 1).reduce((rooms, step) => rooms + (step.startsWith('enter') ? 1 : -1), 0),
    )
    expect([Math.max(...inside), inside.at(-1)]).toEqual([1, 0])
    expect(log.length).toBeGreaterThan(4)
  })
})
