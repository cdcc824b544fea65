/**
 * Messages as they stand on a WebSocket: an unmasked binary frame each (RFC 6455, 5.2), all of a list in one piece. What
 * goes to many is made once: the same message, and the same list of messages, give the same bytes again for as long as
 * somebody holds them. A write to a socket is most of what a delivery costs, so there is one for everything at hand.
 */

/** A whole message of binary data in one frame. */
const finalBinary = 0x82

const headBytes = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** Gives back where the message itself begins. */
const writeHead = (into: Buffer, at: number, length: number): number => {
  into[at] = finalBinary
  if (length < 126) {
    into[at + 1] = length
    return at + 2
  }
  into[at + 1] = length < 65_536 ? 126 : 127
  return length < 65_536 ? into.writeUInt16BE(length, at + 2) : into.writeBigUInt64BE(BigInt(length), at + 2)
}

/** What is larger is not copied to be joined. */
const maxJoinedBytes = 64 * 1024

const headOf = ({ length }: Uint8Array): Buffer => {
  const head = Buffer.allocUnsafe(headBytes(length))
  writeHead(head, 0, length)
  return head
}

const join = (messages: readonly Uint8Array[], bytes: number): Buffer => {
  const joined = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const message of messages) {
    at = writeHead(joined, at, message.length)
    joined.set(message, at)
    at += message.length
  }
  return joined
}

const frame = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  let bytes = 0
  for (const { length } of messages) bytes += headBytes(length) + length
  if (bytes > maxJoinedBytes) return messages.flatMap((message) => [headOf(message), message])
  return messages.length === 0 ? [] : [join(messages, bytes)]
}

const framed = new WeakMap<Uint8Array | readonly Uint8Array[], readonly Uint8Array[]>()

/** All messages, framed, in as few pieces as is worth it. Neither they nor their list may change afterwards. */
export const frameMessages = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  const key = messages.length === 1 && messages[0] ? messages[0] : messages
  const known = framed.get(key)
  if (known) return known
  const pieces = frame(messages)
  framed.set(key, pieces)
  return pieces
}
