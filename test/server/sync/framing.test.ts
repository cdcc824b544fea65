import { describe, expect, it } from 'vitest'
import * as ws from 'ws'
import { frameMessages } from '../../../server/sync/framing.ts'

// Part of `ws`, left out by its types.
const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { readonly isServer: boolean }) => NodeJS.WritableStream
}

/** What a WebSocket makes of the bytes. */
const read = (pieces: readonly Uint8Array[]): Uint8Array[] => {
  const messages: Uint8Array[] = []
  const receiver = new Receiver({ isServer: false })
  receiver.on('message', (data: Buffer) => messages.push(Uint8Array.from(data)))
  for (const piece of pieces) receiver.write(Buffer.from(piece))
  return messages
}
const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251)

describe('frames on a WebSocket', () => {
  it('[ROOM55] arrive as the messages they were, whatever their length, in one piece unless they are large', () => {
    for (const length of [0, 1, 125, 126, 65_535, 65_536, 300_000]) {
      expect(read(frameMessages([message(length)]))).toEqual([message(length)])
    }
    const many = [message(3), message(200), message(0), message(70)]
    expect(frameMessages(many)).toHaveLength(1)
    expect(read(frameMessages(many))).toEqual(many)
    const withLarge = [message(300_000), message(5)]
    expect(read(frameMessages(withLarge))).toEqual(withLarge)
    expect(frameMessages([])).toEqual([])
  })

  it('[ROOM55] are made once for all who are sent the same', () => {
    const [one, two] = [message(20), message(30)]
    const news = [one, two]
    expect(frameMessages(news)).toBe(frameMessages(news))
    expect(frameMessages([one])[0]).toBe(frameMessages([one])[0])
    expect(read(frameMessages([two, one]))).toEqual([two, one])
  })
})
