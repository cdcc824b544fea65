/**
 * Messages as they stand on a WebSocket: an unmasked binary frame each (RFC 6455, 5.2), all of a list in one piece. What
 * goes to many is made once: the same message, and the same list of messages, give the same bytes again for as long as
 * somebody holds them. A write to a socket is most of what a delivery costs, so there is one for everything at hand.
 */

/** A whole message of binary data in one frame. */
const finalBinary = 0x82

const headOf = (length: number): Buffer => {
  if (length < 126) return Buffer.of(finalBinary, length)
  if (length < 65_536) return Buffer.of(finalBinary, 126, length >> 8, length & 255)
  const head = Buffer.alloc(10)
  head.writeUInt8(finalBinary)
  head.writeUInt8(127, 1)
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

/** What is larger is not copied to be joined, and not kept. */
const maxJoinedBytes = 64 * 1024

const framedMessages = new WeakMap<Uint8Array, Buffer>()
const framedLists = new WeakMap<readonly Uint8Array[], readonly Uint8Array[]>()

const frameMessage = (message: Uint8Array): Buffer => {
  const known = framedMessages.get(message)
  if (known) return known
  const framed = Buffer.concat([headOf(message.length), message])
  framedMessages.set(message, framed)
  return framed
}

const frameList = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  const total = messages.reduce((sum, { length }) => sum + length, 0)
  if (total > maxJoinedBytes) return messages.flatMap((message) => [headOf(message.length), message])
  const framed = messages.map(frameMessage)
  return framed.length > 1 ? [Buffer.concat(framed)] : framed
}

/** All messages, framed, in as few pieces as is worth it. Neither they nor their list may change afterwards. */
export const frameMessages = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  const known = framedLists.get(messages)
  if (known) return known
  const framed = frameList(messages)
  framedLists.set(messages, framed)
  return framed
}
