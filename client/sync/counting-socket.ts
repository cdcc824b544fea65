/**
 * A provider's socket that tells of each frame it sends that the server counts. The first byte of a frame is its type (0
 * is sync), the second the kind of sync message: 1 step 2, 2 update. See shared/protocol.ts.
 */
import { messageType } from '../../shared/protocol.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'

/** One change, or all that the page holds: brought (step 2) or only named (compare). */
export type CountedFrame = 'update' | 'all'

/** What a frame is counted as; null where it is not. */
export const countedFrameOf = (frame: Uint8Array): CountedFrame | null => {
  if (frame[0] === messageType.compare) return 'all'
  if (frame[0] !== messageType.sync) return null
  return frame[1] === 1 ? 'all' : frame[1] === 2 ? 'update' : null
}

/** A socket class for one provider; `onSend` hears of each counted frame before it leaves. */
export const countingSocket = (
  Socket: ProviderSocketClass,
  onSend: (kind: CountedFrame) => void,
): ProviderSocketClass =>
  class extends Socket {
    override send(frame: Uint8Array): void {
      const kind = countedFrameOf(frame)
      if (kind !== null) onSend(kind)
      super.send(frame)
    }
  }
