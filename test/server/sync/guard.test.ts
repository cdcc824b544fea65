import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type GuardedRoom, judgeUpdate } from '../../../server/sync/guard.ts'
import { blockNodeNames, contentRoot, nodeContents, proseNodeNames, rootContents } from '../../../shared/plan/layout.ts'
import { nodesAround } from '../../support/arrangements.ts'
import { firstState } from '../../support/sync-world.ts'

const mine = 7001
const bens = 7002

/** A room with the server's paragraph, a line by Ada and a line by Ben. */
const createGuarded = (): GuardedRoom => {
  const doc = new Y.Doc()
  doc.getXmlFragment(contentRoot)
  Y.applyUpdate(doc, firstState())
  for (const [client, words] of [
    [mine, 'ada '],
    [bens, 'ben '],
  ] as const) {
    Y.applyUpdate(
      doc,
      editAs(client, doc, (root) => textIn(root).insert(0, words)),
    )
  }
  return {
    doc,
    authors: new Map([
      [mine, 'Ada'],
      [bens, 'Ben'],
    ]),
  }
}

const textIn = (root: Y.XmlFragment): Y.XmlText => {
  const paragraph = root.get(0)
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('No text')
  return text
}

/** The update an editor under this client id would send. */
const editAs = (client: number, room: Y.Doc, edit: (root: Y.XmlFragment, doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(room))
  doc.clientID = client
  const before = Y.encodeStateVector(doc)
  doc.transact(() => edit(doc.getXmlFragment(contentRoot), doc))
  return Y.encodeStateAsUpdate(doc, before)
}

const judge = (room: GuardedRoom, bytes: Uint8Array, person = 'Ada') => judgeUpdate(room, person, bytes)

const verdictOn = (edit: (root: Y.XmlFragment, doc: Y.Doc) => void, client = mine): string => {
  const room = createGuarded()
  return judge(room, editAs(client, room.doc, edit)).type
}

const element = (name: string, attributes: Readonly<Record<string, unknown>> = {}): Y.XmlElement => {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  return made
}

/** A byte as it is; plain numbers are written the way an update writes its own. */
const info = (byte: number): Uint8Array => Uint8Array.of(byte)

const written = (...parts: (number | Uint8Array)[]): Uint8Array =>
  encoding.encode((encoder) => {
    for (const part of parts) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part)
      else encoding.writeUint8Array(encoder, part)
    }
  })

const withOrigin = info(4 + 128)
const withBoth = info(4 + 128 + 64)

describe('honest updates', () => {
  it('[ROOM29] are taken as they are, byte for byte', () => {
    const room = createGuarded()
    const bytes = editAs(mine, room.doc, (root) => {
      root.insert(1, [element('heading', { level: 3 }), element('planBlock', { id: 'a1', type: 'action' })])
      textIn(root).insert(2, '🦊 déjà')
      textIn(root).format(0, 3, { link: { href: 'https://example.org/' }, bold: {} })
      textIn(root).delete(4, 2)
    })
    expect(judge(room, bytes)).toMatchObject({ type: 'accept', bytes, newClientIds: [], isCleanUp: false })
  })

  it('[ROOM30] bind a client id nobody owns to who uses it first', () => {
    const room = createGuarded()
    const bytes = editAs(7003, room.doc, (root) => textIn(root).insert(0, 'x'))
    expect(judge(room, bytes, 'Isla')).toMatchObject({ type: 'accept', newClientIds: [7003] })
  })

  it('[ROOM30] come from any tab or copy of who owns the ids they are written under', () => {
    const room = createGuarded()
    const offline = new Y.Doc()
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(room.doc))
    const known = Y.encodeStateVector(offline)
    for (const id of [mine, 7004]) {
      offline.clientID = id
      textIn(offline.getXmlFragment(contentRoot)).insert(0, 'on the train ')
    }
    const bytes = Y.encodeStateAsUpdate(offline, known)
    expect(judge(room, bytes)).toMatchObject({ type: 'accept', bytes, newClientIds: [7004] })
    expect(judge(room, bytes, 'Ben')).toEqual({ type: 'refuse', reason: "another's client id" })
  })

  it('[ROOM31] that hold nothing new are acknowledged and not logged', () => {
    const room = createGuarded()
    expect(judge(room, Y.encodeStateAsUpdate(room.doc), 'Isla')).toEqual({ type: 'nothing' })
    expect(judge(room, written(0, 0))).toEqual({ type: 'nothing' })
  })

  it('[ROOM32] that repeat what is known are taken without it', () => {
    const room = createGuarded()
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc))
    doc.clientID = mine
    textIn(doc.getXmlFragment(contentRoot)).insert(4, 'and more ')
    const verdict = judge(room, Y.encodeStateAsUpdate(doc))
    if (verdict.type !== 'accept') throw new Error(verdict.type)
    expect(verdict.bytes.length).toBeLessThan(60)
    Y.applyUpdate(room.doc, verdict.bytes)
    expect(room.doc.getXmlFragment(contentRoot).toString()).toBe(doc.getXmlFragment(contentRoot).toString())
  })

  it('[ROOM9] that only take idle marks away are known as tidying', () => {
    const room = createGuarded()
    Y.applyUpdate(
      room.doc,
      editAs(mine, room.doc, (root) => textIn(root).format(0, 2, { bold: {} })),
    )
    const { client, clock } = { client: mine, clock: 4 }
    expect(judge(room, written(0, 1, client, 1, clock, 1))).toMatchObject({ type: 'accept', isCleanUp: true })
    expect(judge(room, written(0, 1, client, 1, 0, 1))).toMatchObject({ type: 'accept', isCleanUp: false })
  })

  it('[ROOM33] that write into something deleted meanwhile are taken, and come to nothing', () => {
    const room = createGuarded()
    const late = editAs(bens, room.doc, (root) => textIn(root).insert(1, 'late'))
    Y.applyUpdate(
      room.doc,
      editAs(mine, room.doc, (root) => root.delete(0, 1)),
    )
    expect(judge(room, late, 'Ben').type).toBe('accept')
    Y.applyUpdate(room.doc, late)
    expect(room.doc.getXmlFragment(contentRoot).toString()).toBe('')
  })
})

