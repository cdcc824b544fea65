import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createUnpacking, inflate } from '../../../../client/sync/connection/unpacking.ts'
import { messageType } from '../../../../shared/protocol.ts'

const packedFrame = (update: Uint8Array): Uint8Array => Uint8Array.of(messageType.packed, ...deflateRawSync(update))

const step2Of = (update: Uint8Array): readonly number[] => [messageType.sync, 1, update.length, ...update]

const unpackSoon = async (deflated: Uint8Array): Promise<Uint8Array> => inflateRawSync(deflated)

const createWorld = () => {
  const handedOn: number[][] = []
  const world = { handedOn, failures: 0 }
  const unpacking = createUnpacking(
    (frame) => void handedOn.push([...frame]),
    () => void (world.failures += 1),
    unpackSoon,
  )
  return { ...unpacking, handedOn, failures: () => world.failures }
}

const first = Uint8Array.of(1, 2, 3)
const letter = Uint8Array.of(0, 2, 1, 9)

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('unpacking', () => {
  it('[WIRE21] inflates what the server deflates', async () => {
    const state = new TextEncoder().encode('Every child here grows up loved. '.repeat(2_000))
    expect([...(await inflate(deflateRawSync(state)))]).toEqual([...state])
    await expect(inflate(Uint8Array.of(255, 255, 255))).rejects.toThrow()
  })

  it('[WIRE21] hands a frame on at once where nothing is packed', () => {
    const world = createWorld()
    world.take(letter)
    expect(world.handedOn).toEqual([[...letter]])
  })

  it('[WIRE21] hands on the step 2 first, then what came behind it, in order, though its bytes were used again', async () => {
    const world = createWorld()
    world.take(packedFrame(first))
    const reused = letter.slice()
    world.take(reused)
    reused.fill(0)
    world.take(packedFrame(letter))
    world.take(Uint8Array.of(1, 1, 0))
    expect(world.handedOn).toEqual([])
    await settle()
    expect(world.handedOn).toEqual([step2Of(first), [...letter], step2Of(letter), [1, 1, 0]])
  })

  it('[WIRE21] hands nothing on once it is stopped', async () => {
    const world = createWorld()
    world.take(packedFrame(first))
    world.take(letter)
    world.stop()
    await settle()
    world.take(letter)
    expect([world.handedOn, world.failures()]).toEqual([[], 0])
  })

  it('[WIRE21] fails once, and hands nothing on, where it is no deflated state', async () => {
    const world = createWorld()
    world.take(Uint8Array.of(messageType.packed, 255, 255, 255))
    world.take(letter)
    await settle()
    expect([world.handedOn, world.failures()]).toEqual([[], 1])
  })
})
