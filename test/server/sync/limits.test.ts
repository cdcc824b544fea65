/** What each bound does is tested with smaller ones where that is quicker; that the numbers are those promised, here. */
import { expect, it } from 'vitest'
import { defaultCarrierLimits } from '../../../server/sync/carriers.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { maxMessageBytes } from '../../../server/sync/transport.ts'

const kib = 1024
const mib = 1024 * kib

it('[FAULT9] a section and a connection are bounded as promised', () => {
  expect(defaultLimits).toMatchObject({
    maxRoomBytes: 16 * mib,
    maxCutBytes: 2 * mib,
    bytesBurst: 16 * mib,
    bytesPerSecond: 256 * kib,
  })
})

it('[ROOM50] [ROOM52] connections are counted and pinged as promised', () => {
  expect(defaultCarrierLimits).toEqual({ perPerson: 40, perPlan: 400, perConnection: 200, beatMs: 20_000 })
})

it('[WIRE15] a parcel is as large as promised at most', () => {
  expect(maxMessageBytes).toBe(16 * mib)
})
