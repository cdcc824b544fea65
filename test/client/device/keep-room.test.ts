import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { CopyStore } from '../../../client/device/copy-store.ts'
import type { DeviceCopy, DeviceCopyState } from '../../../client/device/device-copy.ts'
import { keepRoom } from '../../../client/device/keep-room.ts'
import type { SectionRoom, SectionRoomState } from '../../../client/sync/section-room.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const createListeners = () => {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A room of generation 3 without a network, whose state the test sets. */
const createRoom = () => {
  const doc = new Y.Doc()
  const heard = createListeners()
  let state: Pick<SectionRoomState, 'phase' | 'unsaved'> = { phase: 'live', unsaved: 0 }
  const room = {
    sectionId: 'aims',
    page: 'page1',
    doc,
    generation: () => 3,
    state: () => state,
    subscribe: heard.subscribe,
  }
  const become = (part: Partial<typeof state>): void => {
    state = { ...state, ...part }
    heard.tell()
  }
  // What is kept of a room is its text, and what its state says is saved.
  return { room: room as unknown as SectionRoom, doc, become }
}

/** What a store holds, in words: `change 1 (2)` is the first, of two changes. */
const createDevice = (isOn: boolean) => {
  const heard = createListeners()
  let state: DeviceCopyState = { isOn, fault: null, isWriting: false }
  let isFull = false
  const held = {
    changes: new Map<number, { count: number; bytes: Uint8Array }>(),
    texts: [] as Uint8Array[],
    seqs: [] as number[],
  }
  const store: Partial<CopyStore> = {
    addChange: async (_section, _page, number, { count, bytes }) => {
      held.changes.set(number, { count, bytes })
      return number
    },
    dropChanges: async (_section, _page, upTo) => {
      for (const number of held.changes.keys()) if (number <= upTo) held.changes.delete(number)
      return undefined
    },
    keepText: async ({ bytes, seq }) => {
      held.texts.push(bytes)
      held.seqs.push(seq)
    },
  }
  const holes: boolean[] = []
  const writing: boolean[] = []
  const attempt: DeviceCopy['attempt'] = async (work) => (!state.isOn || isFull ? null : work(store as CopyStore))
  const device: DeviceCopy = {
    name: { personId: 'ada', planId: 'plan1' },
    state: () => state,
    subscribe: heard.subscribe,
    turnOn: async () => {
      state = { isOn: true, fault: null, isWriting: false }
      heard.tell()
    },
    remove: async () => undefined,
    attempt,
    keep: async (_what, work) => (await attempt(async (to) => work(to).then(() => true))) ?? false,
    noteHole: (_who, isThere) => void holes.push(isThere),
    noteWriting: (_who, isWriting) => void writing.push(isWriting),
  }
  return { device, held, holes, writing, fill: (full: boolean) => void (isFull = full) }
}

const createWorld = (isOn = true) => {
  const { room, doc, become } = createRoom()
  const kept = createDevice(isOn)
  const readings = createListeners()
  let seq = 1
  const read = (newest: number): void => {
    seq = newest
    readings.tell()
  }
  keepRoom(room, kept.device, { now: () => 5, titleOf: () => 'Aims', seqOf: () => seq, onReadings: readings.subscribe })
  /** Types while there is no connection, or before the server has answered. */
  const type = (words: string): void => {
    become({ unsaved: room.state().unsaved + 1 })
    doc.getText('content').insert(0, words)
  }
  const settle = () => vi.advanceTimersByTimeAsync(0)
  const counts = () => [...kept.held.changes.values()].map(({ count }) => count)
  const wordsOf = (updates: Iterable<Uint8Array>): string => {
    const copy = new Y.Doc()
    for (const update of updates) Y.applyUpdate(copy, update)
    return copy.getText('content').toString()
  }
  const changedWords = () => wordsOf([...kept.held.changes.values()].map(({ bytes }) => bytes))
  return { ...kept, room, doc, become, type, settle, counts, changedWords, wordsOf, read }
}

describe('a room kept on a device', () => {
  it('[COPY2] says that it is storing from the change until the store has it', async () => {
    const { type, writing } = createWorld()
    type('kin')
    expect(writing).toEqual([true])
    await vi.waitFor(() => expect(writing).toEqual([true, false]))
  })

  it('[COPY2] has each change of its author at once, until the server has it', async () => {
    const { type, settle, counts, changedWords, become } = createWorld()
    type('one ')
    type('two ')
    await settle()
    expect([counts(), changedWords()]).toEqual([[1, 1], 'two one '])
    become({ unsaved: 0 })
    await settle()
    expect(counts()).toEqual([])
  })

  it('[COPY10] has as its text only what the server has too', async () => {
    const { doc, type, held, become, wordsOf } = createWorld()
    const colleague = new Y.Doc()
    colleague.getText('content').insert(0, 'theirs')
    type('mine ')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.texts).toEqual([])
    become({ unsaved: 0 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.texts.map((text) => wordsOf([text]))).toEqual([doc.getText('content').toString()])
  })

  it('[COPY8] has its text as the newest reading, also where that comes after the last letter', async () => {
    const { become, type, held, read } = createWorld()
    type('mine')
    become({ unsaved: 0 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.seqs).toEqual([1])
    read(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.seqs).toEqual([1])
    read(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.seqs).toEqual([1, 2])
  })

  it('[COPY1] has its text also where the room was not connected as the copy was made', async () => {
    const { device, doc, become, held, wordsOf } = createWorld(false)
    doc.getText('content').insert(0, 'theirs')
    become({ phase: 'offline' })
    await device.turnOn()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.texts).toEqual([])
    become({ phase: 'live' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.texts.map((text) => wordsOf([text]))).toEqual(['theirs'])
  })

  it('[COPY1] stores nothing while it is off, and what is unsaved when it is turned on', async () => {
    const { device, type, settle, counts, changedWords, held } = createWorld(false)
    type('one ')
    type('two ')
    await vi.advanceTimersByTimeAsync(10_000)
    expect([counts(), held.texts]).toEqual([[], []])
    await device.turnOn()
    await settle()
    expect([counts(), changedWords()]).toEqual([[2], 'two one '])
  })

  it('[COPY9] stores the whole of it after a change that could not be stored', async () => {
    const { type, settle, counts, changedWords, fill, holes } = createWorld()
    type('one ')
    await settle()
    fill(true)
    type('two ')
    await settle()
    expect([counts(), holes]).toEqual([[1], [true]])
    fill(false)
    type('three ')
    await settle()
    expect([counts(), changedWords(), holes]).toEqual([[3], 'three two one ', [true, false]])
  })
})
