/** Items of a room's Y.Doc by the ids of what they hold: an item holds a run of characters, each with an id of its own. */
import * as Y from 'yjs'
import type { DeleteRange, StructId } from './decode.ts'

export const holds = ({ id, length }: Y.Item, { client, clock }: StructId): boolean =>
  id.client === client && id.clock <= clock && clock < id.clock + length

/** The items that a range would delete now, wholly or in part. */
export const liveItemsIn = (doc: Y.Doc, { client, clock, length }: DeleteRange): readonly Y.Item[] => {
  const structs = doc.store.clients.get(client) ?? []
  const end = Math.min(clock + length, Y.getState(doc.store, client))
  const live: Y.Item[] = []
  if (clock >= end) return live
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index]
    if (!struct || struct.id.clock >= end) break
    if (struct instanceof Y.Item && !struct.deleted) live.push(struct)
  }
  return live
}
