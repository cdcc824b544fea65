import { describe, expect, it } from 'vitest'
import { planOfAddress } from '../../shared/addresses.ts'

describe('what is asked for at the start', () => {
  it.each(['/plans/p1', '/plans/p1/', '/plans/p1/sections/s1', '/plans/p1/threads/t1'])(
    'is the plan where its page is shown: %s',
    (path) => expect(planOfAddress(path)).toBe('p1'),
  )

  it.each(['/', '/new', '/plans', '/plans/p1/people', '/plans/p1/coverage', '/plans/p1/sections/s1/sign-off'])(
    'is nothing of a plan elsewhere: %s',
    (path) => expect(planOfAddress(path)).toBeNull(),
  )
})
