/**
 * A room's frames in their order, though a deflated state takes a moment to unpack: what comes after it waits for it, and
 * is handed on behind the step 2 it stands for. See `packed` in shared/protocol.ts.
 */
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { messageType, syncType } from '../../../shared/protocol.ts'

/** Inflates what was deflated (RFC 1951); rejects where it was not. */
export type Inflate = (deflated: Uint8Array) => Promise<Uint8Array>

export const inflate: Inflate = async (deflated) => {
  const bytes = new Blob([new Uint8Array(deflated)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(bytes).arrayBuffer())
}

const step2Of = (update: Uint8Array): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageType.sync)
  writeVarUint(encoder, syncType.step2)
  writeVarUint8Array(encoder, update)
  return toUint8Array(encoder)
}

export interface Unpacking {
  readonly take: (frame: Uint8Array) => void
  /** Nothing is handed on any more. */
  readonly stop: () => void
}

/** `fail`: a state could not be unpacked, and nothing more is handed on. */
export const createUnpacking = (
  handOn: (frame: Uint8Array) => void,
  fail: () => void,
  unpack: Inflate = inflate,
): Unpacking => {
  /** What came while a state is unpacked; null while none is. */
  let waiting: Uint8Array[] | null = null
  let isStopped = false

  const goOn = (update: Uint8Array): void => {
    if (isStopped) return
    const frames = waiting ?? []
    waiting = null
    try {
      handOn(step2Of(update))
    } finally {
      for (const frame of frames) take(frame)
    }
  }
  const giveUp = (): void => {
    if (!isStopped) fail()
    isStopped = true
  }
  const take = (frame: Uint8Array): void => {
    if (isStopped) return
    // A copy: the frame's bytes belong to the connection.
    if (waiting !== null) return void waiting.push(frame.slice())
    if (frame[0] !== messageType.packed) return handOn(frame)
    waiting = []
    unpack(frame.subarray(1)).then(goOn, giveUp)
  }

  return { take, stop: () => void (isStopped = true) }
}
