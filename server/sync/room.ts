/**
 * One room: a section's words and everyone who has them open. This file is its life: people come and go, the text is
 * opened with the first and stored and closed some time after the last; a log that does not write is waited for. What
 * people send is taken in turns (`turn.ts`), the text itself is looked after in `keeping.ts`, decisions on it in
 * `holding.ts`.
 *
 * Invariants: a room that was forgotten is never used again, and forgets itself in the very step in which it finds that
 * nobody is here and nothing waits. All its words are in the log then; its state was offered to be stored just before,
 * and where that failed, or words came meanwhile, the next opening reads a longer part of the log. If the log refuses, the
 * text is read anew, nothing more is taken, and the same updates are offered to it until it takes them; then everyone
 * comes back.
 */
import { closeCode, parseRoom } from '../../shared/protocol.ts'
import type { RoomDeps } from './deps.ts'
import { createHolding, type Holding } from './holding.ts'
import { createKeeping } from './keeping.ts'
import type { Unreadable } from './opening.ts'
import { createOlderCopies } from './older-copies.ts'
import { createPresence } from './presence.ts'
import { createRewriting } from './rewriting.ts'
import type { Session, SessionRoom } from './session.ts'
import type { RoomText } from './text.ts'
import { createRoomTurns } from './turn.ts'
import type { Turns } from './turns.ts'

export interface Room extends SessionRoom, Pick<Holding, 'read' | 'hold'> {
  readonly name: string
  /** Everyone here. */
  readonly sessions: ReadonlySet<Session>
  /** And who has left with words still waiting. */
  everyone(): ReadonlySet<Session>
  /** Lets a session in; `generation` is that of the copy its client holds, null when it names none. */
  join(session: Session, generation: number | null): void
  /** Takes everything that waits, stores the state, sends everyone away. */
  close(): Promise<void>
  census(): RoomCensus
}

export interface RoomCensus {
  readonly sessions: number
  readonly present: number
  readonly hasDoc: boolean
  readonly isHeld: boolean
  readonly isUnwritten: boolean
}

export interface RoomSurroundings extends RoomDeps {
  readonly turns: Turns
  /** The text has changed and is on disk. */
  readonly changed: (room: Room) => void
  /** A session has come in; one that came has left. */
  readonly came: (session: Session) => void
  readonly left: (session: Session) => void
  /** Nobody has been here for a while and all words are in the log; the room is not used again. */
  readonly forget: (room: Room) => void
  /** A hold has ended: rights may have changed. */
  readonly released: () => void
}

const turnedAway: Readonly<Record<Unreadable, readonly [code: number, reason: string]>> = {
  absent: [closeCode.noSuchRoom, 'no such room'],
  damaged: [closeCode.damaged, 'the stored words are damaged'],
  failing: [closeCode.accessChanged, 'the room cannot be opened'],
}

