/**
 * Judges an update before it touches a room's Y.Doc. In this order: its form (`decode.ts`), what of it is new, whose
 * client ids it writes under, whether all it builds on is there and all it holds is allowed (`placing.ts`), whether what
 * it deletes exists. Only then is it taken, and taken whole: as received where all of it is new, else without what the
 * room has already.
 *
 * Verdicts: `accept`; `nothing` (all known: acknowledged, not logged); `resync` (it builds on what the room has not:
 * no offence, the sender is asked for everything the room lacks); `refuse` (no honest editor makes it).
 */
import * as Y from 'yjs'
import { type Block, decodeUpdate, type StructId, type Update } from './decode.ts'
import { liveItemsIn } from './items.ts'
import { rehearse } from './placing.ts'

export interface Accepted {
  readonly type: 'accept'
  /** What is applied, logged and passed on. */
  readonly bytes: Uint8Array
  /** The first new struct of each client. */
  readonly starts: readonly StructId[]
  /** Client ids nobody owned, from now on the sender's. */
  readonly newClientIds: readonly number[]
  /** Only takes marks away that mark nothing, as a reader's library does unasked. */
  readonly isCleanUp: boolean
  /** How many structs are new, and what they add at most to the steps of reading the room (`crowding.ts`). */
  readonly structs: number
  readonly steps: number
}

export type Verdict =
  | Accepted
  | { readonly type: 'nothing' }
  | { readonly type: 'resync' }
  | { readonly type: 'refuse'; readonly reason: string }

export interface GuardedRoom {
  readonly doc: Y.Doc
  /** Client id -> person. */
  readonly authors: ReadonlyMap<number, string>
  /** The person who is known to go by a client id that has no author yet. */
  readonly speakerOf?: (client: number) => string | undefined
}

/** Devices and tabs whose new words come in one update; work per struct grows with it. */
const maxNewClients = 64

/**
 * Client ids of one person in a room: one for each visit in which they wrote there, ten a working day for two years. Every
 * id is named for ever in each question and each answer, and no deletion takes it back.
 */
const maxClientsEach = 5_000

const refuse = (reason: string): Verdict => ({ type: 'refuse', reason })

const endOf = (block: Block): number => {
  const last = block.structs.at(-1)
  return last ? last.id.clock + last.length : 0
}

const startOf = (block: Block): number => block.structs[0]?.id.clock ?? 0

/** An id is the person's own, or new to the room; ids of the template's first state are nobody's. */
const mayWriteUnder = ({ doc, authors, speakerOf }: GuardedRoom, personId: string, client: number): boolean => {
  const owner = authors.get(client)
  if (owner !== undefined) return owner === personId
  return Y.getState(doc.store, client) === 0 && (speakerOf?.(client) ?? personId) === personId
}

/** Looked at only where an update brings new ones, which a page does once a visit. */
const areTooMany = ({ authors }: GuardedRoom, personId: string, brought: number): boolean => {
  let count = brought
  if (brought > 0 && authors.size + brought > maxClientsEach)
    for (const owner of authors.values()) count += Number(owner === personId)
  return count > maxClientsEach
}

const judgeDeletesAlone = (doc: Y.Doc, update: Update, bytes: Uint8Array): Verdict => {
  const live = update.deletes.flatMap((range) => liveItemsIn(doc, range))
  if (live.length === 0) return { type: 'nothing' }
  const isCleanUp = live.every(({ content }) => content instanceof Y.ContentFormat)
  return { type: 'accept', bytes, starts: [], newClientIds: [], isCleanUp, structs: 0, steps: 0 }
}

const judgeNew = (room: GuardedRoom, personId: string, update: Update, bytes: Uint8Array): Verdict => {
  const clients = update.blocks.map(({ client }) => client)
  if (clients.length > maxNewClients) return refuse('too many client ids')
  if (!clients.every((client) => mayWriteUnder(room, personId, client))) return refuse("another's client id")
  const newClientIds = clients.filter((id) => !room.authors.has(id))
  if (areTooMany(room, personId, newClientIds.length)) return refuse('too many client ids')
  const { placing, stateOf, steps } = rehearse(room.doc, update.blocks)
  if (placing === 'missing') return { type: 'resync' }
  if (placing !== 'fits') return refuse(placing)
  if (update.deletes.some(({ client, clock, length }) => clock + length > stateOf(client))) return { type: 'resync' }
  if (clients.length === 0) return judgeDeletesAlone(room.doc, update, bytes)
  const starts = update.blocks.map((block) => ({ client: block.client, clock: startOf(block) }))
  const structs = update.blocks.reduce((sum, block) => sum + block.structs.length, 0)
  return { type: 'accept', bytes, starts, newClientIds, isCleanUp: false, structs, steps }
}

/** Judges `bytes` as sent by `personId`. Reads the Y.Doc, inside a transaction or out of one, and never changes it. */
export const judgeUpdate = (room: GuardedRoom, personId: string, bytes: Uint8Array): Verdict => {
  const update = decodeUpdate(bytes)
  if (!update.ok) return refuse(update.error)
  const state = (client: number): number => Y.getState(room.doc.store, client)
  if (update.value.blocks.some((block) => startOf(block) > state(block.client))) return { type: 'resync' }
  if (update.value.blocks.every((block) => startOf(block) === state(block.client)))
    return judgeNew(room, personId, update.value, bytes)
  const news = Y.diffUpdate(bytes, Y.encodeStateVector(room.doc))
  const rest = decodeUpdate(news)
  if (
    !rest.ok ||
    rest.value.blocks.some((block) => startOf(block) !== state(block.client) || endOf(block) <= startOf(block))
  )
    return refuse('cannot be told from what is known')
  return judgeNew(room, personId, rest.value, news)
}
