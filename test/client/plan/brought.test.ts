import { describe, expect, it } from 'vitest'
import { followBrought } from '../../../client/plan/brought.ts'
import type { SectionRoom, SectionRoomState } from '../../../client/sync/section-room.ts'

const createRoom = (unsaved: number) => {
  const listeners = new Set<() => void>()
  let state: Pick<SectionRoomState, 'unsaved' | 'savedAt'> = { unsaved, savedAt: null }
  const room: Pick<SectionRoom, 'subscribe'> & { readonly state: () => typeof state } = {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const have = (next: typeof state): void => {
    state = next
    for (const listener of listeners) listener()
  }
  const save = (): void => have({ unsaved: 0, savedAt: 8 })
  const findNothing = (): void => have({ unsaved: 0, savedAt: null })
  // What is followed of a room is its state's count, and to hear of it.
  return { room: room as SectionRoom, save, findNothing }
}

describe('changes of an earlier visit', () => {
  it('[COPY2] wait until all are saved, and only then are said to be', () => {
    const [one, two] = [createRoom(3), createRoom(4)]
    const brought = followBrought([one.room, two.room], () => 9)
    const states = [brought.state()]
    for (const { save } of [one, two]) {
      save()
      states.push(brought.state())
    }
    expect(states).toEqual([
      { unsaved: 7, savedAt: null },
      { unsaved: 4, savedAt: null },
      { unsaved: 0, savedAt: 9 },
    ])
  })

  it('[COPY11] are not said to be saved where another window has taken them', () => {
    const { room, findNothing } = createRoom(3)
    const brought = followBrought([room], () => 9)
    findNothing()
    expect(brought.state()).toEqual({ unsaved: 0, savedAt: null })
  })

  it('[COPY5] are not said to be saved when they became a copy', () => {
    const { room } = createRoom(3)
    const brought = followBrought([room], () => 9)
    brought.lose(room)
    expect(brought.state()).toEqual({ unsaved: 0, savedAt: null })
  })
})
