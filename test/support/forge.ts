/**
 * What somebody might send who writes their own client: real updates with bytes changed, cut, doubled or spliced; updates
 * well-formed but made up, under any client id and over any place; those known to do harm where they are believed; noise.
 * And frames that carry them, or are no frames at all.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { compareFrame } from '../../client/sync/comparing-socket.ts'
import { messageType } from '../../shared/protocol.ts'
import { holdingOf } from '../../shared/state-digest.ts'
import { presenceFrame, step1Frame, step2Frame, updateFrame } from '../../server/sync/wire.ts'
import { editRandomly } from './random-edits.ts'
import type { Random } from './random.ts'

/** The people's client ids: the template's, an honest writer's, the forger's own. */
export const templates = 1
export const adas = 7001
export const bens = 7002

export interface ForgedRoom {
  readonly doc: Y.Doc
  /** Updates anyone can have seen. */
  readonly seen: readonly Uint8Array[]
}

type Write = (encoder: encoding.Encoder, random: Random, room: ForgedRoom) => void

const stateIn = ({ doc }: ForgedRoom, client: number): number => Y.getState(doc.store, client)

const writeNumbers = (encoder: encoding.Encoder, ...numbers: readonly number[]): void =>
  numbers.forEach((number) => encoding.writeVarUint(encoder, number))

/** The update an editor under this client id would send next. */
export const realUpdate = (random: Random, { doc: from }: Pick<ForgedRoom, 'doc'>, client: number): Uint8Array => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  doc.clientID = client
  const before = Y.encodeStateVector(doc)
  for (let edits = random.int(3); edits >= 0; edits -= 1) editRandomly(random, doc.getXmlFragment('content'))
  return Y.encodeStateAsUpdate(doc, before)
}

const noise = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => random.int(256))

export const changeBytes = (random: Random, bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  for (let count = random.int(3); count >= 0; count -= 1) {
    const at = random.int(Math.max(1, changed.length))
    changed[at] = random.chance(0.5) ? random.int(256) : (changed[at] ?? 0) ^ (1 << random.int(8))
  }
  return changed
}

const splice = (random: Random, one: Uint8Array, other: Uint8Array): Uint8Array =>
  Buffer.concat([one.subarray(0, random.int(one.length + 1)), other.subarray(random.int(other.length + 1))])

/** Near what exists, so that it may hit. */
const writeNearbyId: Write = (encoder, random, room) => {
  const client = random.pick([templates, adas, bens, bens, bens, 9, 2 ** 31])
  writeNumbers(encoder, client, random.int(stateIn(room, client) + 3))
}

const writeInventedContent = (encoder: encoding.Encoder, random: Random, kind: number): void => {
  if (kind === 1) writeNumbers(encoder, 1 + random.int(3))
  if (kind === 4) encoding.writeVarString(encoder, 'forged')
  if (kind === 6) ['bold', random.pick(['{}', 'null'])].forEach((part) => encoding.writeVarString(encoder, part))
  if (kind === 7) writeNumbers(encoder, 6)
  if (kind === 8) {
    writeNumbers(encoder, 1)
    encoding.writeAny(encoder, 'v')
  }
}

/** `neighbours`: the bits that say left, right or both are given; without, a parent. */
const writeInventedStruct: Write = (encoder, random, room) => {
  const kind = random.pick([1, 4, 4, 6, 7, 8])
  const neighbours = random.pick([0, 64, 128, 128, 192])
  encoding.writeUint8(encoder, kind + neighbours + random.pick([0, 0, 32]))
  if (neighbours & 128) writeNearbyId(encoder, random, room)
  if (neighbours & 64) writeNearbyId(encoder, random, room)
  if (neighbours === 0) {
    writeNumbers(encoder, 0)
    writeNearbyId(encoder, random, room)
  }
  writeInventedContent(encoder, random, kind)
}