describe('found by the fuzz', () => {
  it('[ROOM33] a value set again in a block deleted meanwhile is taken, though its name is lost', () => {
    const room = createGuarded()
    Y.applyUpdate(
      room.doc,
      editAs(mine, room.doc, (root) => root.insert(0, [element('valueField', { value: '1' })])),
    )
    const late = editAs(bens, room.doc, (root) => {
      const field = root.get(0)
      if (field instanceof Y.XmlElement) field.setAttribute('value', '2')
    })
    Y.applyUpdate(
      room.doc,
      editAs(mine, room.doc, (root) => root.delete(0, 1)),
    )
    expect(judge(room, late, 'Ben').type).toBe('accept')
  })
})

describe('what builds on words the room has not', () => {
  it.each<[string, (number | Uint8Array)[]]>([
    ['a gap in its own clock', [1, 1, mine, 400, withOrigin, mine, 399, 1, 120, 0]],
    ['a neighbour unknown', [1, 1, mine, 4, withOrigin, 9999, 0, 1, 120, 0]],
    ['a neighbour of its own future', [1, 1, mine, 4, withOrigin, mine, 50, 1, 120, 0]],
    ['a delete of words not written yet', [0, 1, bens, 1, 4, 3]],
  ])('[ROOM34] asks again for %s', (_, numbers) => {
    expect(judge(createGuarded(), written(...numbers))).toEqual({ type: 'resync' })
  })
})

