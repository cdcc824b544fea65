import { describe, expect, it } from 'vitest'
import {
  changedOffline,
  closed,
  confirmed,
  emptyLedger,
  frameSent,
  opened,
  unsavedCount,
} from '../../../client/sync/save-ledger.ts'
import type { SaveLedger } from '../../../client/sync/save-ledger.ts'
import { countedFrameOf } from '../../../client/sync/counting-socket.ts'
import { isOfflineTooLong, saySaving } from '../../../client/sync/save-words.ts'
import type { SectionRoomState } from '../../../client/sync/section-room.ts'
import { liveRoom } from '../../support/room-state.ts'

type Step = (ledger: SaveLedger) => SaveLedger
const sent =
  (kind: 'all' | 'update'): Step =>
  (ledger) =>
    frameSent(ledger, kind)
const saved =
  (count: number): Step =>
  (ledger) =>
    confirmed(ledger, count)
const after = (...steps: readonly Step[]): SaveLedger => steps.reduce((ledger, step) => step(ledger), emptyLedger)

describe('what is saved', () => {
  it('[PAGE1] counts a change as unsaved until the server has confirmed its frame', () => {
    const typed = after(opened, sent('all'), sent('update'), sent('update'))
    expect(unsavedCount(typed)).toBe(2)
    expect(unsavedCount(confirmed(typed, 2))).toBe(1)
    expect(unsavedCount(confirmed(typed, 3))).toBe(0)
  })

  it('[PAGE1] takes a step 2 that carries nothing for no change', () => {
    expect(unsavedCount(after(opened, sent('all')))).toBe(0)
  })

  it('[PAGE2] carries what was not confirmed over a lost connection until the next step 2 is confirmed', () => {
    const back = after(opened, sent('all'), sent('update'), closed, changedOffline, changedOffline, opened, sent('all'))
    expect(unsavedCount(back)).toBe(3)
    expect(unsavedCount(confirmed(back, 1))).toBe(0)
  })

  it('[PAGE2] does not take a confirmation of an earlier connection for this one', () => {
    const lostTwice = after(opened, sent('update'), closed, opened, sent('all'), closed, opened)
    expect(unsavedCount(saved(0)(lostTwice))).toBe(1)
    expect(unsavedCount(after(() => lostTwice, sent('all'), sent('update'), saved(1)))).toBe(1)
  })

  it('[PAGE1] knows frames with changes by their first bytes', () => {
    const kinds = [[0, 0], [0, 1], [0, 2], [1, 5], []].map((bytes) => countedFrameOf(Uint8Array.from(bytes)))
    expect(kinds).toEqual([null, 'all', 'update', null, null])
  })
})

describe('what is said about saving', () => {
  it('[PAGE3] says in words what is saved, on its way or waiting', () => {
    const says = (part: Partial<SectionRoomState>): string => saySaving({ ...liveRoom, ...part }).says
    expect([
      says({ phase: 'connecting', hasContent: false, hasText: false }),
      says({}),
      says({ savedAt: new Date(2026, 0, 5, 10, 42).getTime() }),
      says({ unsaved: 2 }),
      says({ unsaved: 40 }),
      says({ phase: 'offline' }),
      says({ phase: 'offline', unsaved: 3 }),
    ]).toEqual([
      'Connecting',
      'All changes saved',
      'Saved 10:42',
      'Saving…',
      '40 changes waiting',
      'Not connected. Your changes are kept on this page.',
      'Not connected. Your changes are kept on this page. 3 changes waiting.',
    ])
  })

  it('[PAGE4] warns once the connection has been away for 30 seconds', () => {
    expect([null, 1_000].map((since) => isOfflineTooLong(since, 30_999))).toEqual([false, false])
    expect(isOfflineTooLong(1_000, 31_000)).toBe(true)
  })
})
