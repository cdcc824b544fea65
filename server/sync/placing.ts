/**
 * Rehearses what Yjs will do with an update, without doing it. Structs are taken in an order in which all they refer to
 * is there already; each is given its home (the element, text or root it lands in), by the rules of Yjs: a struct with
 * neighbours lies where they lie, one without names its parent, and what touches something deleted for good comes to
 * nothing. So an update that passes leaves nothing waiting in the Y.Doc, and its content can be judged by its home.
 *
 * Invariants: no recursion; every struct is visited once; nothing of the Y.Doc is changed.
 */
import * as Y from 'yjs'
import { contentRoot } from '../../shared/plan/layout.ts'
import { type Home, isContentAllowed } from './content.ts'
import { createCrowds, type Crowds, isAlone } from './crowds.ts'
import type { Block, Struct, StructId } from './decode.ts'

/** Where a struct lies: the list or the attribute of one parent. `parent` is compared by identity, never read. */
interface Place {
  readonly parent: object | null
  readonly home: Home
  readonly key: string | null
}

export type Placing = 'fits' | 'malformed' | 'missing' | 'not-allowed' | 'crowded'

type Located = Place | 'missing' | 'malformed'

const gone: Place = { parent: null, home: { kind: 'gone', name: '', depth: 0 }, key: null }
const root: Home = { kind: 'root', name: '', depth: 0 }

type Parent = Y.AbstractType<unknown>

const depthOf = (type: Parent): number => {
  let depth = 0
  for (let around: Parent | null = type; around?._item; depth += 1) around = parentOf(around._item)
  return depth
}

/** Integrated items hold their parent as a type; only items on their way in hold an id. */
const parentOf = (item: Y.Item): Parent | null =>
  item.parent instanceof Y.AbstractType ? (item.parent as Parent) : null

const homeOf = (type: Parent): Home => {
  if (type._item === null) return root
  const depth = depthOf(type)
  return type instanceof Y.XmlElement
    ? { kind: 'element', name: type.nodeName, depth }
    : { kind: 'text', name: '', depth }
}

const placeIn = (type: Parent | null, key: string | null): Place =>
  type === null ? gone : { parent: type, home: homeOf(type), key }

interface Placed {
  readonly struct: Struct
  readonly place: Place
}

const findPlaced = (placed: readonly Placed[], clock: number): Placed | undefined => {
  let low = 0
  let high = placed.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const candidate = placed[middle]
    if (!candidate || candidate.struct.id.clock > clock) high = middle - 1
    else if (candidate.struct.id.clock + candidate.struct.length <= clock) low = middle + 1
    else return candidate
  }
  return undefined
}

