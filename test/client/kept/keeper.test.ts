import { describe, expect, it } from 'vitest'
import { createKeeper, type Copy } from '../../../client/kept/keeper.ts'
import type { SectionRoom, SectionRoomState } from '../../../client/sync/section-room.ts'

const copy: Copy = {
  id: 'copy1',
  planId: 'plan1',
  sectionId: 'aims',
  title: 'Aims',
  why: 'It was signed.',
  text: 'Mine',
  html: '<p>Mine</p>',
  comment: null,
  forget: () => Promise.resolve(),
}

/** A room without a network: what the keeper asks of it is its state, to hear of changes, and to close. */
const createRoom = (start: Partial<SectionRoomState>, sectionId = 'aims') => {
  const listeners = new Set<() => void>()
  let isClosed = false
  let state: SectionRoomState = {
    phase: 'offline',
    hasContent: true,
    hasText: true,
    unsaved: 2,
    savedAt: null,
    offlineSince: 1,
    endedBy: null,
    notice: null,
    ...start,
  }
  const room: Pick<SectionRoom, 'sectionId' | 'state' | 'subscribe' | 'close'> = {
    sectionId,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => void (isClosed = true),
  }
  const become = (part: Partial<SectionRoomState>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  return { room: room as SectionRoom, become, isClosed: () => isClosed }
}

/** The one window there is. */
const alone = { tellPutAway: () => undefined, onPutAway: () => undefined }

const keepOne = (start: Partial<SectionRoomState> = {}, isKept = false) => {
  const keeper = createKeeper(alone)
  const kept = createRoom(start)
  const device = { isOn: isKept, fault: null, isWriting: false }
  keeper.keep({ planId: 'plan1', room: kept.room, title: 'Aims', device: () => device, copy: () => copy })
  return { keeper, ...kept }
}

describe('what a page leaves behind', () => {
  it('[PAGE31] stays connected until it is saved, and is said meanwhile', () => {
    const { keeper, become, isClosed } = keepOne()
    expect([keeper.state(), keeper.holdsAnything(), isClosed()]).toEqual([
      { copies: [], waiting: [{ sectionId: 'aims', title: 'Aims', isKept: false }], onDevice: 0 },
      true,
      false,
    ])
    become({ phase: 'live', unsaved: 0, savedAt: 5 })
    expect([keeper.state(), keeper.holdsAnything(), isClosed()]).toEqual([
      { copies: [], waiting: [], onDevice: 0 },
      false,
      true,
    ])
  })

  it('[PAGE31] is said once for each section, also where two share a title, and where it is kept', () => {
    const keeper = createKeeper(alone)
    for (const sectionId of ['one', 'two']) {
      const { room } = createRoom({}, sectionId)
      const device = { isOn: sectionId === 'two', fault: null, isWriting: false }
      keeper.keep({ planId: 'plan1', room, title: 'Aims', device: () => device, copy: () => copy })
    }
    expect(keeper.state().waiting).toEqual([
      { sectionId: 'one', title: 'Aims', isKept: false },
      { sectionId: 'two', title: 'Aims', isKept: true },
    ])
  })

  it('[PAGE31] goes back, unclosed, to a page that opens the section again', () => {
    const { keeper, room, isClosed } = keepOne()
    expect(keeper.takeBack('plan2', 'aims')).toBe(null)
    expect(keeper.takeBack('plan1', 'aims')?.room).toBe(room)
    expect([keeper.holdsAnything(), isClosed()]).toEqual([false, false])
  })

  it('[PAGE17] becomes a copy when the server refuses it, until its author puts that away', async () => {
    const ends: readonly Partial<SectionRoomState>[] = [{ phase: 'ended', endedBy: 4401 }, { notice: 'read-only' }]
    for (const end of ends) {
      const { keeper, become, isClosed } = keepOne()
      become(end)
      expect([keeper.state(), isClosed()]).toEqual([{ copies: [copy], waiting: [], onDevice: 0 }, true])
      await keeper.putAway(copy)
      expect(keeper.holdsAnything()).toBe(false)
    }
  })

  it('[COPY3] rests on the device when its author was signed out, and becomes a copy when the section was signed', () => {
    const rests = keepOne({ phase: 'ended', endedBy: 4401 }, true)
    expect([rests.keeper.state().copies, rests.isClosed()]).toEqual([[], true])
    const signed = keepOne({ notice: 'read-only' }, true)
    expect(signed.keeper.state().copies).toEqual([copy])
  })

  it('[COPY5] is offered once, however often its page is visited, and gone once the device has forgotten it', async () => {
    const forgotten = Promise.withResolvers<void>()
    const kept = { ...copy, forget: () => forgotten.promise }
    const keeper = createKeeper(alone)
    keeper.offer(kept)
    keeper.offer({ ...kept })
    expect(keeper.state().copies).toHaveLength(1)
    const away = keeper.putAway(kept)
    expect(keeper.state().copies).toHaveLength(1)
    forgotten.resolve()
    await away
    expect(keeper.state().copies).toEqual([])
  })

  it('[COPY11] is gone from every window once it was put away in one, and only that', async () => {
    const listeners: ((copyId: string) => void)[] = []
    const open = () =>
      createKeeper({
        tellPutAway: (copyId) => listeners.forEach((listener) => listener(copyId)),
        onPutAway: (listener) => void listeners.push(listener),
      })
    const [one, two] = [open(), open()]
    const another = { ...copy, id: 'copy2' }
    for (const keeper of [one, two]) for (const kept of [copy, another]) keeper.offer({ ...kept })
    await one.putAway(copy)
    expect([one, two].map((keeper) => keeper.state().copies.map(({ id }) => id))).toEqual([['copy2'], ['copy2']])
  })

  it('[PAGE33] becomes a copy, saved or not, when the server went back to an older state', () => {
    const { keeper } = keepOne({ unsaved: 0, savedAt: 5, phase: 'ended', endedBy: 4409 })
    expect(keeper.state().copies).toEqual([copy])
  })
})
