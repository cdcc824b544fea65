/**
 * The doorbells that rang lately, for who comes in just then: a page asks for its plan first and comes into the plan's
 * room a moment later, and must not miss what changed in between. Each thing once, and not for long.
 */
import { type Doorbell, recentBellsMs } from '../../shared/protocol.ts'

interface Rung {
  readonly doorbell: Doorbell
  readonly at: number
}

export interface RecentBells {
  note(planId: string, doorbell: Doorbell): void
  /** Oldest first. */
  of(planId: string): readonly Doorbell[]
}

export const createRecentBells = (now: () => number): RecentBells => {
  /** By plan, by thing, oldest first. */
  const rungByPlan = new Map<string, Map<string, Rung>>()

  const recentOf = (planId: string): Map<string, Rung> => {
    const rung = rungByPlan.get(planId) ?? new Map<string, Rung>()
    for (const [thing, { at }] of rung) {
      if (now() - at < recentBellsMs) break
      rung.delete(thing)
    }
    return rung
  }

  return {
    note: (planId, doorbell) => {
      const recent = recentOf(planId)
      const thing = `${doorbell.what}/${doorbell.id}`
      recent.delete(thing)
      rungByPlan.set(planId, recent.set(thing, { doorbell, at: now() }))
    },
    of: (planId) => {
      const recent = recentOf(planId)
      if (recent.size === 0) rungByPlan.delete(planId)
      return [...recent.values()].map(({ doorbell }) => doorbell)
    },
  }
}
