/**
 * The first half of a room's turn: takes what has arrived, in order. Each update is judged by the text as the ones before
 * it left it, and applied; nothing is answered yet, and no session changed but one that is closed, since a batch that
 * spoils the text is taken again. The second half (`turn.ts`) comes when the log has what was accepted.
 */
import { closeCode, type Notice } from '../../shared/protocol.ts'
import type { NewUpdate } from '../store/ports.ts'
import { isCrowded, noteCrowding } from './crowding.ts'
import type { RoomDeps } from './deps.ts'
import { type Accepted, judgeUpdate, type Verdict } from './guard.ts'
import type { OlderCopies } from './older-copies.ts'
import type { Presence } from './presence.ts'
import type { Claim, Numbered, ReceivedUpdate, Session } from './session.ts'
import { type SizeChange, sizeChange } from './size.ts'
import { isOfNothing, type RoomText } from './text.ts'

export interface Question {
  readonly kind: 'question'
  readonly session: Session
  readonly stateVector: Uint8Array
  readonly claim: Claim | null
}

export type Message = { readonly kind: 'update'; readonly session: Session; readonly update: ReceivedUpdate } | Question

/** What a turn brought, to be passed on when it is on disk. */
export interface Taken {
  readonly accepted: { readonly session: Session; readonly update: NewUpdate }[]
  /** In the order in which they came. Taken is what is in the log once `accepted` is, or holds nothing new. */
  readonly judged: { readonly session: Session; readonly update: Numbered; readonly isTaken: boolean }[]
  /** Sessions whose words build on what the room lacks. */
  readonly putOff: Set<Session>
  /** Why updates were dropped, each to be told. */
  readonly dropped: { readonly session: Session; readonly reason: Notice['kind'] }[]
  readonly questions: Question[]
}

/** The text is spoilt: what this session sent could not be applied whole. */
export interface Spoilt {
  /** Null where it only showed at the end of a batch of several. */
  readonly culprit: Session | null
  readonly error: unknown
}

export interface Taking extends Pick<RoomDeps, 'limits' | 'now' | 'logger' | 'meters'> {
  readonly room: string
  readonly text: RoomText
  readonly olderCopies: OlderCopies
  readonly presence: Pick<Presence, 'speakerOf'>
  /** Why nobody's updates are taken now; null where those who may write write. */
  readonly closedBecause: Notice['kind'] | null
}

const judge = ({ text, presence }: Taking, { identity }: Session, bytes: Uint8Array): Verdict => {
  if (text.isKnown(bytes)) return { type: 'nothing' }
  const { doc, authors } = text
  return judgeUpdate({ doc, authors, speakerOf: presence.speakerOf }, identity.personId, bytes)
}

/**
 * Words until the section is full, or would take long to read; deletions for somewhat longer, since what cuts its text
 * into more pieces makes it larger; and always what makes it smaller.
 */
const isBeyond = ({ text, limits }: Taking, { starts }: Accepted, { added, removed }: SizeChange): boolean => {
  const isNewText = starts.length > 0
  const maxBytes = limits.maxRoomBytes + (isNewText ? 0 : limits.maxCutBytes)
  const isTooMuch = (): boolean => added > removed && text.size.bytes() + added - removed > maxBytes
  if (isTooMuch() && text.size.added() >= limits.measureEvery) text.measure()
  return isTooMuch() || (isNewText && isCrowded(text.doc))
}

/** False where the section is full. */
const acceptWhereItFits = (taking: Taking, { accepted }: Taken, session: Session, verdict: Accepted): boolean => {
  const { text, room, now } = taking
  const { personId } = session.identity
  const { bytes, newClientIds } = verdict
  const change = sizeChange(text.doc, bytes)
  if (isBeyond(taking, verdict, change)) {
    taking.meters?.refused('the section is full')
    session.close(closeCode.tooLarge, 'the section is full')
    return false
  }
  text.apply(verdict)
  text.size.note(change)
  noteCrowding(text.doc, verdict)
  for (const clientId of newClientIds) text.authors.set(clientId, personId)
  const seq = text.seq + accepted.length + 1
  accepted.push({ session, update: { room, seq, personId, at: now(), bytes, newClientIds } })
  return true
}

/** Closes the sender of what no honest editor makes. */
export const refuse = (
  { logger, meters, room }: Pick<Taking, 'logger' | 'meters' | 'room'>,
  session: Session,
  reason: string,
): void => {
  meters?.refused(reason)
  logger.warn({ room, personId: session.identity.personId, reason }, 'An update was refused')
  session.notify('refused')
  session.close(closeCode.malformed, 'update refused')
}

const sendOlderAway = (session: Session): void => session.close(closeCode.generationChanged, 'the room was rebuilt')

