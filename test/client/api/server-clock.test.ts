import { describe, expect, it } from 'vitest'
import { hereOf, noteServerTime } from '../../../client/api/server-clock.ts'

describe('the server’s clock', () => {
  it('[PAGE35] says when something is by this computer’s clock, however wrong that is', () => {
    const noon = Date.parse('2027-03-31T12:00:00Z')
    const hourMs = 3_600_000
    const quarterPast = '2027-03-31T12:15:00.000Z'
    const seen = [-hourMs, 0, 2 * hourMs].map((wrongMs) => {
      noteServerTime('Wed, 31 Mar 2027 12:00:00 GMT', noon + wrongMs)
      return hereOf(quarterPast) - noon - wrongMs
    })
    expect(seen).toEqual([900_000, 900_000, 900_000])
  })

  it('[PAGE35] goes by the newest answer that says a time', () => {
    noteServerTime('Wed, 31 Mar 2027 12:00:00 GMT', 0)
    const before = hereOf('2027-03-31T12:00:00.000Z')
    noteServerTime(null, 5)
    noteServerTime('soon', 5)
    expect([before, hereOf('2027-03-31T12:00:00.000Z')]).toEqual([0, 0])
  })
})
