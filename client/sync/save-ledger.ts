/**
 * Counts which of this page's changes to one room are on the server's disk.
 *
 * Every frame with changes (update), and every one that brings or names all this page holds (step 2, compare), is numbered
 * per connection, as the server does; the server's `saved n` says that the first n are on disk. Changes made while not
 * connected, and those sent but not confirmed when a connection ended, are carried: the next connection's first frame
 * with all holds them, so they are saved once it is. One that holds nothing new is numbered but is no change. Pure: state
 * in, state out.
 */
import type { CountedFrame } from './counting-socket.ts'

export interface SaveLedger {
  readonly connected: boolean
  /** Frames with changes sent over this connection. */
  readonly sent: number
  /** Numbers of update frames not yet confirmed. */
  readonly waiting: readonly number[]
  /** Changes that no frame of this connection has carried yet, or that its first with all carries. */
  readonly carried: number
  /** Number of the frame that carries them; null until it is sent. */
  readonly carrier: number | null
}

export const emptyLedger: SaveLedger = { connected: false, sent: 0, waiting: [], carried: 0, carrier: null }

export const opened = (ledger: SaveLedger): SaveLedger => ({
  ...ledger,
  connected: true,
  sent: 0,
  waiting: [],
  carrier: null,
})

export const closed = (ledger: SaveLedger): SaveLedger => ({
  connected: false,
  sent: 0,
  waiting: [],
  carried: ledger.carried + ledger.waiting.length,
  carrier: null,
})

/** A change was made on this page; while connected it is counted when its frame is sent. */
export const changedOffline = (ledger: SaveLedger): SaveLedger =>
  ledger.connected ? ledger : { ...ledger, carried: ledger.carried + 1 }

export const frameSent = (ledger: SaveLedger, kind: CountedFrame): SaveLedger => {
  const sent = ledger.sent + 1
  if (kind === 'update') return { ...ledger, sent, waiting: [...ledger.waiting, sent] }
  return { ...ledger, sent, carrier: ledger.carried > 0 && ledger.carrier === null ? sent : ledger.carrier }
}

/** The server has the first `count` frames of this connection on disk. */
export const confirmed = (ledger: SaveLedger, count: number): SaveLedger => {
  const arrived = ledger.carrier !== null && count >= ledger.carrier
  return {
    ...ledger,
    waiting: ledger.waiting.filter((number) => number > count),
    carried: arrived ? 0 : ledger.carried,
    carrier: arrived ? null : ledger.carrier,
  }
}

/** Changes that only this page has. */
export const unsavedCount = (ledger: SaveLedger): number => ledger.carried + ledger.waiting.length
