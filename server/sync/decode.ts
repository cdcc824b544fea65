/**
 * An update of Yjs (version 1 of the encoding), decoded strictly and judged by form alone:
 *
 *   update  = count block* deletes
 *   block   = count client clock struct+           new text of one client; its clocks follow on without gaps
 *   struct  = info [origin] [rightOrigin] [parent [key]] content | gc length | skip length
 *   deletes = count (client count (clock length)+)*    sorted, apart from each other
 *
 * What the editor never makes is refused here: empty blocks, structs and ranges, a client twice, sub-documents,
 * embedded objects, binaries, shared types other than elements and text. Whether an update fits the room is `guard.ts`.
 */
import type { Result } from '../../shared/result.ts'
import { malformed, type Reader, readByte, readCount, readMany, readStrictly, readText, readVarUint } from './bytes.ts'
import { parseJson, type PlainValue, readAny } from './values.ts'

/** Names a character, mark, element or attribute for ever: who made it, and how manieth it was of theirs. */
export interface StructId {
  readonly client: number
  readonly clock: number
}

export type StructContent =
  /** Deleted before it was sent: only its length is left. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'characters' }
  | { readonly kind: 'mark'; readonly name: string; readonly value: PlainValue }
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'values'; readonly values: readonly PlainValue[] }

export interface Struct {
  readonly id: StructId
  readonly length: number
  readonly origin: StructId | null
  readonly rightOrigin: StructId | null
  /** Given only where there is no neighbour to tell it. */
  readonly parent: StructId | { readonly root: string } | null
  readonly key: string | null
  readonly content: StructContent
  readonly isGc: boolean
}

export interface Block {
  readonly client: number
  readonly structs: readonly Struct[]
}

export interface DeleteRange extends StructId {
  readonly length: number
}

export interface Update {
  readonly blocks: readonly Block[]
  readonly deletes: readonly DeleteRange[]
}

/** Longest run one struct may claim; a person does not type this much in years. */
const maxLength = 2 ** 24
const maxClock = 2 ** 31

/**
 * What one update may make of its bytes: a struct can be claimed in two, and takes a hundred times that in memory. Real
 * typing comes to 28 bytes a struct, of 24 keystrokes; the densest there is, correcting every second letter, to 18. So
 * this is 5,600,000 keystrokes, or 3.6 MB of nothing but corrections.
 */
const maxStructs = 200_000

/** A range is small, and who comes back names all there are: those of a full section that is mostly corrections. */
const maxRanges = 500_000
const maxClient = 2 ** 32

/** Takes from what is left, and ends the reading where that is not enough. */
type Allowance = (count: number) => void

const createAllowance = (most: number, what: string): Allowance => {
  let left = most
  return (count) => {
    left -= count
    if (left < 0) malformed(what)
  }
}

const readClient = (reader: Reader): number => {
  const client = readVarUint(reader)
  return client < maxClient ? client : malformed('client id too large')
}

const readClock = (reader: Reader): number => {
  const clock = readVarUint(reader)
  return clock < maxClock ? clock : malformed('clock too large')
}

const readLength = (reader: Reader): number => {
  const length = readVarUint(reader)
  return length > 0 && length <= maxLength ? length : malformed('empty or endless')
}

const readId = (reader: Reader): StructId => ({ client: readClient(reader), clock: readClock(reader) })

const readParent = (reader: Reader): StructId | { root: string } => {
  const isRoot = readVarUint(reader)
  if (isRoot > 1) return malformed('unclear parent')
  return isRoot === 1 ? { root: readText(reader) } : readId(reader)
}

const readType = (reader: Reader): StructContent => {
  const type = readVarUint(reader)
  if (type === 3) return { kind: 'element', name: readText(reader) }
  return type === 6 ? { kind: 'text' } : malformed('shared type that is not of the editor')
}

const readCharacters = (reader: Reader): [StructContent, number] => {
  const { length } = readText(reader)
  return length > 0 && length <= maxLength ? [{ kind: 'characters' }, length] : malformed('no characters')
}

const readValues = (reader: Reader): [StructContent, number] => {
  const values = readMany(reader, 1, readAny)
  return values.length > 0 ? [{ kind: 'values', values }, values.length] : malformed('no values')
}

/** The low five bits of a struct's info byte. */
const readContent = (reader: Reader, kind: number): [StructContent, number] => {
  switch (kind) {
    case 1:
      return [{ kind: 'gone' }, readLength(reader)]
    case 4:
      return readCharacters(reader)
    case 6:
      return [{ kind: 'mark', name: readText(reader), value: parseJson(readText(reader)) }, 1]
    case 7:
      return [readType(reader), 1]
    case 8:
      return readValues(reader)
    default:
      return malformed('content that is not of the editor')
  }
}

const hasOrigin = 128
const hasRightOrigin = 64
const hasKey = 32

const readItem = (reader: Reader, id: StructId, info: number): Struct => {
  const origin = info & hasOrigin ? readId(reader) : null
  const rightOrigin = info & hasRightOrigin ? readId(reader) : null
  const isFirst = origin === null && rightOrigin === null
  const parent = isFirst ? readParent(reader) : null
  const key = isFirst && info & hasKey ? readText(reader) : null
  const [content, length] = readContent(reader, info & 31)
  return { id, length, origin, rightOrigin, parent, key, content, isGc: false }
}

const readStruct = (reader: Reader, id: StructId): Struct => {
  const info = readByte(reader)
  if (info !== 0) return readItem(reader, id, info)
  const nowhere = { origin: null, rightOrigin: null, parent: null, key: null }
  return { id, length: readLength(reader), ...nowhere, content: { kind: 'gone' }, isGc: true }
}

const readBlock = (reader: Reader, allow: Allowance): Block => {
  const count = readCount(reader, 2)
  allow(count)
  const client = readClient(reader)
  let clock = readClock(reader)
  const structs: Struct[] = []
  for (let read = 0; read < count; read += 1) {
    const struct = readStruct(reader, { client, clock })
    clock += struct.length
    structs.push(struct)
  }
  return structs.length > 0 && clock < maxClock ? { client, structs } : malformed('empty or endless block')
}

const readRanges = (reader: Reader, allow: Allowance): DeleteRange[] => {
  const client = readClient(reader)
  const count = readCount(reader, 2)
  allow(count)
  let end = -1
  const ranges: DeleteRange[] = []
  for (let read = 0; read < count; read += 1) {
    const range = { client, clock: readClock(reader), length: readVarUint(reader) }
    if (range.clock < end || range.length === 0 || range.length > maxClock) malformed('unordered deletes')
    end = range.clock + range.length
    ranges.push(range)
  }
  return count > 0 ? ranges : malformed('empty deletes')
}

const isDistinct = (clients: readonly number[]): boolean =>
  clients.length < 2 || new Set(clients).size === clients.length

const readUpdate = (reader: Reader): Update => {
  const allowStructs = createAllowance(maxStructs, 'too many structs')
  const allowRanges = createAllowance(maxRanges, 'too many deletes')
  const blocks = readMany(reader, 4, () => readBlock(reader, allowStructs))
  const ranges = readMany(reader, 4, () => readRanges(reader, allowRanges))
  const twice =
    !isDistinct(blocks.map(({ client }) => client)) || !isDistinct(ranges.map(([first]) => first?.client ?? 0))
  return twice ? malformed('a client twice') : { blocks, deletes: ranges.flat() }
}

/** The error says what was malformed, for the log. */
export const decodeUpdate = (bytes: Uint8Array): Result<Update, string> => readStrictly(bytes, readUpdate)
