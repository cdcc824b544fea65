/**
 * How far Yjs may walk to find the places of an update's structs, told before it does. Yjs puts a struct right of its
 * origin and left of its right origin. Where these stand next to each other, as its writer saw them, there is nothing to
 * find. Else others have written into the same gap unseen: rivals. Yjs then walks over the rivals and over all that was
 * written after them, for each of them anew. People meet like that now and then; made up, 100 kB hold hours of it.
 *
 * A gap is named by the character on its left, the origin of all that is written into it; Yjs walks only over what has
 * that origin or has something walked over for its own. A gap is crowded once something is written into it that does not
 * name what stands first in it. In one that is not, whatever came later names what came before, so that nothing is ever
 * walked over, in whatever order structs are read.
 */
import * as Y from 'yjs'
import type { Struct, StructId } from './decode.ts'
import { holds } from './items.ts'

export interface Crowds {
  /** Notes a struct that is placed in `parent`, after all it refers to. */
  note(struct: Struct, parent: object, key: string | null): void
  /** Steps Yjs may take for these structs and for what they are rivals of, at most; counting ends beyond `most`. */
  count(most: number): number
}

/** The struct of the update that holds an id, among those noted. */
type FindNew = (id: StructId) => Struct | undefined

interface Gap {
  readonly origin: StructId | null
  readonly parent: object
  readonly key: string | null
  /** The first item of the room in it; it holds the origin itself where that is not its last character. */
  readonly first: Y.Item | null
  /** What stands first in it, while it is not crowded. */
  head: StructId | null
  isCrowded: boolean
  /** What the update writes into it. */
  readonly news: Struct[]
  /** Whether each of these names the one before it, as one writer's do: among themselves they are no rivals. */
  isInTurn: boolean
  /** What they are written before, in the room: null for its end, or where they differ. */
  before: StructId | null | undefined
}

interface Sizes {
  readonly structs: ReadonlyMap<Struct, number>
  readonly after: ReadonlyMap<Y.Item, number>
}

/** Attributes hang in chains, which Yjs enters at the last and walks back to the first, twice. */
const stepsInChain = 3

const isSame = (one: StructId | null, other: StructId | null): boolean =>
  one === other || (one !== null && other !== null && one.client === other.client && one.clock === other.clock)

const afterId = ({ client, clock }: StructId): StructId => ({ client, clock: clock + 1 })

/** The first item of the room after an origin that is of the same gap; the one that holds it, where more of that follows. */
const firstAfter = ({ store }: Y.Doc, origin: StructId): Y.Item | null => {
  if (origin.clock >= Y.getState(store, origin.client)) return null
  const item: unknown = Y.getItem(store, origin)
  if (!(item instanceof Y.Item)) return null
  if (item.id.clock + item.length > origin.clock + 1) return item
  return item.right && isSame(item.right.origin, origin) ? item.right : null
}

const firstIn = (parent: object, key: string | null): Y.Item | null => {
  if (!(parent instanceof Y.AbstractType)) return null
  let first: Y.Item | null = key === null ? parent._start : (parent._map.get(key) ?? null)
  while (first !== null && first.left !== null) first = first.left
  return first
}

const headOf = (origin: StructId | null, first: Y.Item | null): StructId | null => {
  if (first === null) return null
  return origin && holds(first, origin) ? afterId(origin) : first.id
}

/** Whether a lone struct names what stands first in its gap: what is typed meets nobody, and costs no more than this. */
export const isAlone = (doc: Y.Doc, { origin, rightOrigin }: Struct, parent: object, key: string | null): boolean => {
  const head = headOf(origin, origin ? firstAfter(doc, origin) : firstIn(parent, key))
  return head === null || isSame(head, rightOrigin)
}

