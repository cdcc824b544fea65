/**
 * Ports of the store: whole operations, async. `UpdateLog` keeps the words (every update of every room, in order),
 * the rows (`rows/`) the facts. One contract suite runs on every implementation.
 */

export interface NewUpdate {
  readonly room: string
  /** One more than the room's last; the room counts, the log refuses a number taken twice. */
  readonly seq: number
  /** Who wrote it; null for the server itself (the template's first state). */
  readonly personId: string | null
  /** Milliseconds since 1970, the server's clock. */
  readonly at: number
  readonly bytes: Uint8Array
  /** Client ids first seen in this update, from now on the writer's and nobody else's in this room. */
  readonly newClientIds: readonly number[]
}

export interface LoggedUpdate extends Omit<NewUpdate, 'newClientIds' | 'room'> {
  /** Whether the bytes are those that were written. */
  readonly isIntact: boolean
}

/** The state up to and including `seq`, as `sync/packed-state` writes it. */
export interface Snapshot {
  readonly seq: number
  readonly bytes: Uint8Array
  readonly isIntact: boolean
}

export interface StoredRoom {
  /** Changes when the room is rebuilt; a copy of an older generation never merges. Starts at 1. */
  readonly generation: number
  readonly snapshot: Snapshot | null
  /** Updates after the snapshot, in order. */
  readonly tail: readonly LoggedUpdate[]
  /** Client id -> person who owns it. */
  readonly authors: ReadonlyMap<number, string>
}

export interface UpdateLog {
  /** Appends all in one commit; resolves when they are on disk, rejects when none is. */
  append(updates: readonly NewUpdate[]): Promise<void>
  /**
   * From the newest snapshot (older than `before`, where one is asked for) and what came after it, or from the first
   * update where there is no such snapshot. Null for a room that has never been written.
   */
  load(room: string, before?: number): Promise<StoredRoom | null>
  saveSnapshot(room: string, seq: number, bytes: Uint8Array): Promise<void>
  /** Keeps the snapshots after `seq` where nothing is read from them and nothing deletes them. */
  setSnapshotsAside(room: string, seq: number): Promise<void>
  /** Last sequence number of each room asked for; 0 where nothing was written. */
  lastSeqs(rooms: readonly string[]): Promise<ReadonlyMap<string, number>>
}

/** All that is stored of one room, as it is. */
export interface RoomRecord {
  readonly generation: number
  readonly updates: readonly LoggedUpdate[]
  /** Newest first. */
  readonly snapshots: readonly Snapshot[]
  readonly authors: ReadonlyMap<number, string>
  /** How many updates and snapshots were set aside before. */
  readonly setAside: number
}

export interface Rebuilding {
  /** The last update that is kept; those after it are set aside. */
  readonly seq: number
  /** Becomes its snapshot; all snapshots there are are set aside. */
  readonly packed: Uint8Array
}

/** What an operator sees of a room, and how one is mended. Never used on a room that may be open. */
export interface RoomRecords {
  /** Null for a room that has never been written. */
  read(room: string): Promise<RoomRecord | null>
  /** Gives the room's new generation. */
  rebuild(room: string, rebuilding: Rebuilding): Promise<number>
}
