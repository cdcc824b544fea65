/**
 * Where somebody says that their caret is. The server writes who they are; this is their own word, from whatever program
 * they use, also of who may only read. What Yjs cannot look up would throw in the middle of a colleague's change: the
 * editor would not have it, and the next key would take it out of the shared text.
 */
import { contentRoot } from '../../shared/plan/layout.ts'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0

const isId = (value: unknown): boolean => isObject(value) && isCount(value.client) && isCount(value.clock)

/**
 * A relative position of Yjs, as JSON: beside an item, in a type, or in the text's root; Yjs would make any other root.
 * On which side (`assoc`) is compared with a number, which not everything can be.
 */
const isPlace = (value: unknown): boolean => {
  if (!isObject(value)) return false
  const { item = null, type = null, tname = null, assoc = null } = value
  const ids = [item, type].filter((id) => id !== null)
  if (assoc !== null && typeof assoc !== 'number') return false
  return ids.every(isId) && (tname === null || tname === contentRoot) && (ids.length > 0 || tname !== null)
}

/** The caret of a presence state as y-tiptap reads it; null where there is none, or no place for it. */
export const claimedCaret = ({ cursor }: Fields): unknown =>
  isObject(cursor) && isPlace(cursor.anchor) && isPlace(cursor.head) ? cursor : null
