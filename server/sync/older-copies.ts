/**
 * Copies of another generation that do not say so. Our page names the generation of the copy it holds; a plain
 * y-websocket client names none, and in a room that was restored or rebuilt it may still hold words that the room no
 * longer has. What it holds is known from what it sends:
 *
 *   it asks with an empty state vector      it holds nothing, and is from then on like anyone else
 *   with one that the room has all of       its words are the room's, so any new ones were typed since. But its answer to
 *                                           our own question tells all it deleted before: where that is news it is an
 *                                           older copy, where it is none it is from then on like anyone else
 *   with one that goes beyond the room      it is an older copy
 *
 * What was written without a connection looks like an older copy, too: who keeps a copy while away names its generation.
 * All this is for honest clients; a dishonest one may name any.
 */
import * as Y from 'yjs'
import type { ReceivedUpdate, Session } from './session.ts'
import { isOfNothing, type RoomText } from './text.ts'

export interface OlderCopies {
  /** Who has come names no generation. */
  suspect(session: Session): void
  /** Whether who asks with this state vector may come in. */
  mayAsk(session: Session, text: RoomText, stateVector: Uint8Array): boolean
  /** Whether an update may be taken; `isNews` where it holds anything that the room has not. */
  maySend(session: Session, text: RoomText, update: ReceivedUpdate, isNews: boolean): boolean
}

/** That of a room that was never restored nor rebuilt, of which there is no older copy. */
const firstGeneration = 1

const clocksOf = (text: RoomText): ((client: number) => number) => {
  if (text.hasDoc) return (client) => Y.getState(text.doc.store, client)
  const clocks = Y.decodeStateVector(text.stateVector())
  return (client) => clocks.get(client) ?? 0
}

const hasAll = (text: RoomText, stateVector: Uint8Array): boolean => {
  const clockOf = clocksOf(text)
  return [...Y.decodeStateVector(stateVector)].every(([client, clock]) => clock <= clockOf(client))
}

export const createOlderCopies = (): OlderCopies => {
  /** Who may hold an older copy, and whether its words are known to be the room's. */
  const suspects = new WeakMap<Session, { readonly hasOurWords: boolean }>()

  const suspectIn = (session: Session, { generation }: RoomText) =>
    generation === firstGeneration ? undefined : suspects.get(session)

  return {
    suspect: (session) => void suspects.set(session, { hasOurWords: false }),
    mayAsk: (session, text, stateVector) => {
      if (!suspectIn(session, text)) return true
      if (isOfNothing(stateVector)) return suspects.delete(session)
      const hasOurWords = hasAll(text, stateVector)
      suspects.set(session, { hasOurWords })
      return hasOurWords
    },
    maySend: (session, text, { isComplete }, isNews) => {
      const suspect = suspectIn(session, text)
      if (!suspect) return true
      if (suspect.hasOurWords && isComplete && !isNews) return suspects.delete(session)
      return !isNews || (suspect.hasOurWords && !isComplete)
    },
  }
}
