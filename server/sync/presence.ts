/**
 * Who is in a room, as the server says it. A client speaks for one awareness id, the first it uses; the server writes
 * the user into each state and gives it its clock, so that nobody can pose as another, and nobody comes back as a ghost:
 * clocks are times, thus grow over restarts too. What clients repeat of others (stock clients echo everything) is
 * passed over. The ids people show are told to everyone, so each person's last hundred stay theirs for the room's life:
 * nobody else may write under them before they do.
 *
 * States go out together, each connection's at most every 200 ms; nobody is sent their own.
 */
import type { Limits } from './limits.ts'
import type { Session } from './session.ts'
import { type PresenceState, presenceFrame } from './wire.ts'
import type { Timers } from './deps.ts'

export interface Presence {
  /** False when what came is no presence state: the sender is to be closed. */
  take(session: Session, states: readonly PresenceState[]): boolean
  /** Tells one session of everyone else. */
  tell(session: Session): void
  remove(session: Session): void
  /** The person who has shown themself under a client id, if anyone. */
  speakerOf(clientId: number): string | undefined
  /** How many are here and say where. */
  count(): number
  close(): void
}

export interface PresenceDeps {
  readonly sessions: ReadonlySet<Session>
  /** The person who owns a client id of the room's text, if anyone. */
  readonly ownerOf: (clientId: number) => string | undefined
  readonly limits: Limits
  readonly now: () => number
  readonly timers: Timers
}

interface Present {
  readonly clientId: number
  session: Session
  clock: number
  json: string
  isDirty: boolean
  sentAt: number
}

/** Ids of one person that are remembered: pages of theirs, loaded one after the other, that have not written yet. */
const maxIdsEach = 100

const createSpeakers = () => {
  const personOf = new Map<number, string>()
  const idsOf = new Map<string, Set<number>>()
  return {
    of: (clientId: number): string | undefined => personOf.get(clientId),
    note: (clientId: number, { identity: { personId } }: Session): void => {
      if (personOf.has(clientId)) return
      const ids = idsOf.get(personId) ?? new Set()
      const [oldest] = ids
      if (oldest !== undefined && ids.size >= maxIdsEach) {
        ids.delete(oldest)
        personOf.delete(oldest)
      }
      idsOf.set(personId, ids.add(clientId))
      personOf.set(clientId, personId)
    },
  }
}

/** The state as JSON with the user as the server knows them, `null` for one who left; null when it is no state. */
const ownState = (json: string, { user }: Session): string | null => {
  let state: unknown
  try {
    state = JSON.parse(json)
  } catch {
    return null
  }
  if (state === null) return 'null'
  return typeof state === 'object' && !Array.isArray(state) ? JSON.stringify({ ...state, user }) : null
}

export const createPresence = ({ sessions, ownerOf, limits, now, timers }: PresenceDeps): Presence => {
  const present = new Map<number, Present>()
  const bySession = new Map<Session, Present>()
  const speakers = createSpeakers()
  let departed: PresenceState[] = []
  let cancel: (() => void) | null = null

  const isFree = (clientId: number, { identity }: Session): boolean => {
    const here = present.get(clientId)?.session.identity.personId
    const holder = here ?? ownerOf(clientId) ?? speakers.of(clientId)
    return holder === undefined || holder === identity.personId
  }

  /** A person who comes back before the old connection is known dead takes their id over. */
  const claim = (session: Session, clientId: number): Present | null => {
    if (!isFree(clientId, session)) return null
    const before = present.get(clientId)
    if (before) bySession.delete(before.session)
    const entry = before ?? { clientId, session, clock: 0, json: 'null', isDirty: false, sentAt: 0 }
    entry.session = session
    present.set(clientId, entry)
    bySession.set(session, entry)
    return entry
  }

  const arm = (): void => {
    cancel ??= timers.later(limits.presenceEveryMs, flush)
  }

  const stateOf = ({ clientId, clock, json }: Present): PresenceState => ({ clientId, clock, json })

  /** A clock that was set back has nobody wait until it has come as far again. */
  const isDue = ({ isDirty, sentAt }: Present): boolean =>
    isDirty && Math.abs(now() - sentAt) >= limits.presencePerConnectionMs

  const takeDue = (): Present[] => {
    const due = [...present.values()].filter(isDue)
    for (const one of due) {
      one.isDirty = false
      one.sentAt = now()
      one.clock = Math.max(one.clock + 1, now())
    }
    return due
  }

  const flush = (): void => {
    cancel = null
    const due = takeDue()
    const gone = departed
    departed = []
    sendToAll(due, gone)
    if ([...present.values()].some(({ isDirty }) => isDirty)) arm()
  }

  const sendToAll = (due: readonly Present[], gone: readonly PresenceState[]): void => {
    if (due.length + gone.length === 0) return
    const forMost = presenceFrame([...due.map(stateOf), ...gone])
    for (const session of sessions) {
      const own = due.some((one) => one.session === session)
      const others = own ? [...due.filter((one) => one.session !== session).map(stateOf), ...gone] : []
      if (!own) session.send([forMost])
      else if (others.length > 0) session.send([presenceFrame(others)])
    }
  }

  const remove = (session: Session): void => {
    const entry = bySession.get(session)
    if (!entry) return
    bySession.delete(session)
    present.delete(entry.clientId)
    departed.push({ clientId: entry.clientId, clock: Math.max(entry.clock + 1, now()), json: 'null' })
    arm()
  }

  const take = (session: Session, states: readonly PresenceState[]): boolean => {
    const [first] = states
    if (!first) return true
    const entry = bySession.get(session) ?? claim(session, first.clientId)
    const own = entry && states.find(({ clientId }) => clientId === entry.clientId)
    if (!own || Buffer.byteLength(own.json) > limits.maxPresenceBytes) return true
    const json = ownState(own.json, session)
    if (json === null) return false
    // Stock clients tell of others' going, which claims nothing.
    if (json !== 'null') speakers.note(entry.clientId, session)
    entry.json = json
    entry.isDirty = true
    arm()
    return true
  }

  const tell = (session: Session): void => {
    const others = [...present.values()].filter(
      (one) => one.session !== session && one.clock > 0 && one.json !== 'null',
    )
    if (others.length > 0) session.send([presenceFrame(others.map(stateOf))])
  }

  const count = (): number => [...present.values()].filter(({ json }) => json !== 'null').length

  return { take, tell, remove, speakerOf: speakers.of, count, close: () => cancel?.() }
}
