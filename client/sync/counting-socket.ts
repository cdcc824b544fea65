/**
 * A provider's socket that tells of each frame it sends that the server counts. The first byte of a frame is its type,
 * the second, in a sync frame, what that is. See shared/protocol.ts.
 */
import { messageType, syncType } from '../../shared/protocol.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'

/** One change, or all that the page holds: brought (step 2) or only named (compare). */
export type CountedFrame = 'update' | 'all'

/** What a frame is counted as; null where it is not. */
export const countedFrameOf = (frame: Uint8Array): CountedFrame | null => {
  if (frame[0] === messageType.compare) return 'all'
  if (frame[0] !== messageType.sync) return null
  return frame[1] === syncType.step2 ? 'all' : frame[1] === syncType.update ? 'update' : null
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