export const createCrowds = (doc: Y.Doc, find: FindNew): Crowds => {
  const { store } = doc
  const gaps = new Map<string, Gap>()
  const noted: Struct[] = []
  /** Items walked over, with the last gap that was walked through. */
  const seen = new Map<Y.Item, Gap>()
  const numbers = new Map<object, number>()

  const isStored = ({ client, clock }: StructId): boolean => clock < Y.getState(store, client)

  /** The rest of the origin's own struct, or what was typed on after it. */
  const newHeadOf = (origin: StructId): StructId | null => {
    const next = find(afterId(origin))
    return next && (next.id.clock <= origin.clock || isSame(next.origin, origin)) ? afterId(origin) : null
  }

  const openGap = (origin: StructId | null, parent: object, key: string | null): Gap => {
    const first = origin ? firstAfter(doc, origin) : firstIn(parent, key)
    const head = origin && !isStored(origin) ? newHeadOf(origin) : headOf(origin, first)
    return { origin, parent, key, first, head, isCrowded: false, news: [], isInTurn: true, before: undefined }
  }

  const nameOf = (origin: StructId | null, parent: object, key: string | null): string => {
    if (origin) return `${origin.client} ${origin.clock}`
    const number = numbers.get(parent) ?? numbers.size
    numbers.set(parent, number)
    return `in ${number} ${key ?? ''}`
  }

  const gapOf = ({ origin }: Struct, parent: object, key: string | null): Gap => {
    const name = nameOf(origin, parent, key)
    const gap = gaps.get(name) ?? openGap(origin, parent, key)
    gaps.set(name, gap)
    return gap
  }

  /** What is written before another new struct of the same gap goes no further than that. */
  const noteBefore = (gap: Gap, before: StructId | null): void => {
    const isOwn = before !== null && !isStored(before)
    if (isOwn && isSame(find(before)?.origin ?? null, gap.origin)) return
    const within = isOwn ? null : before
    gap.before = gap.before === undefined || isSame(gap.before, within) ? within : null
  }

  const note = (struct: Struct, parent: object, key: string | null): void => {
    noted.push(struct)
    const gap = gapOf(struct, parent, key)
    const last = gap.news.at(-1)
    gap.isInTurn &&= last === undefined || isSame(last.id, struct.rightOrigin)
    gap.isCrowded ||= gap.head !== null && !isSame(gap.head, struct.rightOrigin)
    gap.head = struct.id
    gap.news.push(struct)
    noteBefore(gap, struct.rightOrigin)
  }

  /** Of each struct, how many it has come to with all that the update writes after it; of items, what is written after. */
  const measureNews = (): Sizes => {
    const structs = new Map<Struct, number>()
    const after = new Map<Y.Item, number>()
    for (const struct of noted.toReversed()) {
      const size = (structs.get(struct) ?? 0) + 1
      structs.set(struct, size)
      const origin = struct.origin && (isStored(struct.origin) ? Y.getItem(store, struct.origin) : find(struct.origin))
      if (origin instanceof Y.Item) after.set(origin, (after.get(origin) ?? 0) + size)
      else if (origin) structs.set(origin, (structs.get(origin) ?? 0) + size)
    }
    return { structs, after }
  }

  const isAfterSeen = (gap: Gap, { left, origin }: Y.Item): boolean =>
    origin !== null && seen.get(left && holds(left, origin) ? left : Y.getItem(store, origin)) === gap

  /** Walks as Yjs does, but past rivals at which it may end, and over what the update brings. */
  const walk = (gap: Gap, { after }: Sizes, most: number): { rivals: number; steps: number } => {
    const { origin, first, before } = gap
    // One may be the part of an item that is cut in two.
    let [rivals, steps] = [1, 1]
    for (let item = first; item !== null && steps <= most; item = item.right) {
      if (before && holds(item, before)) break
      if (item === first || isSame(item.origin, origin)) rivals += 1
      else if (!isAfterSeen(gap, item)) break
      seen.set(item, gap)
      steps += 1 + (after.get(item) ?? 0)
    }
    return { rivals, steps }
  }

  const countIn = (gap: Gap, sizes: Sizes, most: number): number => {
    const { rivals, steps } = walk(gap, sizes, most)
    const newSteps = gap.news.reduce((sum, struct) => sum + (sizes.structs.get(struct) ?? 0), 0)
    const among = gap.isInTurn ? 0 : gap.news.length * newSteps
    return (gap.news.length * steps + rivals * newSteps + among) * (gap.key === null ? 1 : stepsInChain)
  }

  const count = (most: number): number => {
    const crowded = [...gaps.values()].filter(({ isCrowded }) => isCrowded)
    if (crowded.length === 0) return 0
    const sizes = measureNews()
    return crowded.reduce((steps, gap) => (steps > most ? steps : steps + countIn(gap, sizes, most)), 0)
  }

  return { note, count }
}
