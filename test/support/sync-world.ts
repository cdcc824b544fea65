/**
 * A server's rooms with people around them, without sockets or a clock. Frames wait in each client's queues until
 * `settle` carries them; with a seed they are carried in random portions, so that connections overtake each other while
 * each stays in order. Time passes when told.
 */
import * as Y from 'yjs'
import type { Meters, Timers } from '../../server/sync/deps.ts'
import { createRooms, type JoinableRooms } from '../../server/sync/rooms.ts'
import { defaultLimits, type Limits } from '../../server/sync/limits.ts'
import type { UpdateLog } from '../../server/store/ports.ts'
import type { Entry } from '../../server/sync/ports.ts'
import { parseRoom, sectionRoom } from '../../shared/protocol.ts'
import { createMemoryLog, type MemoryLog } from './memory-log.ts'
import type { Random } from './random.ts'
import { createSyncClient, type SyncClient, textOf } from './sync-client.ts'

export type Right = 'write' | 'read' | 'none'

export const aims = sectionRoom('plan1', 'aims')

interface WorldOptions {
  /** The log of an earlier world, which was killed. */
  readonly log?: MemoryLog
  readonly limits?: Partial<Limits>
  readonly random?: Random
  readonly meters?: Meters
  /** Makes each call of the log take its time, and hears of it before it begins. */
  readonly slow?: SlowLog
}

export interface SlowLog {
  readonly random: Random
  /** Turns of the event loop a call waits at most before it is carried out, and again before it answers. */
  readonly maxTurns: number
  called(call: keyof UpdateLog): void
  answered(call: keyof UpdateLog): void
}

export interface OpenOptions {
  readonly room?: string
  readonly generation?: number
  /** False for a client that knows only y-websocket's frames. */
  readonly isOurs?: boolean
  /** The client's id, where it matters which. */
  readonly clientId?: number
  /** Whether the client says what it holds on coming back, as a page does. */
  readonly compares?: boolean
}

export interface World {
  readonly rooms: JoinableRooms
  readonly log: MemoryLog
  readonly timers: Timers
  readonly now: () => number
  /** What the operator would read. */
  readonly reports: string[]
  /** Rights by person, as they are now; who is not named may write. */
  readonly rights: Map<string, Right>
  /** Rooms nobody may write in. */
  readonly signed: Set<string>
  /** Clients whose computer is asleep: nothing is carried to them or from them. */
  readonly asleep: Set<SyncClient>
  readonly changes: string[]
  /** Brings a person's new client into a room. */
  open(person: string, options?: OpenOptions): Promise<SyncClient>
  /** Brings a client back after its connection was lost or closed. */
  reopen(client: SyncClient, options?: OpenOptions): Promise<void>
  /** Carries some frames, once. */
  step(): Promise<void>
  /** Carries all frames until nothing moves. */
  settle(): Promise<void>
  /** Lets everything that is under way on the server come to an end, carrying no frame. */
  idle(): Promise<void>
  pass(ms: number): Promise<void>
  /** Moves the clock and lets nothing that follows from it come to an end. */
  tick(ms: number): void
  /** Stops the server dead: nothing it had under way reaches the log any more. */
  kill(): void
  /** The section's text as read from the log alone. */
  loggedText(room?: string): string
}

/** One paragraph, made as the server makes a section's first state. */
export const firstState = (): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = 1
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('')])
  doc.getXmlFragment('content').insert(0, [paragraph])
  return Y.encodeStateAsUpdate(doc)
}

interface Alarm {
  readonly at: number
  readonly run: () => void
}

const createClock = () => {
  let time = 1_780_000_000_000
  let alarms: readonly Alarm[] = []
  const later = (ms: number, run: () => void): (() => void) => {
    const alarm = { at: time + ms, run }
    alarms = [...alarms, alarm]
    return () => void (alarms = alarms.filter((other) => other !== alarm))
  }
  const advance = (ms: number): void => {
    time += ms
    const due = alarms.filter(({ at }) => at <= time)
    alarms = alarms.filter(({ at }) => at > time)
    for (const { run } of due) run()
  }
  return { now: () => time, later, advance }
}

const turnOfLoop = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const turnsOfLoop = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await turnOfLoop()
}

/** The log as it is on a busy disk. */
const slowDown = (log: UpdateLog, { random, maxTurns, called, answered }: SlowLog): UpdateLog => {
  const slowly = async <T>(call: keyof UpdateLog, run: () => Promise<T>): Promise<T> => {
    called(call)
    await turnsOfLoop(random.int(maxTurns))
    const answer = await run()
    await turnsOfLoop(random.int(maxTurns))
    answered(call)
    return answer
  }
  return {
    append: (updates) => slowly('append', () => log.append(updates)),
    load: (...asked) => slowly('load', () => log.load(...asked)),
    saveSnapshot: (...snapshot) => slowly('saveSnapshot', () => log.saveSnapshot(...snapshot)),
    setSnapshotsAside: (...asked) => slowly('setSnapshotsAside', () => log.setSnapshotsAside(...asked)),
    lastSeqs: (rooms) => slowly('lastSeqs', () => log.lastSeqs(rooms)),
  }
}

