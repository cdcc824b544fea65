/**
 * Token buckets in memory: each key has so many tries, which fill up again with time. Keys that are full again are
 * forgotten, so that memory stays small whoever knocks.
 */
import type { Clock } from '../context.ts'

interface Rule {
  readonly tries: number
  readonly perMs: number
}

const minute = 60_000
const hour = 60 * minute

export const limitRules = {
  /** Links to sign in, by e-mail address: a person needs one, a mailbox must not be flooded. */
  signInEmail: { tries: 5, perMs: hour },
  /** By network address, which a whole council may share. */
  signInAddress: { tries: 300, perMs: hour },
  /** Secrets offered, by network address. They cannot be guessed; this bounds the work, and a workshop still gets in. */
  secretAddress: { tries: 600, perMs: 10 * minute },
  comment: { tries: 30, perMs: minute },
  invite: { tries: 60, perMs: hour },
  image: { tries: 60, perMs: 10 * minute },
  createPlan: { tries: 20, perMs: hour },
} as const satisfies Record<string, Rule>

export interface Limits {
  /** Uses one try of a key; false when none is left. */
  take(rule: keyof typeof limitRules, key: string): boolean
}

interface Bucket {
  readonly left: number
  readonly at: number
}

/** Above this many keys the full ones are swept out. */
const sweepAbove = 10_000

export const createLimits = (clock: Clock): Limits => {
  const buckets = new Map<string, Bucket>()
  const leftNow = ({ tries, perMs }: Rule, { left, at }: Bucket): number =>
    Math.min(tries, left + ((clock.now() - at) * tries) / perMs)
  const sweep = (): void => {
    for (const [key, { at }] of buckets) if (clock.now() - at > hour) buckets.delete(key)
  }
  return {
    take: (name, key) => {
      const rule = limitRules[name]
      const id = `${name} ${key}`
      const known = buckets.get(id)
      const left = known ? leftNow(rule, known) : rule.tries
      if (left < 1) return false
      if (buckets.size >= sweepAbove) sweep()
      buckets.set(id, { left: left - 1, at: clock.now() })
      return true
    },
  }
}
