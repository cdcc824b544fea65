/** The port between what carries parcels to the server (a WebSocket, an event stream with posts) and what they hold. */

/** What a transport tells of. After `close` it tells nothing more. */
export interface TransportEvents {
  readonly received: (parcel: Uint8Array) => void
  /** It is over, or never began: the server's close code, or `lostCode` when nobody said why. */
  readonly ended: (code: number, reason: string) => void
}

export interface Transport {
  readonly send: (parcel: Uint8Array) => void
  readonly close: () => void
}

/** Begins to connect. Events come later, never while this runs. */
export type OpenTransport = (events: TransportEvents) => Transport

/** A way to reach the server. */
export interface Way {
  readonly name: 'socket' | 'stream'
  readonly open: OpenTransport
}

/** As browsers say it of a WebSocket that ended without a word. */
export const lostCode = 1006

/** The page itself has moved to another connection; as servers say of theirs (RFC 6455 registry: service restart). */
export const movedCode = 1012

/** The server has decided, and coming back would not help. */
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500