/** Well-formed, with every number made up near what exists: crossed parents, gaps, deletes of what is to come. */
const invented: Write = (encoder, random, room) => {
  const client = random.pick([adas, bens, bens, bens])
  const structs = 1 + random.int(3)
  const back = random.chance(0.2) ? random.int(4) : 0
  writeNumbers(encoder, 1, structs, client, Math.max(0, stateIn(room, client) - back))
  for (let struct = 0; struct < structs; struct += 1) writeInventedStruct(encoder, random, room)
  writeNumbers(encoder, 1)
  writeNumbers(encoder, random.pick([templates, adas, bens, 9, 2 ** 31]), 1, random.int(20), 1 + random.int(4))
}

/** One new struct of `client` at its next clock, and no deletes; `write` gives everything after the clock. */
const one =
  (write: Write, clientOf = (): number => bens): Write =>
  (encoder, random, room) => {
    const client = clientOf()
    writeNumbers(encoder, 1, 1, client, stateIn(room, client))
    write(encoder, random, room)
    writeNumbers(encoder, 0)
  }

const inRoot =
  (name: string, kind: number, content: (encoder: encoding.Encoder) => void): Write =>
  (encoder) => {
    encoding.writeUint8(encoder, kind)
    writeNumbers(encoder, 1)
    encoding.writeVarString(encoder, name)
    content(encoder)
  }

const nested =
  (depth: number): Write =>
  (encoder) => {
    encoding.writeUint8(encoder, 8)
    writeNumbers(encoder, 1)
    encoding.writeVarString(encoder, 'content')
    writeNumbers(encoder, 1)
    for (let level = 0; level < depth; level += 1) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1))
    encoding.writeUint8(encoder, 126)
  }

/** What is known to harm who believes it. */
const harmful: readonly Write[] = [
  // Nothing of no length: taken by some, and never read again.
  (encoder, _, room) => writeNumbers(encoder, 1, 1, bens, stateIn(room, bens), 0, 0, 0),
  one((encoder) => writeNumbers(encoder, 0, 0)),
  one((encoder) => writeNumbers(encoder, 1, 0)),
  one((encoder) => encoding.writeUint8Array(encoder, Uint8Array.of(132, 1, 0, 0))),
  // Far more than there is: structs, clients, ranges, characters.
  (encoder) => writeNumbers(encoder, 30_000_000, 1, bens),
  (encoder) => writeNumbers(encoder, 1, 30_000_000, bens, 0),
  (encoder) => writeNumbers(encoder, 0, 1, bens, 2 ** 31 - 1),
  one((encoder) => writeNumbers(encoder, 0, 2 ** 40)),
  one((encoder) => writeNumbers(encoder, 10, 2 ** 24)),
  // Clocks far away: of nobody, of the forger, of others; and deletes of what others have yet to write.
  (encoder, random) => writeNumbers(encoder, 1, 1, bens, random.pick([2 ** 31 - 2, 2 ** 52, 1_000]), 0, 1, 0),
  (encoder, random) => writeNumbers(encoder, 0, 1, random.pick([adas, bens, 5]), 1, 2 ** 30, random.pick([1, 2 ** 30])),
  (encoder, _, room) => writeNumbers(encoder, 0, 1, adas, 1, stateIn(room, adas), 50),
  // Under other names: another's, the template's.
  one(
    inRoot('content', 7, (encoder) => [writeNumbers(encoder, 3), encoding.writeVarString(encoder, 'paragraph')]),
    () => adas,
  ),
  one(
    (encoder) => writeNumbers(encoder, 0, 1),
    () => adas,
  ),
  one(
    inRoot('content', 7, (encoder) => [writeNumbers(encoder, 3), encoding.writeVarString(encoder, 'paragraph')]),
    () => templates,
  ),
  // Not of the editor: other roots, sub-documents, embeds, binaries, arrays, maps, deep values, reached prototypes.
  one(inRoot('elsewhere', 4, (encoder) => encoding.writeVarString(encoder, 'x'))),
  one(inRoot('', 7, (encoder) => writeNumbers(encoder, 6))),
  one(inRoot('content', 9, (encoder) => [encoding.writeVarString(encoder, 'sub'), encoding.writeAny(encoder, {})])),
  one(inRoot('content', 5, (encoder) => encoding.writeVarString(encoder, '{}'))),
  one(inRoot('content', 3, (encoder) => encoding.writeVarUint8Array(encoder, new Uint8Array(9)))),
  one(inRoot('content', 7, (encoder) => writeNumbers(encoder, 0))),
  one(inRoot('content', 7, (encoder) => writeNumbers(encoder, 1))),
  one(inRoot('content', 7, (encoder) => [writeNumbers(encoder, 3), encoding.writeVarString(encoder, 'script')])),
  one(nested(20_000)),
  one(inRoot('content', 8, (encoder) => [writeNumbers(encoder, 1), encoding.writeAny(encoder, { ['__proto__']: 1 })])),
  // The same client twice, and a gap that is declared.
  (encoder, _, room) => {
    const at = stateIn(room, bens)
    writeNumbers(encoder, 2, 1, bens, at, 0, 1, 1, bens, at + 1, 0, 1, 0)
  },
  (encoder, _, room) => writeNumbers(encoder, 1, 2, bens, stateIn(room, bens), 10, 3, 0, 1, 0),
]

