/** A bucket of tokens: holds `burst`, fills by `perSecond`, and refuses what it cannot pay for. */
export interface Bucket {
  /** False when the bucket cannot pay `cost`; nothing is taken then. */
  take(cost: number): boolean
}

export const createBucket = (burst: number, perSecond: number, now: () => number): Bucket => {
  let tokens = burst
  let filledAt = now()
  const take = (cost: number): boolean => {
    const at = now()
    tokens = Math.min(burst, tokens + (Math.max(0, at - filledAt) * perSecond) / 1000)
    filledAt = at
    if (tokens < cost) return false
    tokens -= cost
    return true
  }
  return { take }
}
