/**
 * How large a room's state is, without encoding it for every letter: as it was last measured, and what has come and gone
 * since. An update counts with all its bytes; a place where its deletions cut a run of text in two counts as one more
 * item, for a state of many pieces is many times larger than the deletions that made them; text that goes counts off.
 * The count is above the state rather than below it, and further off the longer it was not measured: who keeps it has
 * it measured before anybody is refused for it.
 */
import * as Y from 'yjs'
import { decodeUpdate, type DeleteRange } from './decode.ts'

/** What an update does to a state, in bytes: adds at the most, and takes away at the least. */
export interface SizeChange {
  readonly added: number
  readonly removed: number
}

export interface Size {
  bytes(): number
  /** What was added since it was measured. */
  added(): number
  note(change: SizeChange): void
  /** It was measured. */
  set(bytes: number): void
}

/** An item at the most, beside its text: flags, two ids of neighbours, a length. */
const itemBytes = 20

/** As measured, and with what was added since. */
export const createSize = (measured: number, since: number): Size => {
  let bytes = measured + since
  let added = since
  return {
    bytes: () => bytes,
    added: () => added,
    note: (change) => {
      bytes += change.added - change.removed
      added += change.added
    },
    set: (now) => {
      bytes = now
      added = 0
    },
  }
}

/** An update without deletions ends with their count, 0; any other with the length of a deletion, which is never 0. */
const hasDeletes = (update: Uint8Array): boolean => update.at(-1) !== 0

/** How many items are cut in two where this range is deleted, and how many characters go. */
const lookInto = (doc: Y.Doc, { client, clock, length }: DeleteRange): { cuts: number; characters: number } => {
  const known = Y.getState(doc.store, client)
  const end = clock + length
  // What the update itself brings is not there yet to be looked into.
  const found = { cuts: end > known ? 2 : 0, characters: 0 }
  const structs = doc.store.clients.get(client) ?? []
  for (let index = clock < known ? Y.findIndexSS(structs, clock) : structs.length; ; index += 1) {
    const struct = structs[index]
    if (!struct || struct.id.clock >= end) return found
    if (!(struct instanceof Y.Item) || struct.deleted) continue
    const structEnd = struct.id.clock + struct.length
    found.cuts += Number(struct.id.clock < clock) + Number(structEnd > end)
    if (struct.content instanceof Y.ContentString)
      found.characters += Math.min(structEnd, end) - Math.max(struct.id.clock, clock)
  }
}

/** What an update that was judged but not applied will do to the state. */
export const sizeChange = (doc: Y.Doc, bytes: Uint8Array): SizeChange => {
  const update = hasDeletes(bytes) ? decodeUpdate(bytes) : null
  let added = bytes.length
  let removed = 0
  for (const range of update?.ok ? update.value.deletes : []) {
    const { cuts, characters } = lookInto(doc, range)
    added += cuts * itemBytes
    removed += characters
  }
  return { added, removed }
}
