/**
 * Values inside an update: attributes (lib0's `any` encoding) and marks (JSON). Only what JSON can say is taken; depth
 * is bounded, and names that mean something to JavaScript are refused.
 */
import { malformed, type Reader, readByte, readMany, readText } from './bytes.ts'

export type PlainValue =
  undefined | null | boolean | number | string | readonly PlainValue[] | { readonly [key: string]: PlainValue }

/** Deeper than any value of a field or mark; far from what overflows a stack. */
const maxDepth = 20

/**
 * Every object has these already. An own one named so reaches into prototypes, or makes a value that whoever wants to
 * show it cannot turn into text: that would throw in the middle of a change, on every page.
 */
const forbiddenKeys: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'toJSON',
])

const checkKey = (key: string): string => (forbiddenKeys.has(key) ? malformed('forbidden key') : key)

/** lib0's signed number: six bits and a sign first, then seven bits a byte. */
const readVarInt = (reader: Reader): number => {
  const first = readByte(reader)
  let value = first & 63
  let more = first >= 128
  for (let scale = 64; more; scale *= 128) {
    const byte = readByte(reader)
    value += (byte & 127) * scale
    more = byte >= 128
    if (!Number.isSafeInteger(value)) return malformed('number too long')
  }
  return (first & 64) === 0 ? value : -value
}

const readFloat = (reader: Reader, size: 4 | 8): number => {
  const { buffer, byteOffset, length } = reader.bytes
  if (length - reader.at < size) return malformed('ends too early')
  const view = new DataView(buffer, byteOffset + reader.at, size)
  reader.at += size
  const value = size === 4 ? view.getFloat32(0) : view.getFloat64(0)
  return Number.isFinite(value) ? value : malformed('not a finite number')
}

const readList = (reader: Reader, depth: number): PlainValue[] => readMany(reader, 1, () => readAny(reader, depth))

const readRecord = (reader: Reader, depth: number): PlainValue =>
  Object.fromEntries(readMany(reader, 2, () => [checkKey(readText(reader)), readAny(reader, depth)]))

/** One value in lib0's `any` encoding; big integers and binaries are refused. */
export const readAny = (reader: Reader, depth = 0): PlainValue => {
  if (depth > maxDepth) return malformed('nested too deep')
  const kind = readByte(reader)
  if (kind === 127) return undefined
  if (kind === 126) return null
  if (kind === 125) return readVarInt(reader)
  if (kind === 124) return readFloat(reader, 4)
  if (kind === 123) return readFloat(reader, 8)
  if (kind === 121 || kind === 120) return kind === 120
  if (kind === 119) return readText(reader)
  if (kind === 118) return readRecord(reader, depth + 1)
  if (kind === 117) return readList(reader, depth + 1)
  return malformed('unknown kind of value')
}

const checkPlain = (value: unknown, depth: number): void => {
  if (depth > maxDepth) malformed('nested too deep')
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    checkKey(key)
    checkPlain(inner, depth + 1)
  }
}

/** JSON in text, parsed; what JSON.parse refuses is malformed. */
export const parseJson = (text: string): PlainValue => {
  let value: PlainValue
  try {
    value = JSON.parse(text)
  } catch {
    return malformed('not JSON')
  }
  checkPlain(value, 0)
  return value
}
