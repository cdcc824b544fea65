import { describe, expect, it } from 'vitest'
import { canGoOn, type EndedWriting } from '../../../client/plan/ended-writing.ts'
import type { PlanView } from '../../../shared/api/plans.ts'
import type { SectionView } from '../../../shared/api/sections.ts'

const ended = (lacks: EndedWriting['lacks']): EndedWriting => ({ sectionId: 'aims', why: 'Because.', lacks })

/** A drafter's plan, with this one section or none; of its facts only those that rights are judged by. */
const planWith = (state: SectionView['state'] | null): Pick<PlanView, 'me' | 'sections'> => {
  const me: Partial<PlanView['me']> = { id: 'ada', personId: 'ada', role: 'drafter', sectionRoles: {} }
  const sections: readonly Partial<SectionView>[] = state === null ? [] : [{ id: 'aims', state }]
  return { me, sections } as Pick<PlanView, 'me' | 'sections'>
}

describe('writing that could not go on', () => {
  it('[PAGE53] can once the right is back, whatever the connection does', () => {
    expect(
      [planWith('signed'), planWith(null), planWith('drafting')].map((plan) => canGoOn(plan, ended('right'), false)),
    ).toEqual([false, false, true])
  })

  it('[PAGE53] can, where the connection was ended for good, once there is one and the right', () => {
    const goesOn = (state: SectionView['state'], isLive: boolean) =>
      canGoOn(planWith(state), ended('connection'), isLive)
    expect([goesOn('drafting', false), goesOn('signed', true), goesOn('drafting', true)]).toEqual([false, false, true])
  })
})