export const createRoom = (name: string, deps: RoomSurroundings): Room => {
  const { limits, timers, now } = deps
  const isPlanRoom = parseRoom(name)?.sectionId === null
  const sessions = new Set<Session>()
  const olderCopies = createOlderCopies()
  let cancelIdle: (() => void) | null = null
  let cancelRest: (() => void) | null = null
  let usedAt = 0

  const dismissAll = (code: number, reason: string): void => {
    turns.clear()
    for (const session of sessions) session.close(code, reason)
  }

  const keeping = createKeeping(name, !isPlanRoom, deps, {
    opened: () => turns.request(),
    unreadable: (why) => dismissAll(...turnedAway[why]),
  })

  const presence = createPresence({ sessions, ownerOf: (id) => keeping.text()?.authors.get(id), limits, now, timers })

  // Coming and going

  const admit = async (session: Session, generation: number | null): Promise<void> => {
    const opened = await keeping.open()
    if (opened !== 'open') return session.close(...turnedAway[opened])
    if (generation !== null && generation !== keeping.text()?.generation) {
      session.close(closeCode.generationChanged, 'the room was rebuilt')
    }
  }

  const join = (session: Session, generation: number | null): void => {
    sessions.add(session)
    deps.came(session)
    cancelIdle?.()
    if (generation === null) olderCopies.suspect(session)
    if (rewriting.isBusy()) session.notify('not-saved')
    void admit(session, generation)
  }

  const leave = (session: Session): void => {
    if (!sessions.delete(session)) return
    presence.remove(session)
    deps.left(session)
    watchIdle()
  }

  const everyone = (): ReadonlySet<Session> => new Set([...sessions, ...turns.waiting()])

  // Rest and end

  const isBusy = (): boolean =>
    keeping.isReading() || !turns.isQuiet() || holding.isInUse() || holding.isHeld() || rewriting.isBusy()

  const isIdle = (): boolean => sessions.size === 0 && !isBusy()

  const watchIdle = (): void => {
    cancelIdle?.()
    if (sessions.size === 0) cancelIdle = timers.later(limits.idleMs, () => void unload())
  }

  const stopWatching = (): void => {
    cancelIdle?.()
    cancelRest?.()
    keeping.stop()
    presence.close()
  }

  /** Storing takes a moment in which someone may come, or come and go: asked again afterwards, and then in one go. */
  const unload = async (): Promise<void> => {
    if (isIdle()) await keeping.store()
    if (!isIdle()) return watchIdle()
    stopWatching()
    deps.forget(room)
  }

  /** From the last use on; an answer given to many is let go with the Y.Doc. */
  const watchRest = (): void => {
    usedAt = now()
    cancelRest ??= timers.later(limits.restMs, () => void rest())
  }

  const isUsed = (): boolean => turns.isUnderWay() || holding.isInUse() || now() - usedAt < limits.restMs

  const rest = async (): Promise<void> => {
    cancelRest = null
    if (!isUsed()) await keeping.store()
    if (isUsed()) cancelRest ??= timers.later(limits.restMs, () => void rest())
    else keeping.text()?.letDocGo()
  }

  // Turns

  const isStoreDue = ({ seq, snapshotSeq, size }: RoomText): boolean =>
    seq - snapshotSeq >= limits.snapshotEvery || size.added() >= limits.snapshotBytes

  const delivered = (hasChanged: boolean): void => {
    const text = keeping.text()
    if (hasChanged) deps.changed(room)
    if (text && isStoreDue(text)) void keeping.store()
    watchRest()
  }

  const writeAgain = (): void => {
    keeping.reload()
    for (const session of sessions) session.notify('saving-again')
    dismissAll(closeCode.accessChanged, 'saving again')
    deps.changed(room)
    watchIdle()
  }

  const rewriting = createRewriting(name, deps, writeAgain)

  const holding = createHolding({
    ...deps,
    name,
    keeping,
    turns: () => turns,
    everyone,
    isUnwritten: rewriting.isBusy,
    unused: () => {
      watchIdle()
      watchRest()
    },
  })

  const turns = createRoomTurns({
    ...deps,
    name,
    keeping,
    sessions,
    presence,
    olderCopies,
    isHeld: holding.isHeld,
    closedBecause: () => (rewriting.isBusy() ? 'not-saved' : isPlanRoom ? 'read-only' : null),
    delivered,
    refused: (updates) => {
      rewriting.start(updates)
      keeping.reload()
      for (const session of sessions) session.notify('not-saved')
    },
  })

  // Closing

  const isUnsettled = (): boolean => keeping.text() !== null && !rewriting.isBusy() && !turns.isQuiet()

  const drain = async (): Promise<void> => {
    await holding.over()
    while (isUnsettled()) {
      turns.request()
      await new Promise<void>((resolve) => timers.soon(resolve))
    }
  }

  const close = async (): Promise<void> => {
    await keeping.settled()
    await drain()
    dismissAll(closeCode.restarting, 'restarting')
    await keeping.store()
    stopWatching()
  }

  const room: Room = {
    name,
    sessions,
    everyone,
    join,
    leave,
    takeUpdate: (session, update) => turns.put({ kind: 'update', session, update }),
    takeQuestion: (session, stateVector, claim) => turns.put({ kind: 'question', session, stateVector, claim }),
    takePresence: (session, frame) => {
      if (frame.type === 'queryPresence') presence.tell(session)
      else if (!presence.take(session, frame.states)) session.close(closeCode.malformed, 'malformed presence')
    },
    read: holding.read,
    hold: holding.hold,
    close,
    census: () => ({
      sessions: sessions.size,
      present: presence.count(),
      hasDoc: keeping.text()?.hasDoc ?? false,
      isHeld: holding.isHeld(),
      isUnwritten: rewriting.isBusy(),
    }),
  }
  // Whoever it was made for may not be let in.
  watchIdle()
  return room
}