/** The rehearsal: knows the room's structs and, as they are placed, those of the update. */
const createRehearsal = (doc: Y.Doc, blocks: readonly Block[]) => {
  const { store } = doc
  const placed = new Map<number, Placed[]>(blocks.map(({ client }) => [client, []]))

  const stateOf = (client: number): number => {
    const last = placed.get(client)?.at(-1)?.struct
    return last ? last.id.clock + last.length : Y.getState(store, client)
  }

  const findOwn = ({ client, clock }: StructId): Placed | undefined =>
    clock < Y.getState(store, client) ? undefined : findPlaced(placed.get(client) ?? [], clock)

  const neighbourPlace = (id: StructId): Located => {
    if (id.clock >= stateOf(id.client)) return 'missing'
    const own = findOwn(id)
    if (own) return own.place
    const item: unknown = Y.getItem(store, id)
    return item instanceof Y.Item ? placeIn(parentOf(item), item.parentSub) : gone
  }

  const insideOwn = ({ struct, place }: Placed, key: string | null): Located => {
    if (place.home.kind === 'gone' || struct.content.kind === 'gone') return gone
    const depth = place.home.depth + 1
    if (struct.content.kind === 'text') return { parent: struct, home: { kind: 'text', name: '', depth }, key }
    if (struct.content.kind !== 'element') return 'malformed'
    return { parent: struct, home: { kind: 'element', name: struct.content.name, depth }, key }
  }

  const insideStored = (id: StructId, key: string | null): Located => {
    const item: unknown = Y.getItem(store, id)
    if (!(item instanceof Y.Item) || item.content instanceof Y.ContentDeleted) return gone
    return item.content instanceof Y.ContentType ? placeIn(item.content.type as Parent, key) : 'malformed'
  }

  const inside = (parent: StructId | { root: string }, key: string | null): Located => {
    if ('root' in parent) {
      return parent.root === contentRoot ? placeIn(doc.getXmlFragment(contentRoot) as Parent, key) : 'malformed'
    }
    if (parent.clock >= stateOf(parent.client)) return 'missing'
    const own = findOwn(parent)
    return own ? insideOwn(own, key) : insideStored(parent, key)
  }

  const between = (left: Located, right: Located): Located => {
    if (typeof left === 'string' || typeof right === 'string')
      return left === 'missing' || right === 'missing' ? 'missing' : 'malformed'
    // What is deleted for good goes with all its neighbours; one of two gone is made up, and read two ways.
    return left.parent === right.parent && left.key === right.key ? left : 'malformed'
  }

  const locate = ({ parent, key, origin, rightOrigin, isGc }: Struct): Located => {
    if (isGc) return gone
    if (parent) return inside(parent, key)
    const left = origin && neighbourPlace(origin)
    const right = rightOrigin && neighbourPlace(rightOrigin)
    if (left && right) return between(left, right)
    return left ?? right ?? 'malformed'
  }

  const isLone = blocks.length === 1 && blocks[0]?.structs.length === 1
  let crowds: Crowds | null = null

  const noteCrowd = (struct: Struct, parent: object, key: string | null): void => {
    if (isLone && isAlone(doc, struct, parent, key)) return
    crowds ??= createCrowds(doc, (id) => findOwn(id)?.struct)
    crowds.note(struct, parent, key)
  }

  const place = (struct: Struct): Placing => {
    const located = locate(struct)
    if (typeof located === 'string') return located
    if (!isContentAllowed(located.home, located.key, struct.content)) return 'not-allowed'
    // An attribute comes after the one it replaces and before none.
    if (located.key !== null && struct.rightOrigin) return 'not-allowed'
    if (located.parent) noteCrowd(struct, located.parent, located.key)
    placed.get(struct.id.client)?.push({ struct, place: located })
    return 'fits'
  }

  return { place, stateOf, countSteps: () => crowds?.count(maxSteps) ?? 0 }
}

/** Places as many of a block's structs as can be placed now, from `start` on. */
const placeOn = (structs: readonly Struct[], start: number, place: (struct: Struct) => Placing): [Placing, number] => {
  for (let next = start; next < structs.length; next += 1) {
    const struct = structs[next]
    const placing = struct ? place(struct) : 'fits'
    if (placing !== 'fits') return [placing, next]
  }
  return ['fits', structs.length]
}

/** Steps along lists that Yjs may take for one update, at about 0.1 µs each. */
const maxSteps = 4_000_000

export interface Rehearsed {
  readonly placing: Placing
  /** The room's clock of a client once the update is in. */
  readonly stateOf: (client: number) => number
  /** What it adds, at most, to the steps of reading the room. */
  readonly steps: number
}

/** `blocks` must begin where the room's clocks end. */
export const rehearse = (doc: Y.Doc, blocks: readonly Block[]): Rehearsed => {
  const { place, stateOf, countSteps } = createRehearsal(doc, blocks)
  const waiting = new Map(blocks.map((block) => [block, 0]))
  for (let moved = true; moved && waiting.size > 0;) {
    moved = false
    for (const [block, start] of waiting) {
      const [placing, next] = placeOn(block.structs, start, place)
      if (placing === 'malformed' || placing === 'not-allowed') return { placing, stateOf, steps: 0 }
      moved ||= next > start
      if (placing === 'fits') waiting.delete(block)
      else waiting.set(block, next)
    }
  }
  if (waiting.size > 0) return { placing: 'missing', stateOf, steps: 0 }
  const steps = countSteps()
  return { placing: steps > maxSteps ? 'crowded' : 'fits', stateOf, steps }
}
