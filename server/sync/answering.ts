/**
 * Answers who asks for the text. Most answers are at hand: the stored state, or what another was answered a moment ago.
 * One that has to be worked out takes some milliseconds in a long section, so it waits for its room's turn to do that
 * (`turns.ts`), while everything else goes on. In the room the people take it by turns.
 */
import type { RoomDeps } from './deps.ts'
import type { Presence } from './presence.ts'
import type { Session } from './session.ts'
import { isGivenPacked, type Question } from './taking.ts'
import type { RoomText } from './text.ts'
import { nothingFrame, step1Frame, step2Frame, updateFrame } from './wire.ts'

export interface Answering {
  /** Answers what is at hand, and of what waits as much as this turn may work out. */
  answer(text: RoomText, questions: readonly Question[]): void
  /** What waits, in order. */
  owed(): readonly Question[]
  /** Forgets what waits. */
  clear(): void
}

export interface AnsweringSurroundings {
  readonly sessions: ReadonlySet<Session>
  readonly presence: Presence
  readonly limits: RoomDeps['limits']
  /** Whether an answer may be worked out now. */
  readonly mayWorkOut: () => boolean
}

type Frames = readonly Uint8Array[]

const personOf = ({ session }: Question): string => session.identity.personId

/** What waits, with those of the person behind those of everybody else. */
const putBehind = (waiting: readonly Question[], personId: string): readonly Question[] => [
  ...waiting.filter((question) => personOf(question) !== personId),
  ...waiting.filter((question) => personOf(question) === personId),
]

export const createAnswering = ({ sessions, presence, limits, mayWorkOut }: AnsweringSurroundings): Answering => {
  let owed: readonly Question[] = []

  const isHere = ({ session }: Question): boolean => sessions.has(session)

  const comeIn = (session: Session, send: () => void): void => {
    session.isSubscribed = true
    send()
    presence.tell(session)
  }

  /** Who holds the very same is told so, and asked for nothing; but for what they have written since and was put off. */
  const agree = (text: RoomText, { session, stateVector, claim }: Question): boolean => {
    if (!claim || session.isBehind() || !text.isAll(stateVector, claim.digest)) return false
    comeIn(session, () => {
      session.settle({ number: claim.number, isComplete: true })
      session.send([nothingFrame(), ...session.savedFrames()])
    })
    return true
  }

  /** Many ask for the same after a restart: what they are sent is made once, in a list that stays the same. */
  const createReplies = (text: RoomText): ((question: Question) => Frames) => {
    const replies = new Map<Uint8Array, Frames>()
    const reply = (key: Uint8Array, make: () => Frames): Frames => {
      const made = replies.get(key) ?? [...make(), step1Frame(text.stateVector())]
      replies.set(key, made)
      return made
    }
    return (question) => {
      if (isGivenPacked(question, text, limits)) {
        const { frame, tail } = text.packed()
        return reply(frame, () => [frame, ...tail.map(updateFrame)])
      }
      const state = text.answerTo(question.stateVector)
      return reply(state, () => [step2Frame(state)])
    }
  }

  const isAtHand = (text: RoomText, question: Question): boolean =>
    isGivenPacked(question, text, limits) || text.hasAnswer(question.stateVector)

  const mayGive = (text: RoomText, question: Question): boolean =>
    isAtHand(text, question) || (text.canAnswer(question.stateVector) && mayWorkOut())

  const answer: Answering['answer'] = (text, questions) => {
    const replyTo = createReplies(text)
    const give = (question: Question): void => {
      const { session } = question
      // Closed for the answer to an earlier question: this one would be worked out for nobody.
      if (!isHere(question) || agree(text, question)) return
      comeIn(session, () => {
        session.expectUpload()
        session.sendState(replyTo(question))
      })
    }
    const waiting = owed.filter(isHere)
    for (const question of questions.filter(isHere)) {
      if (isAtHand(text, question)) give(question)
      else waiting.push(question)
    }
    let given = 0
    for (const question of waiting) {
      if (!mayGive(text, question)) break
      give(question)
      given += 1
    }
    const last = waiting[given - 1]
    owed = last ? putBehind(waiting.slice(given), personOf(last)) : waiting
  }

  return { answer, owed: () => owed, clear: () => void (owed = []) }
}
