import { describe, expect, it } from 'vitest'
import { addressOf, CallFault, errorOf } from '../../../client/api/call.ts'
import { mayPass } from '../../../client/api/queries.ts'

describe('calling the server', () => {
  it('[PAGE18] fills in and escapes the parameters of a route', () => {
    const params = { planId: 'p1', sectionId: 's1', framework: 's9-aims', code: 'a/i' }
    expect(addressOf('PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', params)).toEqual({
      method: 'PUT',
      path: '/api/plans/p1/sections/s1/tags/s9-aims/a%2Fi',
    })
  })

  it('[PAGE18] shows the server’s own words, and asks again only for what may pass', () => {
    const forbidden = new CallFault({ type: 'forbidden', says: 'Ask a coordinator.' }, 403)
    expect(errorOf(forbidden).says).toBe('Ask a coordinator.')
    expect(errorOf(new TypeError('x')).type).toBe('internal')
    const broken = new CallFault({ type: 'internal', says: '' }, 500)
    const busy = new CallFault({ type: 'too-many', says: '' }, 429)
    expect([mayPass(0, forbidden), mayPass(0, broken), mayPass(3, broken)]).toEqual([false, true, false])
    expect([mayPass(2, busy), mayPass(3, busy)]).toEqual([true, false])
  })

  it('[PAGE18] asks again only once where the page knows already that it is cut off', () => {
    const away = new CallFault({ type: 'not-available', says: '' }, 0)
    const broken = new CallFault({ type: 'internal', says: '' }, 500)
    expect([mayPass(2, away), mayPass(0, away, true), mayPass(1, away, true)]).toEqual([true, true, false])
    expect(mayPass(1, broken, true)).toBe(true)
  })
})
