/**
 * Finds a way to the server that works. Ways are tried in order; the next one begins when those before it have failed,
 * or have said nothing for a while, since what blocks WebSockets often lets them hang. The first through which the
 * server is heard is taken. A final answer on any of them is final.
 */
import type { Later } from '../later.ts'
import { isFinal, lostCode } from './transport.ts'
import type { Transport, TransportEvents, Way } from './transport.ts'

export interface DialEvents {
  /** Answers with what is to hear of the connection from now on. */
  readonly found: (way: Way, transport: Transport) => TransportEvents
  readonly failed: (code: number, reason: string) => void
}

/** What a way may take before the next one is tried beside it. */
const headStartMs = 2_500
/** What all may take together. */
const longestMs = 15_000

interface Try {
  readonly way: Way
  readonly transport: Transport
}

/** Begins; the answer gives up. */
export const dial = (ways: readonly Way[], later: Later, { found, failed }: DialEvents): (() => void) => {
  const left = [...ways]
  const tries = new Set<Try>()
  let isOver = false
  let cancelNext = (): void => undefined

  const stop = (kept: Try | null): void => {
    isOver = true
    cancelNext()
    cancelLongest()
    for (const one of tries) if (one !== kept) one.transport.close()
  }
  const fail = (code: number, reason: string): void => {
    stop(null)
    failed(code, reason)
  }
  const lose = (one: Try, code: number, reason: string): void => {
    tries.delete(one)
    if (isFinal(code) || (left.length === 0 && tries.size === 0)) fail(code, reason)
    else if (left.length > 0) next()
  }
  const begin = (way: Way): void => {
    let line: TransportEvents | null = null
    const transport = way.open({
      received: (parcel) => {
        if (line === null) {
          stop(one)
          line = found(way, transport)
        }
        line.received(parcel)
      },
      ended: (code, reason) => {
        if (line !== null) line.ended(code, reason)
        else if (!isOver) lose(one, code, reason)
      },
    })
    const one: Try = { way, transport }
    tries.add(one)
  }
  const next = (): void => {
    cancelNext()
    const way = left.shift()
    if (way === undefined) return
    begin(way)
    cancelNext = later(headStartMs, next)
  }
  const cancelLongest = later(longestMs, () => fail(lostCode, 'no answer'))
  next()
  return () => {
    if (!isOver) stop(null)
  }
}
