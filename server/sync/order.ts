/**
 * Checks, after an update is applied, that everything new stands where it says: right of what it was written after,
 * left of what it was written before. Yjs keeps this for what editors write; an update made up to break it would be
 * read in one order from the log and in another from a snapshot.
 */
import * as Y from 'yjs'
import type { StructId } from './decode.ts'

/** Steps along a list for one update; what people write needs a few for each struct. */
const maxSteps = 5_000_000

interface Steps {
  left: number
}

const holds = (item: Y.Item, { client, clock }: StructId): boolean =>
  item.id.client === client && item.id.clock <= clock && clock < item.id.clock + item.length

const isReached = (from: Y.Item, id: StructId, side: 'left' | 'right', steps: Steps): boolean => {
  for (let item = from[side]; item !== null; item = item[side]) {
    steps.left -= 1
    if (steps.left < 0) return false
    if (holds(item, id)) return true
  }
  return false
}

const isInOrder = (item: Y.Item, steps: Steps): boolean =>
  (item.origin === null || isReached(item, item.origin, 'left', steps)) &&
  (item.rightOrigin === null || isReached(item, item.rightOrigin, 'right', steps))

/** `starts` name the first new struct of each client. */
export const isNewInOrder = (doc: Y.Doc, starts: readonly StructId[]): boolean => {
  const steps: Steps = { left: maxSteps }
  return starts.every(({ client, clock }) => {
    const structs = doc.store.clients.get(client) ?? []
    const news = structs.slice(Y.findIndexSS(structs, clock))
    return news.every((struct) => !(struct instanceof Y.Item) || isInOrder(struct, steps))
  })
}
