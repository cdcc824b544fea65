/**
 * Checks, after an update is applied, that everything new stands where it says: right of what it was written after,
 * left of what it was written before. Yjs keeps this for what editors write; an update made up to break it would be
 * read in one order from the log and in another from a snapshot.
 */
import * as Y from 'yjs'
import type { StructId } from './decode.ts'
import { holds } from './items.ts'

/** Steps along lists for one update. A letter needs one or two, a day's words a few each. */
const maxSteps = 100_000

type Side = 'left' | 'right'

interface Search {
  readonly doc: Y.Doc
  /** Steps left. */
  left: number
  /** The items of lists that were counted through, by their places; who corrects in one place for an hour needs that. */
  readonly places: Map<Y.Item, number>
}

const countThrough = (places: Map<Y.Item, number>, item: Y.Item): void => {
  let first = item
  while (first.left !== null) first = first.left
  for (let next: Y.Item | null = first; next !== null; next = next.right) places.set(next, places.size)
}

/** Both are in one list: Yjs puts an item where its neighbours are, and the guard has seen that these are together. */
const isBeyond = (from: Y.Item, id: StructId, side: Side, { doc, places }: Search): boolean => {
  if (!places.has(from)) countThrough(places, from)
  const place = places.get(from)
  const other = places.get(Y.getItem(doc.store, id))
  if (place === undefined || other === undefined) return false
  return side === 'left' ? other < place : other > place
}

const isReached = (from: Y.Item, id: StructId, side: Side, search: Search): boolean => {
  for (let item = from[side]; item !== null; item = item[side]) {
    if (holds(item, id)) return true
    search.left -= 1
    if (search.left < 0) return isBeyond(from, id, side, search)
  }
  return false
}

const isInOrder = (item: Y.Item, search: Search): boolean =>
  (item.origin === null || isReached(item, item.origin, 'left', search)) &&
  (item.rightOrigin === null || isReached(item, item.rightOrigin, 'right', search))

/** `starts` name the first new struct of each client. */
export const isNewInOrder = (doc: Y.Doc, starts: readonly StructId[]): boolean => {
  const search: Search = { doc, left: maxSteps, places: new Map() }
  return starts.every(({ client, clock }) => {
    const structs = doc.store.clients.get(client) ?? []
    const news = structs.slice(Y.findIndexSS(structs, clock))
    return news.every((struct) => !(struct instanceof Y.Item) || isInOrder(struct, search))
  })
}
