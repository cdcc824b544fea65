/**
 * How large a room's state is, without encoding it for every letter: as it was last measured, and what has come and gone
 * since. An update counts with all its bytes; a place where its deletions cut a run of text in two counts as one more
 * item, for a state of many pieces is many times larger than the deletions that made them; text that goes counts off.
 * The count is above the state rather than below it, and further off the longer it was not measured: who keeps it has
 * it measured before anybody is refused for it.
 */
import * as Y from 'yjs'
import { decodeUpdate, type DeleteRange } from './decode.ts'
import { liveItemsIn } from './items.ts'

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
const lookInto = (doc: Y.Doc, range: DeleteRange): { readonly cuts: number; readonly characters: number } => {
  const end = range.clock + range.length
  // What the update itself brings is not there yet to be looked into.
  let cuts = end > Y.getState(doc.store, range.client) ? 2 : 0
  let characters = 0
  for (const { id, length, content } of liveItemsIn(doc, range)) {
    const itemEnd = id.clock + length
    cuts += Number(id.clock < range.clock) + Number(itemEnd > end)
    if (content instanceof Y.ContentString) characters += Math.min(itemEnd, end) - Math.max(id.clock, range.clock)
  }
  return { cuts, characters }
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
