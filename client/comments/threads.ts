/** Order and filters of threads, and where a thread stands. */
import type { ThreadTarget, ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'

export type ThreadFilter = 'open' | 'resolved' | 'mine' | 'body' | 'detached'
export const threadFilters: readonly ThreadFilter[] = ['open', 'mine', 'body', 'resolved', 'detached']

/** Where in the plan a thread stands: number of its section, then place in it; the plan first. */
type Rank = readonly [section: number, within: number, offset: number]

/** Blocks stand where their first textblock is; `blockAt` tells, -1 for one not found. */
const rankOf = ({ place }: ThreadView, order: ReadonlyMap<string, number>, blockAt: (id: string) => number): Rank => {
  const numberOf = (sectionId: string | null): number =>
    sectionId === null ? order.size : (order.get(sectionId) ?? order.size)
  switch (place.kind) {
    case 'plan':
      return [-1, 0, 0]
    case 'section':
      return [numberOf(place.sectionId), -1, 0]
    case 'detached':
      return [numberOf(place.sectionId), -2, 0]
    case 'block':
      return [numberOf(place.sectionId), blockAt(place.blockId), -1]
    case 'words':
      return [numberOf(place.sectionId), place.range.start.textblock, place.range.start.offset]
  }
}

const openedAt = (thread: ThreadView): string => thread.comments[0]?.at ?? ''

/** Threads in document order; at one place the older first. */
export const inDocumentOrder = (
  threads: readonly ThreadView[],
  sectionIds: readonly string[],
  blockAt: (blockId: string) => number,
): readonly ThreadView[] => {
  const order = new Map(sectionIds.map((id, index) => [id, index]))
  const ranks = new Map(threads.map((thread) => [thread.id, rankOf(thread, order, blockAt)]))
  const compare = (a: ThreadView, b: ThreadView): number => {
    const [one, other] = [ranks.get(a.id) ?? [0, 0, 0], ranks.get(b.id) ?? [0, 0, 0]]
    for (let index = 0; index < 3; index += 1) {
      const difference = (one[index] ?? 0) - (other[index] ?? 0)
      if (difference !== 0) return difference
    }
    return openedAt(a) < openedAt(b) ? -1 : 1
  }
  return threads.toSorted(compare)
}

export const passes = (thread: ThreadView, filter: ThreadFilter, me: PlanView['me']): boolean => {
  switch (filter) {
    case 'open':
      return thread.state === 'open'
    case 'resolved':
      return thread.state === 'resolved'
    case 'mine':
      return thread.comments.some(({ personId }) => personId === me.personId)
    case 'body':
      return thread.comments.some(({ bodyId }) => bodyId === me.bodyId)
    case 'detached':
      return thread.place.kind === 'detached'
  }
}

/** The section that a thread or a new comment stands in; null for the whole plan, and where it is not known any more. */
export const sectionIdOf = (place: ThreadView['place'] | ThreadTarget): string | null =>
  place.kind === 'plan' ? null : place.sectionId
