import * as Y from 'yjs'

/** What an update would still delete in `doc`; null where it deletes what `doc` has not. */
const stillDeletes = (doc: Y.Doc, update: Uint8Array): readonly Y.AbstractStruct[] | null => {
  const live: Y.AbstractStruct[] = []
  for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
    const structs = doc.store.clients.get(client) ?? []
    for (const { clock, len } of ranges) {
      if (clock + len > Y.getState(doc.store, client)) return null
      const touched = structs.filter(({ id, length }) => id.clock < clock + len && id.clock + length > clock)
      live.push(...touched.filter(({ deleted }) => !deleted))
    }
  }
  return live
}

const hasNew = (doc: Y.Doc, update: Uint8Array): boolean =>
  Y.decodeUpdate(update).structs.some(({ id, length }) => id.clock + length > Y.getState(doc.store, id.client))

/** Whether all that an update brings, new words and deletions, is in `doc`. */
export const holds = (doc: Y.Doc, update: Uint8Array): boolean =>
  !hasNew(doc, update) && stillDeletes(doc, update)?.length === 0

/** The same but for marks that mark nothing: a reader's library tidies them unasked, and that is not taken. */
export const holdsWords = (doc: Y.Doc, update: Uint8Array): boolean =>
  !hasNew(doc, update) &&
  (stillDeletes(doc, update)?.every((item) => item instanceof Y.Item && item.content instanceof Y.ContentFormat) ??
    false)
