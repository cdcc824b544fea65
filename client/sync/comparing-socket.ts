/**
 * A provider's socket that says what this page holds where the provider asks for what it lacks. Who comes back to an
 * unchanged section, as nearly everyone does after a restart, is then sent a few bytes and sends nothing; without it
 * both ends send each other all the deletions the section has ever seen. See `compare` in shared/protocol.ts.
 */
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { messageType, syncType } from '../../shared/protocol.ts'
import type { Holding } from '../../shared/state-digest.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'

const isQuestion = (frame: Uint8Array): boolean => frame[0] === messageType.sync && frame[1] === syncType.step1

export const compareFrame = ({ stateVector, digest }: Holding): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageType.compare)
  writeVarUint8Array(encoder, stateVector)
  writeUint8Array(encoder, digest)
  return toUint8Array(encoder)
}

/** A socket class for one provider; `holding` is asked at each question, and is null while the page holds nothing. */
export const comparingSocket = (Socket: ProviderSocketClass, holding: () => Holding | null): ProviderSocketClass =>
  class extends Socket {
    override send(frame: Uint8Array): void {
      const held = isQuestion(frame) ? holding() : null
      super.send(held ? compareFrame(held) : frame)
    }
  }
