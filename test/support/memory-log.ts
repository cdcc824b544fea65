/**
 * An `UpdateLog` in memory, and a switch to make it slow or broken. A world started anew from the same log is a server
 * that was killed and started again.
 */
import type { LoggedUpdate, NewUpdate, Snapshot, StoredRoom, UpdateLog } from '../../server/store/ports.ts'

interface Kept {
  generation: number
  /** Newest first. */
  snapshots: readonly Snapshot[]
  readonly updates: LoggedUpdate[]
  readonly authors: Map<number, string>
}

export interface MemoryLog extends UpdateLog {
  /** From now on appends wait until `release`. */
  block(): void
  /** From now on appends are refused, with this message. */
  breakDown(message: string): void
  /** From now on loads are refused, with this message. */
  stopReading(message: string): void
  /** From now on snapshots wait until `release`. */
  holdSnapshots(): void
  /** Lets what waits through and heals. */
  release(): void
  /** Everything appended to a room, in order. */
  updatesOf(room: string): readonly LoggedUpdate[]
  setGeneration(room: string, generation: number): void
  /** Changes the bytes of an update, as a failing disk does. */
  spoil(room: string, seq: number): void
  /** Loses the updates after `seq`, as a file that was cut short. */
  cutShort(room: string, seq: number): void
  /** From now on snapshots are not set aside, with this message. */
  keepSnapshots(message: string): void
  readonly appends: number
  readonly loads: number
  readonly snapshots: number
}

const check = (rooms: ReadonlyMap<string, Kept>, updates: readonly NewUpdate[]): void => {
  const next = new Map<string, number>()
  for (const { room, seq, newClientIds } of updates) {
    const expected = next.get(room) ?? (rooms.get(room)?.updates.length ?? 0) + 1
    if (seq !== expected) throw new Error(`${room}: number ${seq} where ${expected} is next`)
    if (newClientIds.some((id) => rooms.get(room)?.authors.has(id))) throw new Error(`${room}: client id taken`)
    next.set(room, seq + 1)
  }
}

const keep = (rooms: Map<string, Kept>, { room, newClientIds, ...update }: NewUpdate): void => {
  const kept: Kept = rooms.get(room) ?? { generation: 1, snapshots: [], updates: [], authors: new Map() }
  rooms.set(room, kept)
  const { seq, personId, at, bytes } = update
  kept.updates.push({ seq, personId, at, bytes: bytes.slice(), isIntact: true })
  for (const id of newClientIds) kept.authors.set(id, update.personId ?? '')
}

const storedOf = ({ generation, snapshots, updates, authors }: Kept, before = Infinity): StoredRoom => {
  const snapshot = snapshots.find(({ seq }) => seq < before) ?? null
  const tail = updates.filter(({ seq }) => seq > (snapshot?.seq ?? 0))
  return { generation, snapshot, tail, authors: new Map(authors) }
}

export const createMemoryLog = (): MemoryLog => {
  const rooms = new Map<string, Kept>()
  const counts = { appends: 0, loads: 0, snapshots: 0 }
  let gate: PromiseWithResolvers<void> | null = null
  let fault: string | null = null
  let readFault: string | null = null
  let asideFault: string | null = null
  let snapshotGate: PromiseWithResolvers<void> | null = null

  const append = async (updates: readonly NewUpdate[]): Promise<void> => {
    if (gate) await gate.promise
    if (fault !== null) throw new Error(fault)
    check(rooms, updates)
    counts.appends += 1
    for (const update of updates) keep(rooms, update)
  }

  const load = async (room: string, before?: number): Promise<StoredRoom | null> => {
    counts.loads += 1
    if (readFault !== null) throw new Error(readFault)
    const kept = rooms.get(room)
    return kept ? storedOf(kept, before) : null
  }

  return {
    append,
    load,
    saveSnapshot: async (room, seq, bytes) => {
      if (snapshotGate) await snapshotGate.promise
      counts.snapshots += 1
      const kept = rooms.get(room)
      const others = kept?.snapshots.filter((other) => other.seq !== seq) ?? []
      const snapshots = [{ seq, bytes: bytes.slice(), isIntact: true }, ...others]
      if (kept) kept.snapshots = snapshots.toSorted((one, other) => other.seq - one.seq).slice(0, 2)
    },
    setSnapshotsAside: async (room, seq) => {
      if (asideFault !== null) throw new Error(asideFault)
      const kept = rooms.get(room)
      if (kept) kept.snapshots = kept.snapshots.filter((snapshot) => snapshot.seq <= seq)
    },
    lastSeqs: async (names) => new Map(names.map((name) => [name, rooms.get(name)?.updates.length ?? 0])),
    block: () => {
      gate = Promise.withResolvers()
    },
    breakDown: (message) => {
      fault = message
    },
    stopReading: (message) => {
      readFault = message
    },
    holdSnapshots: () => {
      snapshotGate = Promise.withResolvers()
    },
    release: () => {
      fault = null
      readFault = null
      asideFault = null
      snapshotGate?.resolve()
      snapshotGate = null
      gate?.resolve()
      gate = null
    },
    updatesOf: (room) => rooms.get(room)?.updates ?? [],
    setGeneration: (room, generation) => {
      const kept = rooms.get(room)
      if (kept) kept.generation = generation
    },
    spoil: (room, spoilt) => {
      const kept = rooms.get(room)
      const at = kept?.updates.findIndex(({ seq }) => seq === spoilt) ?? -1
      const update = kept?.updates[at]
      if (kept && update) kept.updates[at] = { ...update, bytes: Uint8Array.of(7), isIntact: false }
    },
    cutShort: (room, seq) => void rooms.get(room)?.updates.splice(seq),
    keepSnapshots: (message) => {
      asideFault = message
    },
    get appends() {
      return counts.appends
    },
    get loads() {
      return counts.loads
    },
    get snapshots() {
      return counts.snapshots
    },
  }
}
