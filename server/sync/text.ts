/**
 * The words of one room in memory: as the encoded state, deflated or not, as a Y.Doc, or as several of these; who owns
 * which client id; how far the log has come. Who only reads needs no Y.Doc, which takes twenty times the room: it is
 * made when an update has to be judged or the server reads, and let go when nothing has needed it for a while. All that
 * changes the Y.Doc goes through `openText` (what the log holds) and `apply` (what the guard took).
 *
 * Invariants: nothing waits inside the Y.Doc for something missing; the server writes nothing of its own, not even the
 * clean-up of marks that Yjs would do, so that the Y.Doc is always what the log says.
 */
import * as Y from 'yjs'
import { lengthOf } from '../../shared/byte-rows.ts'
import { contentRoot } from '../../shared/plan/layout.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { stateDigest } from '../../shared/state-digest.ts'
import type { LoggedUpdate, StoredRoom } from '../store/ports.ts'
import type { Accepted } from './guard.ts'
import { isNewInOrder } from './order.ts'
import { type Deflated, decodePacked, deflateState, encodePacked, inflateState } from './packed-state.ts'
import { createSize, type Size } from './size.ts'

export interface RoomText {
  readonly generation: number
  readonly authors: Map<number, string>
  /** The Y.Doc, made when first asked for. */
  readonly doc: Y.Doc
  readonly hasDoc: boolean
  /** The last update of the log. */
  seq: number
  snapshotSeq: number
  /** Of the state. */
  readonly size: Size
  /** Makes `size` smaller where the state is, which is encoded for it. */
  measure(): void
  /** The state as one update; throws where it was stored as something that cannot be inflated. */
  state(): Uint8Array
  /** Throws where `state` would, and keeps nothing. */
  verify(): void
  /** The state as few bytes: an earlier one, deflated, and what came after it. */
  packed(): PackedText
  /** The state as a snapshot stores it; what is packed begins with it from now on. */
  pack(): Uint8Array
  stateVector(): Uint8Array
  /** Whether `answerTo` has what it needs at hand: no stored state need be inflated for it. */
  canAnswer(stateVector: Uint8Array): boolean
  /** Whether that answer was worked out before and still holds. */
  hasAnswer(stateVector: Uint8Array): boolean
  /** Everything the holder of `stateVector` lacks. */
  answerTo(stateVector: Uint8Array): Uint8Array
  /** Whether who sends these holds all that the room holds, and nothing else; see `shared/state-digest.ts`. */
  isAll(stateVector: Uint8Array, digest: Uint8Array): boolean
  /** The same for `isKnown`. */
  canTell(update: Uint8Array): boolean
  /** Whether an update is one that is known to hold nothing new. */
  isKnown(update: Uint8Array): boolean
  /** Remembers an update that held nothing new. It never will again, and everyone who comes back sends it. */
  noteKnown(update: Uint8Array): void
  /** Applies what the guard accepted; throws when Yjs does not take it whole, and the text is then of no more use. */
  apply(accepted: Accepted): void
  /** What was applied is in the log now. */
  advance(seq: number): void
  /** Keeps the state alone. Only while all that was applied is in the log. */
  letDocGo(): void
}

export interface PackedText {
  /** The deflated state, as it is sent. */
  readonly frame: Uint8Array
  /** Updates, in order. */
  readonly tail: readonly Uint8Array[]
}

/** Longest tail behind a deflated state; a longer one is packed anew. */
const maxTailBytes = 32 * 1024

/** Answers kept until the text changes; many ask for the same after a restart. */
const maxAnswers = 16

/** An update without structs and deletes, and the state vector of nothing. */
const emptyState = Uint8Array.of(0, 0)
const nothing = Uint8Array.of(0)

/** Whether who sends this state vector holds nothing. */
export const isOfNothing = (stateVector: Uint8Array): boolean => stateVector.length === 1 && stateVector[0] === 0

/** Whether an update holds nothing at all, as who lacks nothing is answered. */
const isEmptyUpdate = (update: Uint8Array): boolean => isSame(emptyState, update)

const keyOf = (stateVector: Uint8Array): string => Buffer.from(stateVector).toString('base64')

const isSame = (one: Uint8Array | null, other: Uint8Array): boolean => one !== null && Buffer.compare(one, other) === 0

