/**
 * Parcels on their way from the page to the server where there is no WebSocket: one long row of bytes, each parcel
 * after its length (4 bytes, highest first), cut into pieces small enough for any proxy. Pieces are numbered from 0 and
 * sent one after the other; a piece of which no answer came is sent again under its number, and taken once.
 */
import { takeFrom } from './byte-rows.ts'

/** Largest piece. Proxies commonly refuse bodies beyond a megabyte. */
export const maxPieceBytes = 256 * 1024

const headBytes = 4

const headOf = (length: number): Uint8Array =>
  Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255)

const lengthIn = (head: Uint8Array): number => head.reduce((length, byte) => length * 256 + byte, 0)

export interface Cutter {
  put(parcel: Uint8Array): void
  /** The next piece; empty when there is nothing to send. */
  take(): Uint8Array
}

export const createCutter = (): Cutter => {
  const row: Uint8Array[] = []
  return {
    put: (parcel) => void row.push(headOf(parcel.length), parcel),
    take: () => takeFrom(row, maxPieceBytes),
  }
}

export interface Joiner {
  /** The parcels that are whole now; null once one claims to be larger than it may. */
  take(piece: Uint8Array): readonly Uint8Array[] | null
}

export const createJoiner = (maxParcelBytes: number): Joiner => {
  const row: Uint8Array[] = []
  let held = 0
  /** Length of the parcel that is arriving; null while its length is. */
  let awaited: number | null = null

  const next = (length: number): Uint8Array | null => {
    if (held < length) return null
    held -= length
    return takeFrom(row, length)
  }

  const takeWhole = (): Uint8Array | null => {
    if (awaited === null) {
      const head = next(headBytes)
      if (head === null) return null
      awaited = lengthIn(head)
    }
    if (awaited > maxParcelBytes) return null
    const parcel = next(awaited)
    if (parcel !== null) awaited = null
    return parcel
  }

  return {
    take: (piece) => {
      if (piece.length > 0) row.push(piece)
      held += piece.length
      const parcels: Uint8Array[] = []
      for (let parcel = takeWhole(); parcel !== null; parcel = takeWhole()) parcels.push(parcel)
      return awaited !== null && awaited > maxParcelBytes ? null : parcels
    },
  }
}
