import { describe, expect, it } from 'vitest'
import { isLost, titleOf } from '../../../client/plan/rescue.ts'
import { words } from '../../../client/words/en.ts'
import type { SectionRoomState } from '../../../client/sync/section-room.ts'
import { liveRoom } from '../../support/room-state.ts'

const state = (part: Partial<SectionRoomState>): SectionRoomState => ({ ...liveRoom, ...part })

describe('changes that cannot be saved', () => {
  it('[PAGE17] offers a copy when the room has ended or the right to write is gone, and only then', () => {
    expect([
      isLost(state({ unsaved: 2 }), true, false),
      isLost(state({ unsaved: 2, phase: 'offline' }), true, false),
      isLost(state({ unsaved: 2 }), false, false),
      isLost(state({ unsaved: 2, phase: 'ended', endedBy: 4409 }), true, false),
      isLost(state({ phase: 'ended', endedBy: 4403 }), false, false),
    ]).toEqual([false, false, true, true, false])
  })

  it('[PAGE33] offers a copy of what was saved, too, when the server went back to an older state', () => {
    const restored: Partial<SectionRoomState> = { phase: 'ended', endedBy: 4409 }
    expect([
      isLost(state({ ...restored, savedAt: 5 }), true, false),
      isLost(state(restored), true, false),
      isLost(state({ phase: 'ended', endedBy: 4401, savedAt: 5 }), true, false),
    ]).toEqual([true, false, false])
  })

  it('[COPY3] waits where the device keeps the changes and the refusal is of the person or the page', () => {
    const refusedWith = (endedBy: number) => isLost(state({ unsaved: 2, phase: 'ended', endedBy }), true, true)
    expect([4401, 4403, 4426, 4429, 4404, 4409, 4413].map(refusedWith)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('[PAGE39] names the section of a copy by its title, also after it was removed', () => {
    const plan = {
      sections: [{ id: 'one', title: 'Our vision' }],
      removedSections: [{ id: 'two', title: 'Family support' }],
    }
    expect(['one', 'two', 'gone'].map((id) => titleOf(plan, id))).toEqual([
      'Our vision',
      'Family support',
      words.save.goneSection,
    ])
  })
})
