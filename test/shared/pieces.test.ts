import { describe, expect, it } from 'vitest'
import { createCutter, createJoiner } from '../../shared/pieces.ts'
import { createRandom, fuzzRuns, type Random } from '../support/random.ts'

const maxPieceBytes = 256 * 1024

const parcelOf = (random: Random): Uint8Array => {
  const length = random.chance(0.05) ? random.int(3 * maxPieceBytes) : random.int(200)
  return new Uint8Array(length).fill(random.int(256))
}

describe('pieces', () => {
  it('[WIRE15] bring parcels whole and in order, however they are cut', () => {
    let cuts = 0
    for (let seed = 0; seed < fuzzRuns(100); seed += 1) {
      const random = createRandom(seed)
      const parcels = Array.from({ length: random.int(30) + 1 }, () => parcelOf(random))
      const cutter = createCutter()
      const joiner = createJoiner(16 * 1024 * 1024)
      const arrived: Uint8Array[] = []
      const carry = (): void => {
        for (let piece = cutter.take(); piece.length > 0; piece = cutter.take()) {
          expect(piece.length).toBeLessThanOrEqual(maxPieceBytes)
          const cut = random.int(piece.length + 1)
          cuts += 1
          arrived.push(...(joiner.take(piece.subarray(0, cut)) ?? []), ...(joiner.take(piece.subarray(cut)) ?? []))
        }
      }
      for (const parcel of parcels) {
        cutter.put(parcel)
        if (random.chance(0.3)) carry()
      }
      carry()
      expect(arrived.map((parcel) => Buffer.from(parcel).toString('hex'))).toEqual(
        parcels.map((parcel) => Buffer.from(parcel).toString('hex')),
      )
    }
    expect(cuts).toBeGreaterThan(fuzzRuns(100))
  })

  it('[WIRE15] that claim a parcel larger than it may be are refused before it is held', () => {
    const joiner = createJoiner(1_000)
    expect(joiner.take(Uint8Array.of(0, 0, 3, 232, 7))).toEqual([])
    expect(createJoiner(1_000).take(Uint8Array.of(0, 0, 3, 233))).toBeNull()
    expect(createJoiner(1_000).take(Uint8Array.of(255, 255, 255, 255, 1))).toBeNull()
  })
})
