/**
 * One connection in one room, whatever carries it: a WebSocket, one of many rooms on one socket, a queue in a test.
 * Bounds what the other side may send and what may wait for it; knows what it has sent that is not on disk yet.
 *
 * Invariants: after `close` nothing is sent and nothing is taken. `saved` never runs ahead of the log: an update put
 * off because it built on what the room lacks holds the count back until its sender has sent everything again.
 */
import { closeCode, type Notice, type PresentUser } from '../../shared/protocol.ts'
import type { Meters } from './deps.ts'
import type { Limits } from './limits.ts'
import type { Entry, SessionIdentity } from './ports.ts'
import { createBucket } from './rate.ts'
import { decodeFrame, type Frame, noticeFrame, savedFrame } from './wire.ts'

/** The way out to the other side. */
export interface Connection {
  /** Sends frames in order, in one write where it can; false when the other side reads too slowly for more. */
  send(frames: readonly Uint8Array[]): boolean
  /** The same for a state that may be large, with more patience. */
  sendState(frames: readonly Uint8Array[]): boolean
  close(code: number, reason: string): void
}

export interface Session {
  readonly identity: SessionIdentity
  readonly user: PresentUser
  /** Whether this client knows our own kinds of frames. */
  readonly isOurs: boolean
  /** Whether it can be sent a deflated state. */
  readonly takesPacked: boolean
  mayWrite: boolean
  /** From its first answer on it is sent every update. */
  isSubscribed: boolean
  isClosed: boolean
  send(frames: readonly Uint8Array[]): void
  /** Sends a state that may be large, and is patient until it is through. */
  sendState(frames: readonly Uint8Array[]): void
  notify(kind: Notice['kind']): void
  /** Closes the connection; the room forgets the session. */
  close(code: number, reason: string): void
  /** Takes bytes from the other side. */
  receive(bytes: Uint8Array): void
  /** The connection is gone; what it sent before still counts. */
  leave(): void
  /** Marks an update as on disk, or as holding nothing new; the next `savedFrames` tells. */
  settle(update: Numbered): void
  /** Notes that an update was not taken: nothing after it counts as saved until its sender has sent all again. */
  holdBack(): void
  /**
   * For one whose updates were put off, and held back; says what to do: ask for everything; wait, since that is asked
   * already (who types while coming back sends new words before the old); or give up on a client that answers without
   * giving it.
   */
  putOff(): 'ask' | 'wait' | 'giveUp'
  /** Whether updates were put off, and it has not sent everything since. */
  isBehind(): boolean
  savedFrames(): readonly Uint8Array[]
  expectUpload(): void
}

/** What a connection is told of as saved, by its number on it, counted from 1. */
export interface Numbered {
  readonly number: number
  /** Whether it holds all that the sender has and the room lacked. */
  readonly isComplete: boolean
}

export interface ReceivedUpdate extends Numbered {
  readonly bytes: Uint8Array
}

/** The sender says by a digest all that it holds. */
export interface Claim {
  readonly number: number
  readonly digest: Uint8Array
}

/** What a session hands on to its room. */
export interface SessionRoom {
  takeUpdate(session: Session, update: ReceivedUpdate): void
  takeQuestion(session: Session, stateVector: Uint8Array, claim: Claim | null): void
  takePresence(session: Session, frame: Frame & { readonly type: 'presence' | 'queryPresence' }): void
  leave(session: Session): void
}

export interface SessionDeps {
  readonly connection: Connection
  readonly room: SessionRoom
  readonly entry: Entry
  readonly personId: string
  readonly sessionId: string
  readonly isOurs: boolean
  readonly takesPacked: boolean
  readonly limits: Limits
  readonly now: () => number
  readonly meters?: Meters | undefined
}

/** How many updates are on disk, in a row from the first. */
const createTally = () => {
  let settled = 0
  let told = 0
  let isHeldBack = false
  return {
    settle: ({ number, isComplete }: Numbered): void => {
      if (isComplete) isHeldBack = false
      if (!isHeldBack) settled = number
    },
    holdBack: (): void => void (isHeldBack = true),
    take: (): number | null => {
      if (settled === told) return null
      told = settled
      return told
    },
  }
}

/** Bounds how often a client is asked for everything without giving it. */
const createAskingBound = ({ maxResyncs, resyncWindowMs }: Limits, now: () => number) => {
  let asked: readonly number[] = []
  return {
    mayAsk: (): boolean => {
      asked = [...asked.filter((at) => now() - at < resyncWindowMs), now()]
      return asked.length <= maxResyncs
    },
  }
}

