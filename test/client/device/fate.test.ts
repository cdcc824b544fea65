import { describe, expect, it } from 'vitest'
import { fateOf, type Who } from '../../../client/device/fate.ts'
import { copyName, readCopyName } from '../../../client/device/names.ts'

const name = { personId: 'ada', planId: 'plan1' }
const ten = Date.parse('2027-03-31T10:00:00Z')
const endsAtEleven = '2027-03-31T11:00:00.000Z'

const here = (personId: string, ...planIds: readonly string[]): Who => ({ is: 'here', personId, planIds })
const away = (wasEnded: boolean): Who => ({ is: 'away', wasEnded })

describe('what becomes of a copy', () => {
  it('[COPY4] goes when another person is signed in, and stays its owner’s', () => {
    expect([
      fateOf(name, endsAtEleven, here('ada', 'plan1'), ten),
      fateOf(name, endsAtEleven, here('ben', 'plan1'), ten),
    ]).toEqual(['stays', 'goes'])
  })

  it('[COPY6] is lost to who is no longer a member of the plan', () => {
    expect(fateOf(name, endsAtEleven, here('ada', 'plan2'), ten)).toBe('is-lost')
  })

  it('[COPY4] goes when a session was ended before its time', () => {
    expect(fateOf(name, endsAtEleven, away(true), ten)).toBe('goes')
  })

  it('[COPY3] waits for its owner when the session ended by itself, or with the browser', () => {
    const aboutEleven = Date.parse(endsAtEleven) - 2_000
    expect([
      fateOf(name, endsAtEleven, away(true), aboutEleven),
      fateOf(name, endsAtEleven, away(false), ten),
      fateOf(name, null, away(true), ten),
    ]).toEqual(['waits', 'waits', 'waits'])
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
