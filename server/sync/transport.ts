/**
 * The port between what carries bytes (a WebSocket, an event stream with posts) and what they mean. A transport knows
 * nothing of rooms; nothing beyond this port knows which transport it has.
 */

/** Largest message ever read; what is allowed is less and judged by the session. */
export const maxMessageBytes = 16 * 1024 * 1024

export type TransportKind = 'socket' | 'stream'

/** One physical connection, as its transport gives it. */
export interface Transport {
  /** For whoever counts connections; nothing is decided by it. */
  readonly kind: TransportKind
  /** Sends each as a message of its own, in order, in one write where it can. */
  send(messages: readonly Uint8Array[]): void
  /** Says why and ends; what was sent before still arrives where it can. */
  close(code: number, reason: string): void
  /** Ends at once: the other side no longer answers. */
  drop(): void
  /** Asks for a sign of life in the transport's own way, where it has one. */
  ping(): void
  /** Bytes handed to `send` that are still waiting here. */
  bufferedBytes(): number
}

/** Where a transport brings what arrives. */
export interface Inlet {
  receive(message: Uint8Array): void
  /** The other side has shown that it is there. */
  heard(): void
  /** What came over the transport breaks its own rules: closes the connection. */
  close(code: number, reason: string): void
  /** The connection is gone. */
  leave(): void
}

/** What a connection carries: many rooms, or one. */
export interface Carried {
  receive(message: Uint8Array): void
  /** Sends a sign of life, and asks for one where the other side knows how to answer. */
  ask(): void
  /** Leaves every room, and closes the connection; what came before still counts. */
  close(code: number, reason: string): void
  /** The connection is gone: leaves every room. */
  leave(): void
  isEmpty(): boolean
}