const colours = ['Ada', 'Ben', 'Isla']

const sayField = (fields: object, key: string): readonly string[] => {
  const entry = Object.entries(fields).find(([name]) => name === key)
  return entry ? [String(entry[1])] : []
}

const judgeBy =
  (rights: ReadonlyMap<string, Right>, signed: ReadonlySet<string>) => async (personId: string, room: string) => {
    const right = rights.get(personId) ?? 'write'
    const address = parseRoom(room)
    if (right === 'none' || !address) return { refused: 4403 }
    const user = {
      personId,
      name: personId,
      body: 'Strathness Council',
      colour: Math.max(0, colours.indexOf(personId)),
    }
    const entry: Entry = { ...address, mayWrite: right === 'write' && !signed.has(room), user }
    return entry
  }

export const createWorld = async (options: WorldOptions = {}): Promise<World> => {
  const log = options.log ?? createMemoryLog()
  const clock = createClock()
  const rights = new Map<string, Right>()
  const signed = new Set<string>()
  const asleep = new Set<SyncClient>()
  const clients: SyncClient[] = []
  const reports: string[] = []
  const changes: string[] = []
  const report = (fields: object, message: string): void =>
    void reports.push([message, ...['reason', 'fault', 'err'].flatMap((key) => sayField(fields, key))].join(': '))
  const judge = judgeBy(rights, signed)
  const timers: Timers = { soon: (run) => void setImmediate(run), later: clock.later }
  let isKilled = false
  const unlessKilled = <T>(write: () => Promise<T>): Promise<T> =>
    isKilled ? new Promise<T>(() => undefined) : write()
  /** Enough for a turn, its commit and what follows from it. */
  const idle = (): Promise<void> => turnsOfLoop(4 + 6 * (options.slow?.maxTurns ?? 0))
  const port: UpdateLog = {
    append: (updates) => unlessKilled(() => log.append(updates)),
    load: log.load,
    setSnapshotsAside: log.setSnapshotsAside,
    saveSnapshot: (...snapshot) => unlessKilled(() => log.saveSnapshot(...snapshot)),
    lastSeqs: log.lastSeqs,
  }
  const rooms = createRooms({
    log: options.slow ? slowDown(port, options.slow) : port,
    judge,
    now: clock.now,
    timers,
    logger: { info: () => undefined, warn: report, error: report },
    limits: { ...defaultLimits, minPackedBytes: 0, ...options.limits },
    ...(options.meters && { meters: options.meters }),
  })
  rooms.onChange(({ sectionId }) => changes.push(sectionId))
  if (!options.log) await rooms.create(aims, firstState())

  const reopen = async (
    client: SyncClient,
    { room = aims, generation, isOurs = true }: OpenOptions = {},
  ): Promise<void> => {
    client.drop()
    if (!clients.includes(client)) clients.push(client)
    const admission = await rooms.admit(client.person, room)
    if ('refused' in admission) return void client.closes.push(admission.refused)
    const joining = { ...admission, room, personId: client.person, sessionId: `${client.person}-session` }
    const said = { isOurs, takesPacked: isOurs, generation: generation ?? null }
    client.session = rooms.join(client.connection, { ...joining, ...said })
    client.greet()
  }

  const portion = (length: number): number => (options.random ? options.random.int(length + 1) : length)

  const carry = (client: SyncClient): boolean => {
    if (asleep.has(client)) return false
    const { session } = client
    const isMoving = client.outbox.length + client.inbox.length > 0
    for (const bytes of client.outbox.splice(0, portion(client.outbox.length))) session?.receive(bytes)
    for (const bytes of client.inbox.splice(0, portion(client.inbox.length))) client.take(bytes)
    return isMoving
  }

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      quiet = clients.map(carry).includes(true) ? 0 : quiet + 1
      await idle()
    }
  }

  const step = async (): Promise<void> => {
    clients.forEach(carry)
    await turnOfLoop()
  }

  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await idle()
  }

  return {
    rooms,
    log,
    timers,
    now: clock.now,
    reports,
    rights,
    signed,
    asleep,
    changes,
    open: async (person, opening) => {
      const client = createSyncClient(person, opening?.clientId ?? options.random?.int(2 ** 31))
      client.compares = opening?.compares ?? false
      await reopen(client, opening)
      return client
    },
    reopen,
    step,
    settle,
    idle,
    pass,
    tick: clock.advance,
    kill: () => void (isKilled = true),
    loggedText: (room = aims) => {
      const doc = new Y.Doc()
      for (const { bytes } of log.updatesOf(room)) Y.applyUpdate(doc, bytes)
      return textOf(doc)
    },
  }
}
