/**
 * Words written into one gap by people who did not see each other's. What Yjs walks over to put them in order is counted
 * by the test as Yjs takes its steps, and told by the guard before; one writer alone never makes it walk at all.
 */
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createCrowds } from '../../../server/sync/crowds.ts'
import { decodeUpdate, type Struct, type StructId } from '../../../server/sync/decode.ts'
import { countCrowding } from '../../../server/sync/crowding.ts'
import { judgeUpdate } from '../../../server/sync/guard.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { updateFrame } from '../../../server/sync/wire.ts'
import { closeCode } from '../../../shared/protocol.ts'
import { editRandomly } from '../../support/random-edits.ts'
import { createRandom, fuzzRuns, type Random } from '../../support/random.ts'
import { createWorld, firstState } from '../../support/sync-world.ts'

const createDoc = (updates: readonly Uint8Array[] = [firstState()]): Y.Doc => {
  const doc = new Y.Doc()
  doc.getXmlFragment('content')
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const judge = (doc: Y.Doc, bytes: Uint8Array) => judgeUpdate({ doc, authors: new Map() }, 'Mal', bytes)

interface Invented {
  readonly origin: StructId | null
  readonly rightOrigin: StructId | null
}

const writeNumbers = (encoder: encoding.Encoder, ...numbers: readonly number[]): void =>
  numbers.forEach((number) => encoding.writeVarUint(encoder, number))

/** One character after and before what it says, or in the template's text. */
const writeCharacter = (encoder: encoding.Encoder, { origin, rightOrigin }: Invented): void => {
  encoding.writeUint8(encoder, 4 + (origin ? 128 : 0) + (rightOrigin ? 64 : 0))
  for (const id of [origin, rightOrigin]) if (id) writeNumbers(encoder, id.client, id.clock)
  if (!origin && !rightOrigin) writeNumbers(encoder, 0, 1, 1)
  encoding.writeVarString(encoder, 'x')
}

type StartOf = (client: number) => number

const updateOf = (blocks: ReadonlyMap<number, readonly Invented[]>, startOf: StartOf = () => 0): Uint8Array =>
  encoding.encode((encoder) => {
    writeNumbers(encoder, blocks.size)
    for (const [client, structs] of blocks) {
      writeNumbers(encoder, structs.length, client, startOf(client))
      for (const struct of structs) writeCharacter(encoder, struct)
    }
    writeNumbers(encoder, 0)
  })

const nowhere: Invented = { origin: null, rightOrigin: null }

const alike = (count: number, first: Invented = nowhere): Invented[] => [
  first,
  ...Array.from({ length: count - 1 }, () => nowhere),
]

describe('many words in one gap', () => {
  it('[ROOM73] that hours of walking would put in order are refused before Yjs sees them', () => {
    const after = { ...nowhere, origin: { client: 100, clock: 9_999 } }
    const blocks = new Map([
      [200, alike(10_000, after)],
      [100, alike(10_000)],
    ])
    expect(judge(createDoc(), updateOf(blocks))).toEqual({ type: 'refuse', reason: 'crowded' })
  })

  it('[ROOM73] are refused, too, where the room has the one half and is sent the other', () => {
    const half = updateOf(new Map([[100, alike(1_500)]]))
    const doc = createDoc()
    expect(judge(doc, half).type).toBe('accept')
    Y.applyUpdate(doc, half)
    expect(judge(doc, updateOf(new Map([[200, alike(1_500)]])))).toEqual({ type: 'refuse', reason: 'crowded' })
  })

  it('[ROOM36] attributes come after the one they replace, never before', () => {
    const doc = createDoc()
    const heading = new Y.XmlElement('heading')
    heading.setAttribute('level', '2')
    doc.clientID = 7001
    doc.getXmlFragment('content').insert(0, [heading])
    const bytes = encoding.encode((encoder) => {
      writeNumbers(encoder, 1, 1, 7002, 0)
      encoding.writeUint8(encoder, 8 + 64)
      writeNumbers(encoder, 7001, 1, 1)
      encoding.writeAny(encoder, '3')
      writeNumbers(encoder, 0)
    })
    expect(judge(doc, bytes)).toEqual({ type: 'refuse', reason: 'not-allowed' })
  })
})

const apart = (doc: Y.Doc, client: number): Y.Doc => {
  const copy = createDoc([Y.encodeStateAsUpdate(doc)])
  copy.clientID = client
  return copy
}

const typeApart = (doc: Y.Doc, edit: (text: Y.XmlText, at: number) => void, count: number): void =>
  doc.transact(() => {
    const paragraph = doc.getXmlFragment('content').get(0) as Y.XmlElement
    for (let at = 0; at < count; at += 1) edit(paragraph.get(0) as Y.XmlText, at)
  })

describe('people who meet in one gap', () => {
  it.each<[string, number, (text: Y.XmlText, at: number) => void]>([
    [
      'corrected',
      1_500,
      (text, at) => {
        text.insert(at, 'ab')
        text.delete(at + 1, 1)
      },
    ],
    ['put words before their last', 500, (text) => text.insert(0, 'x')],
    ['marked every word', 1_000, (text, at) => text.format(at, 1, at % 2 ? { bold: {} } : { italic: {} })],
  ])('[ROOM70] are taken, having %s there %i times each, three of them without a connection', (_, count, edit) => {
    const doc = createDoc()
    typeApart(doc, (text) => text.insert(0, 'some word '), 300)
    const people = [7001, 7002, 7003].map((client) => apart(doc, client))
    for (const person of people) typeApart(person, edit, count)
    for (const person of people) {
      const bytes = Y.encodeStateAsUpdate(person, Y.encodeStateVector(doc))
      expect(judge(doc, bytes).type).toBe('accept')
      Y.applyUpdate(doc, bytes)
    }
  })
})

/** Steps of Yjs's walk for an item, counted as it would take them. */
const stepsOf = (item: Y.Item, store: Y.Doc['store']): number => {
  const { left, right, parent, parentSub } = item
  if (!(parent instanceof Y.AbstractType)) return 0
  let next: Y.Item | null = left ? left.right : parent._start
  if (!left && parentSub !== null) {
    next = parent._map.get(parentSub) ?? null
    while (next?.left) next = next.left
  }
  const seen = new Set<Y.Item>()
  const rivals = new Set<Y.Item>()
  const isId = (one: StructId | null, other: StructId | null): boolean => Y.compareIDs(one as Y.ID, other as Y.ID)
  for (; next !== null && next !== right; next = next.right) {
    seen.add(next)
    rivals.add(next)
    if (isId(item.origin, next.origin)) {
      if (next.id.client < item.id.client) rivals.clear()
      else if (isId(item.rightOrigin, next.rightOrigin)) break
    } else if (next.origin && seen.has(Y.getItem(store, next.origin as Y.ID))) {
      if (!rivals.has(Y.getItem(store, next.origin as Y.ID))) rivals.clear()
    } else break
  }
  return seen.size
}

/** Applies an update, and tells how far Yjs walked for it. A first step that leads nowhere is free. */
const walked = (doc: Y.Doc, bytes: Uint8Array): number => {
  const { integrate } = Y.Item.prototype
  let steps = 0
  Y.Item.prototype.integrate = function (transaction, offset) {
    steps += Math.max(0, stepsOf(this, doc.store) - 1)
    return integrate.call(this, transaction, offset)
  }
  try {
    Y.applyUpdate(doc, bytes)
  } finally {
    Y.Item.prototype.integrate = integrate
  }
  return steps
}

/** As the rehearsal counts, for structs of one text in an order in which all they refer to is there. */
const counted = (doc: Y.Doc, structs: readonly Struct[]): number => {
  const placed: Struct[] = []
  const find = ({ client, clock }: StructId): Struct | undefined =>
    placed.find(({ id, length }) => id.client === client && id.clock <= clock && clock < id.clock + length)
  const crowds = createCrowds(doc, find)
  const paragraph = doc.getXmlFragment('content').get(0) as Y.XmlElement
  for (const struct of structs) {
    crowds.note(struct, paragraph.get(0), null)
    placed.push(struct)
  }
  return crowds.count(Infinity)
}

/** Structs anyone could make up, in the order in which they were: each after and before what stood there. */
const invent = (random: Random, doc: Y.Doc): readonly (Invented & { client: number })[] => {
  const copy = apart(doc, 1)
  const invented: (Invented & { client: number })[] = []
  const clocks = new Map<number, number>()
  const paragraph = copy.getXmlFragment('content').get(0) as Y.XmlElement
  const idsIn = (): StructId[] => {
    const ids: StructId[] = []
    for (let item = (paragraph.get(0) as Y.XmlText)._start; item !== null; item = item.right)
      for (let at = 0; at < item.length; at += 1) ids.push({ client: item.id.client, clock: item.id.clock + at })
    return ids
  }
  for (let left = 4 + random.int(25); left > 0; left -= 1) {
    const client = random.pick([100, 200, 300])
    const ids = idsIn()
    const at = random.chance(0.4) ? 0 : random.int(ids.length + 1)
    const end = random.chance(0.3) ? ids.length : random.chance(0.5) ? at : at + random.int(ids.length - at + 1)
    const struct = { client, origin: ids[at - 1] ?? null, rightOrigin: ids[end] ?? null }
    const clock = clocks.get(client) ?? Y.getState(doc.store, client)
    Y.applyUpdate(
      copy,
      updateOf(new Map([[client, [struct]]]), () => clock),
    )
    clocks.set(client, clock + 1)
    invented.push(struct)
  }
  return invented
}

const mals = Array.from({ length: 40 }, (_, at) => 900 - at)

describe('a room that is crowded little by little', () => {
  it('[ROOM74] is full before it takes long to read, after a restart too, and still lets words be deleted', async () => {
    const world = await createWorld()
    const ada = await world.open('Ada')
    ada.drop()
    const besiege = async (clients: readonly number[]): Promise<readonly number[]> => {
      const mal = await world.open('Mal')
      await world.settle()
      // Each costs Yjs nothing as it comes: who has the lower id finds its place at once.
      for (const client of clients) {
        mal.sendRaw(updateFrame(updateOf(new Map([[client, alike(300)]]))))
        await world.settle()
      }
      mal.drop()
      return mal.closes
    }
    expect(await besiege(mals)).toEqual([closeCode.tooLarge])
    await world.pass(defaultLimits.idleMs)
    await world.settle()
    expect(await besiege([800])).toEqual([closeCode.tooLarge])
    await world.reopen(ada)
    await world.settle()
    ada.erase(0, 20)
    await world.settle()
    expect([ada.closes, ada.saved]).toEqual([[], ada.sent])
  })
})

describe('what is counted before', () => {
  it('[ROOM73] is never less than what Yjs walks, whatever is made up', () => {
    let total = 0
    for (let seed = 1; seed <= fuzzRuns(400); seed += 1) {
      const random = createRandom(seed)
      const log = [firstState()]
      const doc = createDoc(log)
      for (let update = random.int(4); update >= 0; update -= 1) {
        const invented = invent(random, doc)
        const blocks = new Map<number, Invented[]>()
        for (const struct of invented) blocks.set(struct.client, [...(blocks.get(struct.client) ?? []), struct])
        const bytes = updateOf(blocks, (client) => Y.getState(doc.store, client))
        const decoded = decodeUpdate(bytes)
        if (!decoded.ok) throw new Error(decoded.error)
        const left = new Map(decoded.value.blocks.map(({ client, structs }) => [client, [...structs]]))
        const inOrder = invented.flatMap(({ client }) => left.get(client)?.splice(0, 1) ?? [])
        const most = counted(doc, inOrder)
        const taken = walked(doc, bytes)
        total += taken
        expect([seed, taken <= most]).toEqual([seed, true])
      }
      const { steps } = countCrowding(doc)
      const read = walked(createDoc([]), Y.encodeStateAsUpdate(doc))
      expect([seed, read <= steps, read, steps]).toEqual([seed, true, read, steps])
    }
    expect(total).toBeGreaterThan(1_000)
  })

  it('[ROOM73] is nothing for who writes alone, whatever they write', () => {
    for (let seed = 1; seed <= fuzzRuns(60); seed += 1) {
      const random = createRandom(seed)
      const doc = createDoc()
      const writer = apart(doc, 7001)
      for (let edit = 0; edit < 60; edit += 1) editRandomly(random, writer.getXmlFragment('content'))
      const bytes = Y.encodeStateAsUpdate(writer, Y.encodeStateVector(doc))
      expect([seed, judge(doc, bytes).type, walked(doc, bytes)]).toEqual([seed, 'accept', 0])
      expect([seed, walked(createDoc([]), Y.encodeStateAsUpdate(doc)), countCrowding(doc).steps]).toEqual([seed, 0, 0])
    }
  })
})
