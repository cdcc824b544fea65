/**
 * The first half of a room's turn: takes what has arrived, in order. Each update is judged by the text as the ones before
 * it left it, and applied; nothing is answered yet. The second half (`turn.ts`) comes when the log has what was accepted.
 */
import { closeCode, type Notice } from '../../shared/protocol.ts'
import type { NewUpdate } from '../store/ports.ts'
import type { RoomDeps } from './deps.ts'
import { type Accepted, judgeUpdate, type Verdict } from './guard.ts'
import type { ReceivedUpdate, Session } from './session.ts'
import { isOfNothing, type RoomText } from './text.ts'

export interface Question {
  readonly kind: 'question'
  readonly session: Session
  readonly stateVector: Uint8Array
}

export type Message = { readonly kind: 'update'; readonly session: Session; readonly update: ReceivedUpdate } | Question

/** What a turn brought, to be passed on when it is on disk. */
export interface Taken {
  readonly accepted: { readonly session: Session; readonly update: NewUpdate }[]
  /** Updates that are in the log once `accepted` is, or hold nothing new. */
  readonly settled: { readonly session: Session; readonly update: ReceivedUpdate }[]
  /** Sessions to be asked for what the room lacks. */
  readonly putOff: Set<Session>
  readonly questions: Question[]
}

/** The text is spoilt: what this session sent could not be applied whole. */
export interface Spoilt {
  readonly culprit: Session
  readonly error: unknown
}

export interface Taking extends Pick<RoomDeps, 'limits' | 'now' | 'logger' | 'meters'> {
  readonly room: string
  readonly text: RoomText
  /** Why nobody's updates are taken now; null where those who may write write. */
  readonly closedBecause: Notice['kind'] | null
}

const judge = ({ text }: Taking, { identity }: Session, bytes: Uint8Array): Verdict =>
  text.isKnown(bytes) ? { type: 'nothing' } : judgeUpdate(text, identity.personId, bytes)

const accept = ({ text, room, now }: Taking, { accepted }: Taken, session: Session, verdict: Accepted): void => {
  const { personId } = session.identity
  const { bytes, newClientIds } = verdict
  text.apply(verdict)
  for (const clientId of newClientIds) text.authors.set(clientId, personId)
  const seq = text.seq + accepted.length + 1
  accepted.push({ session, update: { room, seq, personId, at: now(), bytes, newClientIds } })
}

const refuse = ({ logger, meters, room }: Taking, session: Session, reason: string): void => {
  meters?.refused(reason)
  logger.warn({ room, personId: session.identity.personId, reason }, 'An update was refused')
  session.notify('refused')
  session.close(closeCode.malformed, 'update refused')
}

const putOff = (taking: Taking, taken: Taken, session: Session): void => {
  const next = session.putOff()
  if (next === 'ask') taken.putOff.add(session)
  if (next === 'giveUp') refuse(taking, session, 'builds on what nobody has')
}

const drop = ({ closedBecause, meters }: Taking, session: Session): void => {
  const reason = closedBecause ?? 'read-only'
  meters?.refused(reason)
  session.holdBack()
  session.notify(reason)
}

const takeUpdate = (taking: Taking, taken: Taken, session: Session, update: ReceivedUpdate): void => {
  const { text, limits, closedBecause } = taking
  const verdict = judge(taking, session, update.bytes)
  const settle = (): void => void taken.settled.push({ session, update })
  if (verdict.type === 'refuse') return refuse(taking, session, verdict.reason)
  if (verdict.type === 'nothing') {
    text.noteKnown(update.bytes)
    return settle()
  }
  const mayWrite = session.mayWrite && closedBecause === null
  if (!mayWrite) return verdict.type === 'accept' && verdict.isCleanUp ? settle() : drop(taking, session)
  if (verdict.type === 'resync') return putOff(taking, taken, session)
  const isNewText = verdict.starts.length > 0
  if (isNewText && text.storedBytes + verdict.bytes.length > limits.maxRoomBytes) {
    taking.meters?.refused('the section is full')
    return session.close(closeCode.tooLarge, 'the section is full')
  }
  accept(taking, taken, session, verdict)
  settle()
}

const takeMessage = (taking: Taking, taken: Taken, message: Message): void => {
  if (message.kind === 'question') taken.questions.push(message)
  else takeUpdate(taking, taken, message.session, message.update)
}

/** Whether a question is answered with the deflated state: asked so, by who holds nothing, and worth it. */
export const isGivenPacked = (
  { session, stateVector }: Question,
  text: RoomText,
  { minPackedBytes }: Pick<RoomDeps['limits'], 'minPackedBytes'>,
): boolean => session.takesPacked && isOfNothing(stateVector) && text.storedBytes >= minPackedBytes

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
  const taken: Taken = { accepted: [], settled: [], putOff: new Set(), questions: [] }
  const progress: { session: Session | null } = { session: null }
  const takeAll = (): void => {
    for (const message of batch) {
      if (message.session.isClosed) continue
      progress.session = message.session
      takeMessage(taking, taken, message)
    }
  }
  try {
    if (text.hasDoc) text.doc.transact(takeAll)
    else takeAll()
    return taken
  } catch (error) {
    if (!progress.session) throw error
    return { culprit: progress.session, error }
  }
}
