/**
 * What the rest of the server knows of rooms, and what rooms ask of the rest of the server.
 */
import type * as Y from 'yjs'
import type { Doorbell, PresentUser } from '../../shared/protocol.ts'

export interface RoomView {
  /** Last logged update the document holds. */
  readonly seq: number
  readonly generation: number
  /** The live document: read it, never write it. Valid only until the callback returns. */
  readonly doc: Y.Doc
}

/** Who stands behind a socket; judged once at the door and again whenever rights change. */
export interface SessionIdentity {
  readonly sessionId: string
  readonly personId: string
  readonly planId: string
  readonly sectionId: string | null
}

/** A room's words cannot be had: never written, damaged, or the log does not answer. */
export class UnreadableRoom extends Error {}

export type ChangeListener = (change: { readonly planId: string; readonly sectionId: string }) => void

export interface Rooms {
  /** Writes a new room's first state; the room must not exist. */
  create(room: string, state: Uint8Array): Promise<void>
  /** Reads a room as logged up to now, opening it where it is closed. Throws `UnreadableRoom`. */
  read<T>(room: string, read: (view: RoomView) => T): Promise<T>
  /**
   * Holds every update of the room back while `decide` runs on its settled state: what arrives meanwhile waits and is
   * judged anew afterwards. For sign-off: hash, row and lock in one step.
   */
  hold<T>(room: string, decide: (view: RoomView) => Promise<T>): Promise<T>
  /** Closes matching sockets; with a code of 4500 and up they come back and are judged anew. */
  dismiss(match: (session: SessionIdentity) => boolean, code: number): void
  /** Rings in the plan's room. */
  ring(planId: string, doorbell: Doorbell): void
  /** Sections whose text has changed: `followMs` after the first change, then at most every `followOnMs`; see `readings`. */
  onChange(listener: ChangeListener): void
  /** Counts a section's room as changed, for who follows changes. */
  follow(room: string): void
  close(): Promise<void>
}

/** Turned away at the door, with a close code. */
export interface Refused {
  readonly refused: number
}

/** Decides at a room's door, from the rows as they are now. */
export type JudgeRoom = (personId: string, room: string) => Promise<Entry | Refused>
export interface Entry {
  readonly planId: string
  readonly sectionId: string | null
  readonly mayWrite: boolean
  readonly user: PresentUser
}