describe('forged updates', () => {
  it('[ROOM77] under more ids than one person ever needs in a room are refused, of this person alone', () => {
    const room = createGuarded()
    const many = Array.from({ length: 4_998 }, (_, at) => [10_000 + at, 'Ada'] as const)
    const almost = { ...room, authors: new Map([...room.authors, ...many]) }
    const full = { ...room, authors: new Map([...almost.authors, [9_000, 'Ada']]) }
    const anew = editAs(7006, room.doc, (root) => textIn(root).insert(0, 'x'))
    const again = editAs(mine, room.doc, (root) => textIn(root).insert(0, 'x'))
    expect([judge(almost, anew).type, judge(full, again).type, judge(full, anew, 'Ben').type]).toEqual(
      Array(3).fill('accept'),
    )
    expect(judge(full, anew)).toEqual({ type: 'refuse', reason: 'too many client ids' })
  })

  it('[ROOM35] under the client id of another, or of the server, are refused', () => {
    const room = createGuarded()
    const asBen = editAs(bens, room.doc, (root) => textIn(root).insert(0, 'I agree. '))
    const asServer = editAs(1, room.doc, (root) => textIn(root).insert(0, 'Required: '))
    expect(judge(room, asBen)).toEqual({ type: 'refuse', reason: "another's client id" })
    expect(judge(room, asServer)).toEqual({ type: 'refuse', reason: "another's client id" })
    expect(judge(room, asBen, 'Ben').type).toBe('accept')
  })

  it('[ROOM35] [ROOM72] under an id that another goes by are refused, and showing an id makes none one’s own', () => {
    const room = { ...createGuarded(), speakerOf: () => 'Isla' }
    const asIsla = editAs(7005, room.doc, (root) => textIn(root).insert(0, 'I agree. '))
    const asServer = editAs(1, room.doc, (root) => textIn(root).insert(0, 'Required: '))
    expect([judge(room, asIsla).type, judge(room, asIsla, 'Isla').type]).toEqual(['refuse', 'accept'])
    expect([
      judge(room, asServer, 'Isla').type,
      judge(
        room,
        editAs(mine, room.doc, () => undefined),
      ).type,
    ]).toEqual(['refuse', 'nothing'])
  })

  it.each<[string, (root: Y.XmlFragment, doc: Y.Doc) => void]>([
    ['a root of another name', (_, doc) => doc.getText('other').insert(0, 'x')],
    ['an element unknown', (root) => root.insert(0, [element('script')])],
    ['an attribute unknown', (root) => root.insert(0, [element('heading', { onclick: 'x' })])],
    ['an attribute on a text', (root) => textIn(root).setAttribute('id', 'x')],
    ['text outside an element', (root) => root.insert(0, [new Y.XmlText('x')])],
    ['a mark unknown', (root) => textIn(root).insert(0, 'x', { style: { color: 'red' } })],
    ['something embedded', (root) => textIn(root).insertEmbed(0, { image: 'x' })],
    ['a shared map', (root) => root.insert(0, [element('valueField', { value: new Y.Map() })])],
    ['a binary', (root) => root.insert(0, [element('valueField', { value: Uint8Array.of(1) })])],
    ['a document inside', (root) => root.insert(0, [element('valueField', { value: new Y.Doc() })])],
    ['a picture from elsewhere', (root) => root.insert(0, [element('image', { src: 'https://example.org/p.png' })])],
    ['a value beyond bounds', (root) => root.insert(0, [element('valueField', { value: 'x'.repeat(100_001) })])],
  ])('[ROOM36] with %s are refused', (_, edit) => {
    expect(verdictOn(edit)).toBe('refuse')
  })

  it('[ROOM78] with a node, or text, where none may stand are refused', () => {
    const put = (parent: string | null, node: Y.XmlElement | Y.XmlText) => (root: Y.XmlFragment) => {
      const around = nodesAround(parent)
      root.insert(0, around.slice(0, 1))
      const inner: Y.XmlFragment = around.at(-1) ?? root
      inner.insert(0, [node])
    }
    const names = [...proseNodeNames, ...blockNodeNames]
    for (const parent of [null, ...names]) {
      const contents = parent === null ? rootContents : (nodeContents[parent] ?? [])
      const taken = names.filter((name) => verdictOn(put(parent, element(name))) === 'accept')
      expect({ parent, taken }).toEqual({ parent, taken: names.filter((name) => contents.includes(name)) })
    }
    const lines = names.filter((name) => verdictOn(put(name, new Y.XmlText('x'))) === 'accept')
    expect(lines).toEqual(['paragraph', 'heading'])
  })

  it('[ROOM80] with a cell over no whole number of columns or rows, or over more than a table has, are refused', () => {
    const cellOf = (attributes: Readonly<Record<string, unknown>>) => (root: Y.XmlFragment) => {
      const around = nodesAround('tableRow')
      around.at(-1)?.insert(0, [element('tableCell', attributes)])
      root.insert(0, around.slice(0, 1))
    }
    const spans = [null, 1, 1_000, 0, -1, 1.5, 1_001, 1e9, '2', {}]
    const taken = [null, 1, 1_000]
    for (const name of ['colspan', 'rowspan'])
      expect(spans.filter((span) => verdictOn(cellOf({ [name]: span })) === 'accept')).toEqual(taken)
  })

  it.each(['toString', 'valueOf', 'toJSON', 'hasOwnProperty', '__proto__'])(
    '[ROOM79] with a value that calls something %s are refused',
    (name) => {
      const value = Object.fromEntries([[name, 1]])
      expect(verdictOn((root) => root.insert(0, [element('heading', { level: value })]))).toBe('refuse')
      expect(verdictOn((root) => root.insert(0, [element('heading', { level: [{ at: value }] })]))).toBe('refuse')
      expect(verdictOn((root) => root.insert(0, [element('heading', { level: { at: 1 } })]))).toBe('accept')
    },
  )

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:x',
    '//example.org',
    'https://a b',
    ' \u0001javascript:x',
  ])('[ROOM37] with a link to %j are refused', (href) => {
    expect(verdictOn((root) => textIn(root).format(0, 2, { link: { href } }))).toBe('refuse')
    expect(verdictOn((root) => textIn(root).format(0, 2, { link: { href: 'mailto:a@example.org' } }))).toBe('accept')
  })

  it('[ROOM38] nested beyond reason are refused', () => {
    const nest = (levels: number) => (root: Y.XmlFragment) => {
      let inner: Y.XmlFragment = root
      for (let level = 0; level < levels; level += 1) {
        const quote = element('blockquote')
        inner.insert(0, [quote])
        inner = quote
      }
    }
    expect([verdictOn(nest(60)), verdictOn(nest(61))]).toEqual(['accept', 'refuse'])
  })

  it.each<[string, (number | Uint8Array)[]]>([
    ['no bytes', []],
    ['a claim of thirty million structs', [1, 30_000_000, mine, 4]],
    ['a claim of structs that are not there', [1, 9, mine, 4, 4]],
    ['an empty block', [1, 0, mine, 4, 0]],
    ['an empty run', [1, 1, mine, 4, 0, 0, 0]],
    ['an endless run', [1, 1, mine, 4, 0, 2 ** 40, 0]],
    ['a clock beyond bounds', [1, 1, mine, 2 ** 52, 0, 1, 0]],
    ['a client id beyond bounds', [1, 1, 2 ** 33, 0, 0, 1, 0]],
    ['a skip', [1, 1, mine, 4, 10, 3, 0]],
    ['a block twice', [2, 1, mine, 4, 0, 1, 1, mine, 5, 0, 1, 0]],
    ['a kind unknown', [1, 1, mine, 4, 31, 0]],
    ['an empty delete', [0, 1, mine, 1, 0, 0]],
    ['deletes out of order', [0, 1, mine, 2, 2, 1, 0, 1]],
    ['bytes left over', [0, 0, 0]],
    ['a parent that holds nothing', [1, 1, mine, 4, 4, 0, mine, 0, 1, 120, 0]],
    ['neighbours in different places', [1, 1, mine, 4, withBoth, mine, 0, 1, 0, 1, 120, 0]],
  ])('[ROOM39] with %s are refused', (_, numbers) => {
    expect(judge(createGuarded(), written(...numbers)).type).toBe('refuse')
  })

  it('[ROOM71] with more structs or deletes than anyone writes are refused, however they are spread', () => {
    const many = (count: number, write: (at: number) => readonly number[]): Uint8Array =>
      Uint8Array.from(Array.from({ length: count }, (_, at) => [...written(...write(at))]).flat())
    const gone = many(100_001, () => [0, 1])
    const ranges = many(250_001, (at) => [2 * at, 1])
    const room = createGuarded()
    const structs = written(2, 100_001, 7003, 0, gone, 100_001, 7004, 0, gone, 0)
    expect(judge(room, structs)).toEqual({ type: 'refuse', reason: 'too many structs' })
    expect(judge(room, written(0, 2, mine, 250_001, ranges, bens, 250_001, ranges))).toEqual({
      type: 'refuse',
      reason: 'too many deletes',
    })
    expect(judge(room, written(1, 100_001, 7003, 0, gone, 0)).type).toBe('accept')
  })

  it('[ROOM39] in numbers or text that can be read in two ways are refused', () => {
    const longZero = Uint8Array.of(128, 0, 0)
    const badText = Uint8Array.of(1, 1, 0xd9, 0x36, 4, 132, 0xd9, 0x36, 3, 2, 0xff, 0xfe, 0)
    expect([judge(createGuarded(), longZero).type, judge(createGuarded(), badText).type]).toEqual(['refuse', 'refuse'])
  })

  it('[ROOM40] leave the room as it was: judging changes nothing', () => {
    const room = createGuarded()
    const before = Y.encodeStateAsUpdate(room.doc)
    judge(
      room,
      editAs(mine, room.doc, (_, doc) => doc.getText('other').insert(0, 'x')),
    )
    judge(room, written(1, 1, mine, 4, withOrigin, 9999, 0, 1, 120, 0))
    expect([Y.encodeStateAsUpdate(room.doc), [...room.doc.share.keys()]]).toEqual([before, [contentRoot]])
  })
})
