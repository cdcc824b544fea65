/** Seeded randomness for fuzz tests: the same seed gives the same run, so that a failing seed can stay as a test. */
export interface Random {
  /** 0 <= n < max */
  int(max: number): number
  pick<T>(from: readonly T[]): T
  chance(share: number): boolean
}

/** mulberry32 */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (max: number): number => Math.floor(next() * max)
  return {
    int,
    pick: (from) => {
      const picked = from[int(from.length)]
      if (picked === undefined) throw new Error('Nothing to pick from')
      return picked
    },
    chance: (share) => next() < share,
  }
}

/** Runs of a fuzz: few in `npm test`, as many as `FUZZ_RUNS` says in the long campaign. */
export const fuzzRuns = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual)