export const forgeUpdate = (random: Random, room: ForgedRoom): Uint8Array => {
  const kind = random.int(8)
  if (kind === 5) return noise(random, random.int(40))
  if (kind === 6) return encoding.encode((encoder) => invented(encoder, random, room))
  if (kind === 7) return encoding.encode((encoder) => random.pick(harmful)(encoder, random, room))
  const real = realUpdate(random, room, random.pick([bens, bens, adas]))
  if (kind === 0) return real
  if (kind === 1) return changeBytes(random, real)
  if (kind === 2) return real.subarray(0, random.int(real.length))
  return kind === 3 ? splice(random, real, random.pick(room.seen)) : random.pick(room.seen)
}

const forgePresence = (random: Random): Uint8Array => {
  const json = random.pick(['null', '{}', '{"user":{"name":"Ada"}}', '[]', '7', '{', `{"x":"${'y'.repeat(3_000)}"}`])
  const clock = random.pick([0, 1, 2 ** 31, 2 ** 52])
  const state = { clientId: random.pick([templates, adas, bens, random.int(2 ** 31)]), clock, json }
  return presenceFrame(Array.from({ length: random.int(4) }, () => state))
}

/** Claims to hold what it does not, or in part what it does. */
const forgeQuestion = (random: Random, { doc }: ForgedRoom): Uint8Array => {
  const { stateVector, digest } = holdingOf(doc)
  const asked = random.chance(0.5) ? stateVector : noise(random, random.int(12))
  if (random.chance(0.5)) return step1Frame(asked)
  return compareFrame({
    stateVector: asked,
    digest: random.chance(0.5) ? digest : noise(random, random.pick([31, 32])),
  })
}

/** A frame from what was said before (`earlier`), again and out of order, or a new one, whole or not. */
export const forgeFrame = (random: Random, room: ForgedRoom, earlier: readonly Uint8Array[]): Uint8Array => {
  const kind = random.int(20)
  if (kind === 0) return noise(random, random.int(30))
  if (kind === 1) return Uint8Array.of(random.pick([messageType.auth, 4, 100, 127]), random.int(256))
  if (kind === 2) return forgePresence(random)
  if (kind === 3) return forgeQuestion(random, room)
  if (kind < 7 && earlier.length > 0) return random.pick(earlier)
  const frame = random.pick([updateFrame, updateFrame, step2Frame])(forgeUpdate(random, room))
  if (kind < 9) return changeBytes(random, frame)
  return kind === 9 ? frame.subarray(0, random.int(frame.length)) : frame
}