const createDoc = (): Y.Doc => {
  const doc = new Y.Doc()
  doc.getXmlFragment(contentRoot)
  // Yjs would now tidy marks as an author of its own; the flag is private, hence the detour.
  doc.on('afterTransaction', (transaction) => Object.assign(transaction, { _needFormattingCleanup: false }))
  return doc
}

/** Whether nothing waits in a Y.Doc for something missing. */
export const isWhole = ({ store }: Y.Doc): boolean => store.pendingStructs === null && store.pendingDs === null

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : 'unreadable')

/** Applies updates in one go; the error says why they cannot be read. */
export const docOf = (updates: readonly Uint8Array[]): Result<Y.Doc, string> => {
  const doc = createDoc()
  try {
    doc.transact(() => updates.forEach((bytes) => Y.applyUpdate(doc, bytes)))
  } catch (fault) {
    return err(messageOf(fault))
  }
  return isWhole(doc) ? ok(doc) : err('something is missing')
}

const docOrThrow = (state: Uint8Array): Y.Doc => {
  const doc = docOf([state])
  if (!doc.ok) throw new Error(`A stored state cannot be read: ${doc.error}`)
  return doc.value
}

/** What is wrong with an update where `seq` must stand; null when nothing is. */
export const faultOf = (update: LoggedUpdate, seq: number): string | null => {
  if (update.seq !== seq) return `update ${seq} is missing`
  return update.isIntact ? null : `update ${seq} is not as it was written`
}

/** What can be said without reading any update. */
const faultIn = ({ snapshot, tail }: StoredRoom): string | null => {
  if (snapshot?.isIntact === false) return `the snapshot at ${snapshot.seq} is not as it was written`
  const first = (snapshot?.seq ?? 0) + 1
  return tail.reduce<string | null>((fault, update, at) => fault ?? faultOf(update, first + at), null)
}

/** The state that a tail goes on from. */
const baseOf = (deflated: Deflated | null): Result<Uint8Array, string> =>
  deflated ? inflateState(deflated) : ok(emptyState)

/** Builds the text from what the log holds, `withDoc` at once; the error says why it cannot be read. */
export const openText = (stored: StoredRoom, withDoc: boolean): Result<RoomText, string> => {
  const { snapshot, tail } = stored
  const fault = faultIn(stored)
  if (fault !== null) return err(fault)
  const packed = snapshot ? decodePacked(snapshot.bytes) : ok(null)
  if (!packed.ok) return packed
  const { deflated = null, ...outline } = packed.value ?? { stateVector: nothing, deletions: emptyState }
  // Inflating takes as long as all the rest, the state is three times as large, and of use to few.
  if (!withDoc && tail.length === 0)
    return ok(createText(stored, { ...outline, doc: null, state: deflated ? null : emptyState, deflated }))
  const base = baseOf(deflated)
  if (!base.ok) return base
  const doc = docOf([base.value, ...tail.map(({ bytes }) => bytes)])
  if (!doc.ok) return doc
  return ok(createText(stored, { doc: doc.value, state: null, deflated, stateVector: null, deletions: null }))
}

/**
 * At least one of these is there, and all say the same; but behind `deflated` the text may have gone on (the tail), as
 * long as it has its Y.Doc.
 */
interface Held {
  doc: Y.Doc | null
  state: Uint8Array | null
  deflated: Deflated | null
  /** Made when first asked for. */
  stateVector: Uint8Array | null
  deletions: Uint8Array | null
}

const inflateOrThrow = (deflated: Deflated): Uint8Array => {
  const state = inflateState(deflated)
  if (!state.ok) throw new Error(`A stored state cannot be read: ${state.error}`)
  return state.value
}