/** Whether an update brings structs; one that only deletes begins with none. */
const bringsText = (bytes: Uint8Array): boolean => bytes[0] !== 0

const takeUpdate = (taking: Taking, taken: Taken, session: Session, update: ReceivedUpdate): void => {
  const { text, limits, olderCopies, closedBecause } = taking
  const mayWrite = session.mayWrite && closedBecause === null
  const note = (isTaken: boolean): void => void taken.judged.push({ session, update, isTaken })
  const settle = (): void => {
    // All that its sender has: what was put off before is in it.
    if (update.isComplete) taken.putOff.delete(session)
    note(true)
  }
  const drop = (): void => {
    taken.dropped.push({ session, reason: closedBecause ?? 'read-only' })
    note(false)
  }
  if (!mayWrite && update.bytes.length > limits.maxUnwantedBytes && bringsText(update.bytes)) return drop()
  const verdict = judge(taking, session, update.bytes)
  if (verdict.type === 'refuse') return refuse(taking, session, verdict.reason)
  if (verdict.type === 'nothing') text.noteKnown(update.bytes)
  const isTidying = verdict.type === 'accept' && verdict.isCleanUp
  const isNews = verdict.type !== 'nothing' && !isTidying
  if (mayWrite && !olderCopies.maySend(session, text, update, isNews)) return sendOlderAway(session)
  if (verdict.type === 'nothing' || (isTidying && !mayWrite)) return settle()
  if (!mayWrite) return drop()
  if (verdict.type === 'resync') {
    taken.putOff.add(session)
    return note(false)
  }
  if (acceptWhereItFits(taking, taken, session, verdict)) settle()
}

/** Who holds all that a room has names all who wrote in it, and a few more who did so without a connection. */
const isTooLong = ({ text, limits }: Taking, { length }: Uint8Array): boolean =>
  length > limits.maxQuestionBytes && length > 2 * text.stateVector().length

/** While nobody's updates are taken, what somebody holds is not asked: they all come back. */
const takeQuestion = (taking: Taking, taken: Taken, question: Question): void => {
  const { olderCopies, text, closedBecause } = taking
  const { session, stateVector, claim } = question
  if (isTooLong(taking, stateVector)) return session.close(closeCode.tooLarge, 'too large')
  if (closedBecause === null && !olderCopies.mayAsk(session, text, stateVector)) return sendOlderAway(session)
  // Whether the room holds what is claimed shows when it is answered.
  if (claim) taken.judged.push({ session, update: { number: claim.number, isComplete: false }, isTaken: false })
  taken.questions.push(question)
}

const takeMessage = (taking: Taking, taken: Taken, message: Message): void => {
  if (message.kind === 'question') takeQuestion(taking, taken, message)
  else takeUpdate(taking, taken, message.session, message.update)
}

/** Whether a question is answered with the deflated state: asked so, by who holds nothing, and worth it. */
export const isGivenPacked = (
  { session, stateVector }: Question,
  text: RoomText,
  { minPackedBytes }: Pick<RoomDeps['limits'], 'minPackedBytes'>,
): boolean => session.takesPacked && isOfNothing(stateVector) && text.size.bytes() >= minPackedBytes

/** Whether a batch holds anything that only the state can tell. */
export const needsState = (text: RoomText, batch: readonly Message[], limits: RoomDeps['limits']): boolean =>
  batch.some((message) =>
    message.kind === 'question'
      ? !text.canAnswer(message.stateVector) && !isGivenPacked(message, text, limits)
      : !text.canTell(message.update.bytes),
  )

/** Whether a batch holds anything that only the Y.Doc can tell. */
export const needsDoc = (text: RoomText, batch: readonly Message[]): boolean =>
  text.hasDoc || batch.some((message) => message.kind === 'update' && !text.isKnown(message.update.bytes))

/** Takes a whole batch in one transaction; the text has its Y.Doc where the batch needs one. */
export const takeBatch = (taking: Taking, batch: readonly Message[]): Taken | Spoilt => {
  const { text } = taking
  const taken: Taken = { accepted: [], judged: [], putOff: new Set(), dropped: [], questions: [] }
  const progress: { session: Session | null } = { session: null }
  const takeAll = (): void => {
    for (const message of batch) {
      if (message.session.isClosed) continue
      progress.session = message.session
      takeMessage(taking, taken, message)
    }
    // What is thrown from here on, as the transaction ends, may be the fault of any of them.
    if (batch.length > 1) progress.session = null
  }
  try {
    if (text.hasDoc) text.doc.transact(takeAll)
    else takeAll()
    return taken
  } catch (error) {
    return { culprit: progress.session, error }
  }
}
