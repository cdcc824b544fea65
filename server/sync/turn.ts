/**
 * A room's turns. What arrives waits in `inbox` in order; a turn (see `turns.ts` for all rooms together) takes all of it:
 *
 *   collect   judge and apply each update, in one transaction (`taking.ts`); answer nothing yet
 *   (commit)  the log writes what was accepted
 *   deliver   pass it on, tell the authors it is saved, answer who asked for the text; where that has to be worked out
 *             in this turn or a later one (`answering.ts`)
 *
 * Invariants: outside a turn the text is exactly what the log holds, so nobody is ever sent what is not logged. One turn
 * at a time. If applying throws, nothing of the turn is logged, its sender is closed and the text is read from the log
 * anew; what others sent is taken again, and they notice nothing. Whose fault it is may not be known: the same is then
 * taken one by one. If the log refuses, the room is told what it refused.
 */
import { closeCode, type Notice } from '../../shared/protocol.ts'
import type { NewUpdate } from '../store/ports.ts'
import { createAnswering } from './answering.ts'
import type { RoomDeps } from './deps.ts'
import type { Keeping } from './keeping.ts'
import type { OlderCopies } from './older-copies.ts'
import type { Presence } from './presence.ts'
import type { Session } from './session.ts'
import { type Message, needsDoc, needsState, refuse, type Spoilt, takeBatch, type Taken } from './taking.ts'
import type { RoomText } from './text.ts'
import type { TakesTurns, Turns } from './turns.ts'
import { step1Frame, updateFrame } from './wire.ts'

export interface RoomTurns extends TakesTurns {
  put(message: Message): void
  /** Asks for a turn where there is something to take and nothing in the way. */
  request(): void
  /** Whether a turn has begun and not ended. */
  isUnderWay(): boolean
  /** Whether neither a turn is under way nor anything waits for one. */
  isQuiet(): boolean
  /** Resolves when the turn under way has ended, at once when there is none. */
  ended(): Promise<void>
  /** Whose messages wait. */
  waiting(): readonly Session[]
  /** Forgets what waits. */
  clear(): void
}

export interface TurnSurroundings extends RoomDeps {
  readonly name: string
  readonly turns: Turns
  readonly keeping: Keeping
  readonly sessions: ReadonlySet<Session>
  readonly presence: Presence
  readonly olderCopies: OlderCopies
  /** While true no turn begins. */
  readonly isHeld: () => boolean
  /** Why nobody's updates are taken now; null where those who may write write. */
  readonly closedBecause: () => Notice['kind'] | null
  /** A turn is over; `hasChanged` where it brought new words. */
  readonly delivered: (hasChanged: boolean) => void
  /** The log does not hold these updates, and the text is to be read anew. */
  readonly refused: (updates: readonly NewUpdate[]) => void
}

interface Turn extends Taken {
  readonly done: PromiseWithResolvers<void>
}

export const createRoomTurns = (around: TurnSurroundings): RoomTurns => {
  const { name, turns, keeping, sessions, logger } = around
  const answering = createAnswering({ ...around, mayWorkOut: () => turns.mayWorkOut(roomTurns) })
  let inbox: Message[] = []
  let turn: Turn | null = null
  /** So many at the head of `inbox` are taken one by one. */
  let singly = 0

  const request = (): void => {
    if (keeping.text() && !turn && !around.isHeld() && inbox.length + answering.owed().length > 0) turns.add(roomTurns)
  }

  // Taking what arrived

  const breakDown = ({ culprit, error }: Spoilt, batch: readonly Message[]): void => {
    logger.error({ room: name, personId: culprit?.identity.personId, err: error }, 'An update could not be applied')
    around.meters?.refused('could not be applied')
    culprit?.close(closeCode.malformed, 'update refused')
    inbox = [...batch, ...inbox]
    if (!culprit) singly = batch.length
    keeping.reload()
  }

  const takeAll = (text: RoomText): readonly NewUpdate[] => {
    const batch = inbox.splice(0, singly > 0 ? 1 : inbox.length)
    singly = Math.max(0, singly - batch.length)
    const taken = takeBatch({ ...around, text, room: name, closedBecause: around.closedBecause() }, batch)
    if ('culprit' in taken) {
      breakDown(taken, batch)
      return []
    }
    turn = { ...taken, done: Promise.withResolvers() }
    return taken.accepted.map(({ update }) => update)
  }

  const hasWhatItNeeds = (text: RoomText): boolean =>
    (!needsState(text, [...inbox, ...answering.owed().slice(0, 1)], around.limits) || keeping.makeState()) &&
    (!needsDoc(text, inbox) || keeping.makeDoc())

  const collect = (): readonly NewUpdate[] => {
    const text = keeping.text()
    if (!text || turn || around.isHeld()) return []
    return hasWhatItNeeds(text) ? takeAll(text) : []
  }

  // Passing on

  /** Most are sent the very same list, which is made ready for the network once. */
  const passOn = ({ accepted, judged }: Turn): void => {
    const frames = accepted.map(({ update }) => updateFrame(update.bytes))
    for (const { session, update, isTaken } of judged) {
      if (isTaken) session.settle(update)
      else session.holdBack()
    }
    const authors = new Set(judged.map(({ session }) => session).filter((session) => sessions.has(session)))
    for (const author of authors) {
      const news = author.isSubscribed ? frames.filter((_, index) => accepted[index]?.session !== author) : []
      author.send([...news, ...author.savedFrames()])
    }
    if (frames.length === 0) return
    for (const session of sessions) if (session.isSubscribed && !authors.has(session)) session.send(frames)
  }

  const tellDropped = ({ dropped }: Turn): void => {
    for (const { session, reason } of dropped) {
      around.meters?.refused(reason)
      session.notify(reason)
    }
  }

  const askAgain = (text: RoomText, session: Session): void => {
    const next = session.putOff()
    if (next === 'ask') session.send([step1Frame(text.stateVector())])
    if (next === 'giveUp') refuse({ ...around, room: name }, session, 'builds on what nobody has')
  }

  const finish = (over: Turn): void => {
    turn = null
    over.done.resolve()
    request()
  }

  const deliver = (): void => {
    const text = keeping.text()
    if (!turn || !text) return
    const over = turn
    text.advance(text.seq + over.accepted.length)
    passOn(over)
    tellDropped(over)
    if (over.questions.length + answering.owed().length > 0) answering.answer(text, over.questions)
    for (const session of over.putOff) if (!session.isClosed) askAgain(text, session)
    around.meters?.accepted(over.accepted.length)
    around.delivered(over.accepted.length > 0)
    finish(over)
  }

  const fail = (error: unknown): void => {
    if (!turn) return
    const over = turn
    logger.error({ room: name, err: error }, 'A room cannot write its log')
    for (const { session } of over.judged) session.holdBack()
    inbox = [...over.questions, ...inbox]
    around.refused(over.accepted.map(({ update }) => update))
    finish(over)
  }

  const roomTurns: RoomTurns = {
    put: (message) => {
      inbox.push(message)
      request()
    },
    request,
    collect,
    deliver,
    fail,
    isUnderWay: () => turn !== null,
    isQuiet: () => turn === null && inbox.length + answering.owed().length === 0,
    ended: async () => {
      for (let current = turn; current; current = turn) await current.done.promise
    },
    waiting: () => [...inbox, ...answering.owed()].map(({ session }) => session),
    clear: () => {
      inbox = []
      answering.clear()
      singly = 0
    },
  }
  return roomTurns
}
