/**
 * How long one physical connection is waited for. A reader who stalls costs at most `maxBufferedBytes` of what is
 * passed on, and beside that the states it asked for itself: `maxRoomBytes` of them, or one.
 */
import type { Limits } from './limits.ts'

export interface Patience {
  /** False when the reader is too slow: the connection is to be closed. */
  isLeft(): boolean
  /** Whether a state of so many bytes may go out beside those on their way; it counts as sent then. */
  isLeftForState(bytes: number): boolean
}

/** `bufferedBytes` says how much waits for the reader now. */
export const createPatience = (
  bufferedBytes: () => number,
  limits: Pick<Limits, 'maxBufferedBytes' | 'maxRoomBytes'>,
): Patience => {
  /** Bytes of states sent since the reader had last taken everything. */
  let stateBytes = 0

  const isLeft = (): boolean => {
    const waiting = bufferedBytes()
    if (waiting === 0) stateBytes = 0
    return waiting <= limits.maxBufferedBytes + stateBytes
  }

  const isLeftForState = (bytes: number): boolean => {
    if (!isLeft() || (stateBytes > 0 && stateBytes + bytes > limits.maxRoomBytes)) return false
    stateBytes += bytes
    return true
  }

  return { isLeft, isLeftForState }
}
