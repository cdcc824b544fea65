/**
 * Token buckets in memory: each key has so many tries, which fill up again with time. Keys that are full again are
 * forgotten, so that memory stays small whoever knocks.
 */
import type { Clock } from '../context.ts'
import { type Bucket, createBucket } from '../sync/rate.ts'

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

interface Held {
  readonly bucket: Bucket
  usedAt: number
}

/** Above this many keys those that are full again are swept out, every minute: looking at all of them takes time. */
const sweepAbove = 10_000
const sweepEveryMs = minute

/** No rule takes longer to fill a bucket. */
const longestMs = hour

export const createLimits = (clock: Clock): Limits => {
  const held = new Map<string, Held>()
  const hold = (id: string, { tries, perMs }: Rule): Held => {
    const bucket = createBucket(tries, (tries / perMs) * 1000, () => clock.now())
    const fresh = { bucket, usedAt: clock.now() }
    held.set(id, fresh)
    return fresh
  }
  let sweptAt = -Infinity
  const sweep = (): void => {
    if (Math.abs(clock.now() - sweptAt) < sweepEveryMs) return
    sweptAt = clock.now()
    for (const [id, { usedAt }] of held) if (clock.now() - usedAt > longestMs) held.delete(id)
  }
  return {
    take: (name, key) => {
      if (held.size >= sweepAbove) sweep()
      const id = `${name} ${key}`
      const one = held.get(id) ?? hold(id, limitRules[name])
      if (!one.bucket.take(1)) return false
      one.usedAt = clock.now()
      return true
    },
  }
}
