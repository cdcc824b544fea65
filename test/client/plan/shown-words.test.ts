import { describe, expect, it } from 'vitest'
import { planReading } from '../../../client/plan/findings-input.ts'
import type { PlanPageContext } from '../../../client/plan/plan-context.ts'
import { createRoomPool } from '../../../client/sync/room-pool.ts'
import type { SectionRoom, SectionRoomState } from '../../../client/sync/section-room.ts'
import type { Reading } from '../../../shared/api/sections.ts'
import { content, p } from '../../support/content.ts'
import { liveRoom } from '../../support/room-state.ts'

const [live, read] = [content(p('as its room has it')), content(p('as it was read'))]

/** A plan of one section, whose room is in this state; null: it has none. */
const pageWith = (state: Partial<SectionRoomState> | null) => {
  const pool = createRoomPool((sectionId) => {
    const room = { sectionId, state: () => ({ ...liveRoom, ...state }), content: { get: () => live } }
    return room as unknown as SectionRoom
  })
  if (state !== null) pool.bring(['aims'])
  const page = { plan: { sections: [{ id: 'aims' }] }, session: { pool } }
  return page as unknown as Pick<PlanPageContext, 'plan' | 'session'>
}

const readings = [{ sectionId: 'aims', content: read }] as unknown as readonly Reading[]

describe('the words that the page shows', () => {
  it('[PAGE63] are what is checked: of a room that has ended no longer those it held', () => {
    const checked = (state: Partial<SectionRoomState> | null) =>
      planReading({ ...pageWith(state), readings })?.sections.map((section) => section.content)
    expect([
      checked({}),
      checked({ phase: 'offline' }),
      checked({ phase: 'connecting', hasContent: false }),
      checked({ phase: 'ended', endedBy: 4409 }),
      checked(null),
    ]).toEqual([[live], [live], [read], [read], [read]])
  })
})