/** Says whether a frame of so many bytes may still be taken from this connection. */
const createBudget = (limits: Limits, now: () => number) => {
  const text = createBucket(limits.textBurst, limits.textPerSecond, now)
  const presence = createBucket(limits.presenceBurst, limits.presencePerSecond, now)
  const questions = createBucket(limits.questionBurst, limits.questionsPerSecond, now)
  const bytes = createBucket(limits.bytesBurst, limits.bytesPerSecond, now)
  const buckets = { step1: questions, step2: text, update: text, presence, queryPresence: presence }
  return { pay: ({ type }: Frame, length: number): boolean => bytes.take(length) && buckets[type].take(1) }
}

export const createSession = (deps: SessionDeps): Session => {
  const { connection, room, entry, limits, now } = deps
  const tally = createTally()
  const askingBound = createAskingBound(limits, now)
  const budget = createBudget(limits, now)
  let received = 0
  let isUploadExpected = false
  let isBehind = false

  const refuseTooLarge = (): void => {
    deps.meters?.refused('too large')
    session.close(closeCode.tooLarge, 'too large')
  }

  const refuseTooMuch = (frame: Frame): void => {
    if (frame.type === 'step2' || frame.type === 'update') deps.meters?.refused('too much at once')
    session.close(closeCode.tooMany, 'too much at once')
  }

  const takeUpdate = (bytes: Uint8Array, isComplete: boolean): void => {
    const isUpload = isComplete && isUploadExpected
    if (bytes.length > (isUpload ? limits.maxUploadBytes : limits.maxUpdateBytes)) return refuseTooLarge()
    if (isComplete) isUploadExpected = false
    received += 1
    room.takeUpdate(session, { number: received, bytes, isComplete })
  }

  const takeQuestion = (stateVector: Uint8Array, digest: Uint8Array | null): void => {
    if (digest) received += 1
    room.takeQuestion(session, stateVector, digest && { number: received, digest })
  }

  const take = (frame: Frame): void => {
    if (frame.type === 'step1') takeQuestion(frame.stateVector, frame.digest)
    else if (frame.type === 'step2' || frame.type === 'update') takeUpdate(frame.update, frame.type === 'step2')
    else room.takePresence(session, frame)
  }

  const session: Session = {
    identity: { sessionId: deps.sessionId, personId: deps.personId, planId: entry.planId, sectionId: entry.sectionId },
    user: entry.user,
    isOurs: deps.isOurs,
    takesPacked: deps.takesPacked,
    mayWrite: entry.mayWrite,
    isSubscribed: false,
    isClosed: false,
    send: (frames) => {
      if (session.isClosed || frames.length === 0) return
      if (!connection.send(frames)) session.close(closeCode.accessChanged, 'reads too slowly')
    },
    sendState: (frames) => {
      if (session.isClosed) return
      if (!connection.sendState(frames)) session.close(closeCode.accessChanged, 'reads too slowly')
    },
    notify: (kind) => {
      if (session.isOurs) session.send([noticeFrame({ kind })])
    },
    close: (code, reason) => {
      if (session.isClosed) return
      session.isClosed = true
      connection.close(code, reason)
      room.leave(session)
    },
    receive: (bytes) => {
      if (session.isClosed) return
      if (bytes.length > limits.maxUploadBytes + 16) return refuseTooLarge()
      const frame = decodeFrame(bytes)
      if (!frame.ok) return session.close(closeCode.malformed, 'malformed frame')
      if (!budget.pay(frame.value, bytes.length)) return refuseTooMuch(frame.value)
      take(frame.value)
    },
    leave: () => {
      if (!session.isClosed) room.leave(session)
    },
    settle: (update) => {
      if (update.isComplete) isBehind = false
      tally.settle(update)
    },
    holdBack: tally.holdBack,
    isBehind: () => isBehind,
    putOff: () => {
      isBehind = true
      if (!session.isSubscribed || isUploadExpected) return 'wait'
      if (!askingBound.mayAsk()) return 'giveUp'
      isUploadExpected = true
      return 'ask'
    },
    savedFrames: () => {
      const count = tally.take()
      return count === null || !session.isOurs ? [] : [savedFrame(count)]
    },
    expectUpload: () => void (isUploadExpected = true),
  }
  return session
}
