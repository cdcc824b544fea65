/**
 * A provider's socket that tells of each frame with changes it sends. The first byte of a frame is its type (0 is
 * sync), the second the kind of sync message: 1 step 2, 2 update. See shared/protocol.ts.
 */
import { messageType } from '../../shared/protocol.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'

export type ChangeFrame = 'step2' | 'update'

/** What a frame carries; null when it carries no changes. */
export const changeFrameOf = (frame: Uint8Array): ChangeFrame | null => {
  if (frame[0] !== messageType.sync) return null
  return frame[1] === 1 ? 'step2' : frame[1] === 2 ? 'update' : null
}

/** A socket class for one provider; `onSend` hears of each change frame before it leaves. */
export const countingSocket = (Socket: ProviderSocketClass, onSend: (kind: ChangeFrame) => void): ProviderSocketClass =>
  class extends Socket {
    override send(frame: Uint8Array): void {
      const kind = changeFrameOf(frame)
      if (kind !== null) onSend(kind)
      super.send(frame)
    }
  }