const createText = (stored: StoredRoom, held: Held): RoomText => {
  const { generation, authors, snapshot } = stored
  const answers = new Map<string, Uint8Array>()
  let digest: Uint8Array | null = null
  let lastKnown: Uint8Array | null = null
  let tail = stored.tail.map(({ bytes }) => bytes)
  let tailBytes = lengthOf(tail)

  const packAnew = (): Deflated => {
    tail = []
    tailBytes = 0
    return (held.deflated = deflateState(text.state()))
  }

  const makeState = (): Uint8Array =>
    held.doc || !held.deflated ? Y.encodeStateAsUpdate(docNow()) : inflateOrThrow(held.deflated)

  const docNow = (): Y.Doc => (held.doc ??= docOrThrow(text.state()))

  const makeAnswer = (stateVector: Uint8Array): Uint8Array =>
    held.doc ? Y.encodeStateAsUpdate(held.doc, stateVector) : Y.diffUpdate(text.state(), stateVector)

  const deletionsNow = (): Uint8Array => (held.deletions ??= makeAnswer(text.stateVector()))

  const digestNow = (): Uint8Array => (digest ??= stateDigest(text.stateVector(), deletionsNow()))

  const isAtHand = (): boolean => held.doc !== null || held.state !== null

  const isOfAll = (stateVector: Uint8Array): boolean => isSame(text.stateVector(), stateVector)

  const isRemembered = (update: Uint8Array): boolean => isSame(lastKnown, update) || isEmptyUpdate(update)

  const text: RoomText = {
    generation,
    authors: new Map(authors),
    get doc() {
      return docNow()
    },
    get hasDoc() {
      return held.doc !== null
    },
    seq: stored.tail.at(-1)?.seq ?? snapshot?.seq ?? 0,
    snapshotSeq: snapshot?.seq ?? 0,
    size: createSize(held.deflated?.stateBytes ?? emptyState.length, tailBytes),
    // Within a turn, what it deleted is still encoded: the count may know better.
    measure: () => text.size.set(Math.min(text.size.bytes(), Y.encodeStateAsUpdate(docNow()).length)),
    state: () => (held.state ??= makeState()),
    verify: () => {
      if (held.deflated && !held.doc && !held.state) inflateOrThrow(held.deflated)
    },
    packed: () => {
      const { frame } = held.deflated && tailBytes <= maxTailBytes ? held.deflated : packAnew()
      return { frame, tail }
    },
    pack: () => encodePacked({ stateVector: text.stateVector(), deletions: deletionsNow(), deflated: packAnew() }),
    stateVector: () => (held.stateVector ??= Y.encodeStateVector(docNow())),
    canAnswer: (stateVector) => isAtHand() || (held.deletions !== null && isOfAll(stateVector)),
    hasAnswer: (stateVector) => {
      if (isOfNothing(stateVector)) return held.state !== null
      return isOfAll(stateVector) ? held.deletions !== null : answers.has(keyOf(stateVector))
    },
    answerTo: (stateVector) => {
      if (isOfNothing(stateVector)) return text.state()
      if (isOfAll(stateVector)) return deletionsNow()
      const asked = keyOf(stateVector)
      const known = answers.get(asked)
      if (known) return known
      const [oldest] = answers.keys()
      if (oldest !== undefined && answers.size >= maxAnswers) answers.delete(oldest)
      const answer = makeAnswer(stateVector)
      answers.set(asked, answer)
      return answer
    },
    isAll: (stateVector, claimed) => isOfAll(stateVector) && isSame(digestNow(), claimed),
    canTell: (update) => isAtHand() || isRemembered(update) || isSame(held.deletions, update),
    // Who has all that the room has answers its state vector with what the room answers theirs.
    isKnown: (update) => isRemembered(update) || (held.doc === null && isSame(deletionsNow(), update)),
    noteKnown: (update) => void (lastKnown = update),
    apply: ({ bytes, starts }) => {
      const doc = docNow()
      Y.applyUpdate(doc, bytes)
      if (!isWhole(doc)) throw new Error('An accepted update was not applied whole')
      if (!isNewInOrder(doc, starts)) throw new Error('An accepted update does not stand where it says')
      tail.push(bytes)
      tailBytes += bytes.length
    },
    advance: (seq) => {
      if (seq === text.seq) return
      text.seq = seq
      held.state = null
      held.stateVector = null
      held.deletions = null
      digest = null
      answers.clear()
    },
    letDocGo: () => {
      deletionsNow()
      if (held.deflated === null || tail.length > 0) packAnew()
      held.doc?.destroy()
      held.doc = null
      held.state = null
      answers.clear()
    },
  }
  return text
}

/** Text that was never written: the plan's own room. */
export const emptyStoredRoom: StoredRoom = { generation: 1, snapshot: null, tail: [], authors: new Map() }
