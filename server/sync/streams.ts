/**
 * Connections without a WebSocket, for pages behind proxies that block them: the server speaks in an event stream, the
 * page in numbered pieces (`shared/pieces.ts`), each a request of its own. What the two carry are the parcels of
 * `shared/parcel.ts`, and everything beyond this file takes them for those of a socket.
 */
import { createJoiner, type Joiner } from '../../shared/pieces.ts'
import { closeCode } from '../../shared/protocol.ts'
import type { Carriers } from './carriers.ts'
import type { Timers } from './deps.ts'
import type { Authenticate, Caller } from './door.ts'
import { createEventStream } from './event-stream.ts'
import { type Bucket, createBucket } from './rate.ts'
import { maxMessageBytes, type Inlet } from './transport.ts'

export interface Streams {
  /**
   * The event stream of a new connection; a refusal is said in it, as for a socket. `cut` ends the network connection
   * that the stream goes over.
   */
  open(caller: Caller, authenticate: Authenticate, cut: () => void): ReadableStream<Uint8Array>
  /**
   * Takes a piece of a connection of this very session. `gone`: there is no such connection, or no more. `gap`: an
   * earlier piece is missing.
   */
  take(caller: Caller, id: string, piece: number, bytes: Uint8Array): 'taken' | 'gone' | 'gap'
}

export interface StreamsDeps {
  readonly carriers: Carriers
  readonly timers: Timers
  readonly now: () => number
  /** Ids nobody guesses. */
  readonly newId: () => string
}

/** Pieces a page may send at once, and per second for ever. It sends one after the other, at most 25 a second. */
const pieceBurst = 240
const piecesPerSecond = 60

interface Open {
  readonly sessionId: string
  readonly inlet: Inlet
  readonly joiner: Joiner
  readonly pace: Bucket
  /** Number of the next piece. */
  next: number
}

export const createStreams = ({ carriers, timers, now, newId }: StreamsDeps): Streams => {
  const all = new Map<string, Open>()

  const open: Streams['open'] = (caller, authenticate, cut) => {
    const id = newId()
    const leave = (): void => {
      const gone = all.get(id)
      all.delete(id)
      gone?.inlet.leave()
    }
    const { transport, body } = createEventStream(id, timers, leave, cut)
    const inlet = carriers.carryRooms(transport, caller, authenticate)
    const pace = createBucket(pieceBurst, piecesPerSecond, now)
    const joiner = createJoiner(maxMessageBytes)
    if (inlet) all.set(id, { sessionId: caller.sessionId, inlet, joiner, pace, next: 0 })
    return body
  }

  const receive = ({ inlet, joiner }: Open, bytes: Uint8Array): void => {
    const parcels = joiner.take(bytes)
    if (!parcels) return inlet.close(closeCode.tooLarge, 'too large')
    for (const parcel of parcels) inlet.receive(parcel)
  }

  const take: Streams['take'] = (caller, id, piece, bytes) => {
    const found = all.get(id)
    if (!found || found.sessionId !== caller.sessionId) return 'gone'
    if (!found.pace.take(1)) {
      found.inlet.close(closeCode.tooMany, 'too much at once')
      return 'gone'
    }
    if (piece > found.next) return 'gap'
    found.inlet.heard()
    if (piece < found.next) return 'taken'
    found.next += 1
    receive(found, bytes)
    return 'taken'
  }

  return { open, take }
}
