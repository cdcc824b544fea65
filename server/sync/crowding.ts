/**
 * How far Yjs may walk to read a whole room, in whatever order its structs come: from the log, from a snapshot, in a
 * page. `crowds.ts` bounds one update; many small ones, each cheap where it came, may still add up to hours for who
 * reads them all. So a room is counted through when its first words are judged, grows by what each update may add, and
 * is counted anew when that comes to much. One that is crowded beyond reason is full.
 *
 * In a list, all that is written after one character follows it, child by child, each with what was written after it.
 * A child that was written before its next names it. Where it does not, both are rivals: Yjs may walk from it to what it
 * was written before, and for what stands in between from the character to there.
 */
import * as Y from 'yjs'
import { holds } from './items.ts'

/** Steps of about 0.1 µs. Three people typing the same whole paper without a connection come to 28,000. */
const maxSteps = 10_000_000

/** Growth after which the room is counted anew; what is really added is mostly far less. */
const maxGrowth = maxSteps / 4

interface Count {
  steps: number
  /** Items that may walk: each walks over what is written later, too. */
  rivals: number
}

/** The children of one character. */
interface Gap {
  readonly start: number
  last: Y.Item | null
  /** What earlier children were written before, and has not been come to. */
  readonly awaited: Set<string>
}

interface Ancestor {
  readonly item: Y.Item
  readonly at: number
  /** By the clock of the character. */
  readonly gaps: Map<number, Gap>
}

const nameOf = (id: Y.ID | null): string => (id ? `${id.client} ${id.clock}` : 'end')

const stepsTo = (from: Y.Item, before: Y.ID | null, most: number): number => {
  let steps = 0
  for (let item: Y.Item | null = from; item !== null && steps <= most; item = item.right) {
    if (before && holds(item, before)) break
    steps += 1
  }
  return steps
}

const openGap = ({ item, at, gaps }: Ancestor, clock: number): Gap => {
  // The rest of an item follows its own characters.
  const last = clock < item.id.clock + item.length - 1 ? item : null
  const gap: Gap = { start: at, last, awaited: new Set() }
  gaps.set(clock, gap)
  return gap
}

/** Counts one child into its gap. */
const meet = (gap: Gap, child: Y.Item, at: number, count: Count): void => {
  const { last, awaited } = gap
  if (last && !Y.compareIDs(last.rightOrigin, child.id)) {
    awaited.add(nameOf(last.rightOrigin))
    count.steps += stepsTo(child, last.rightOrigin, maxSteps)
    count.rivals += 1
  }
  if (awaited.size > 0) awaited.delete(nameOf(child.id))
  if (awaited.size > 0) {
    count.steps += at - gap.start
    count.rivals += 1
  }
  gap.last = child
}

const countList = (first: Y.Item, count: Count): void => {
  const atStart: Gap = { start: -1, last: null, awaited: new Set() }
  const path: Ancestor[] = []
  let at = 0
  const gapOf = (origin: Y.ID | null): Gap => {
    while (path.length > 0) {
      const around = path.at(-1)
      if (around && origin && holds(around.item, origin))
        return around.gaps.get(origin.clock) ?? openGap(around, origin.clock)
      path.pop()
    }
    // Cut off from what it was written after, which no editor does: as if it had met all before it.
    if (origin) count.steps += at
    return atStart
  }
  for (let item: Y.Item | null = first; item !== null && count.steps <= maxSteps; item = item.right) {
    meet(gapOf(item.origin), item, at, count)
    path.push({ item, at, gaps: new Map() })
    at += 1
  }
}

/** Counting ends where it is clear that the room is crowded. */
export const countCrowding = (doc: Y.Doc): Count => {
  const count: Count = { steps: 0, rivals: 0 }
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (count.steps > maxSteps) return count
      if (struct instanceof Y.Item && struct.left === null) countList(struct, count)
    }
  }
  return count
}

interface Crowding extends Count {
  growth: number
}

const known = new WeakMap<Y.Doc, Crowding>()

const crowdingOf = (doc: Y.Doc): Crowding => {
  const crowding = known.get(doc) ?? { ...countCrowding(doc), growth: 0 }
  known.set(doc, crowding)
  return crowding
}

/** Whether no more words can be taken: reading the room would take seconds. */
export const isCrowded = (doc: Y.Doc): boolean => crowdingOf(doc).steps > maxSteps

/** Notes an update that was applied, with the steps that were counted for it. */
export const noteCrowding = (doc: Y.Doc, { structs, steps }: { structs: number; steps: number }): void => {
  const crowding = crowdingOf(doc)
  crowding.growth += steps + structs * crowding.rivals
  if (steps > 0) crowding.rivals += 1
  if (crowding.growth > maxGrowth) known.set(doc, { ...countCrowding(doc), growth: 0 })
}
