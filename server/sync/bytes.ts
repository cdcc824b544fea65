/**
 * Reads lib0's encoding strictly. Everything that decides about a frame is read here, so that what is judged and what
 * Yjs later decodes can not differ: numbers in their one shortest form, text in valid UTF-8, claims never larger than
 * the bytes at hand, nothing left over. `readStrictly` is the only way in; it turns every fault into a Result.
 */
import { err, ok, type Result } from '../../shared/result.ts'

export interface Reader {
  readonly bytes: Uint8Array
  at: number
}

class Malformed extends Error {}

/** Ends the reading: the bytes are not what they must be. */
export const malformed = (what: string): never => {
  throw new Malformed(what)
}

/** Runs `read` over all of `bytes`; the error says what was wrong with them, for the log. */
export const readStrictly = <T>(bytes: Uint8Array, read: (reader: Reader) => T): Result<T, string> => {
  const reader: Reader = { bytes, at: 0 }
  try {
    const value = read(reader)
    return reader.at === bytes.length ? ok(value) : err('bytes left over')
  } catch (fault) {
    if (fault instanceof Malformed) return err(fault.message)
    throw fault
  }
}

export const readByte = (reader: Reader): number => {
  const byte = reader.bytes[reader.at]
  if (byte === undefined) return malformed('ends too early')
  reader.at += 1
  return byte
}

/** A whole number up to 2^53 - 1: seven bits a byte, lowest first, the high bit saying that more follow. */
export const readVarUint = (reader: Reader): number => {
  let value = 0
  for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
    const byte = readByte(reader)
    value += (byte & 127) * scale
    if (byte < 128) return (byte === 0 && scale > 1) || !Number.isSafeInteger(value) ? malformed('bad number') : value
  }
  return malformed('number too long')
}

/** How many things follow; each takes at least `minBytes`, so a claim beyond the bytes at hand is refused unread. */
export const readCount = (reader: Reader, minBytes: number): number => {
  const count = readVarUint(reader)
  return count * minBytes > reader.bytes.length - reader.at ? malformed('claims more than it holds') : count
}

/** A count, and as many things; each takes at least `minBytes`. */
export const readMany = <T>(reader: Reader, minBytes: number, read: (reader: Reader) => T): T[] => {
  const all: T[] = []
  for (let left = readCount(reader, minBytes); left > 0; left -= 1) all.push(read(reader))
  return all
}

/** A view, not a copy. */
export const readBytes = (reader: Reader): Uint8Array => {
  const length = readCount(reader, 1)
  reader.at += length
  return reader.bytes.subarray(reader.at - length, reader.at)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const readText = (reader: Reader): string => {
  const bytes = readBytes(reader)
  try {
    return utf8.decode(bytes)
  } catch (fault) {
    return fault instanceof TypeError ? malformed('not UTF-8') : malformed('unreadable text')
  }
}

/** The bytes from here on, unread. */
export const readRest = (reader: Reader): Uint8Array => {
  const rest = reader.bytes.subarray(reader.at)
  reader.at = reader.bytes.length
  return rest
}
