import { describe, expect, it } from 'vitest'
import { fateOf, type Who } from '../../../client/device/fate.ts'
import { copyName, readCopyName } from '../../../client/device/names.ts'

const name = { personId: 'ada', planId: 'plan1' }

const here = (personId: string, ...planIds: readonly string[]): Who => ({ is: 'here', personId, planIds })
const away = (wasEnded: boolean): Who => ({ is: 'away', wasEnded })

describe('what becomes of a copy', () => {
  it('[COPY4] goes when another person is signed in, and stays its owner’s', () => {
    expect([fateOf(name, here('ada', 'plan1')), fateOf(name, here('ben', 'plan1'))]).toEqual(['stays', 'goes'])
  })

  it('[COPY6] is lost to who is no longer a member of the plan', () => {
    expect(fateOf(name, here('ada', 'plan2'))).toBe('is-lost')
  })

  it('[COPY4] goes when a session was ended on purpose', () => {
    expect(fateOf(name, away(true))).toBe('goes')
  })

  it('[COPY3] waits for its owner when the session ended in any other way', () => {
    expect(fateOf(name, away(false))).toBe('waits')
  })
})

describe('the name of a copy', () => {
  it('[COPY1] tells whose copy of which plan it is; other databases are none', () => {
    expect(readCopyName(copyName(name))).toEqual(name)
    expect(
      ['', 'keyval', 'comhla-copy', 'comhla-copy/ada', 'comhla-copy/ada/plan1/x', 'other/ada/plan1'].map(readCopyName),
    ).toEqual([null, null, null, null, null, null])
  })
})
