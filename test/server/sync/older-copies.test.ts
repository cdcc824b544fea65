/** Clients that name no generation, in a room that was restored from a backup or rebuilt. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '../../../shared/protocol.ts'
import { aims, createWorld, type World } from '../../support/sync-world.ts'

const plain = { isOurs: false }
const generation = 1_780_000_000
const sentAway = [closeCode.generationChanged]

/** Brings the log back to what it was after its first `updates`, under a new generation. */
const restore = ({ log }: World, updates: number): Promise<World> => {
  log.cutShort(aims, updates)
  log.setGeneration(aims, generation)
  return createWorld({ log })
}

/** Ada's plain client in a restored room, with words everybody has. */
const writerAfterRestore = async () => {
  const world = await restore(await createWorld(), 1)
  const ada = await world.open('Ada', plain)
  await world.settle()
  ada.type(0, 'known words')
  await world.settle()
  return { world, ada }
}

describe('a client that names no generation, in a room that was restored', () => {
  it('[ROOM64] is sent away with words that the room no longer has', async () => {
    const before = await createWorld()
    const ada = await before.open('Ada', plain)
    await before.settle()
    ada.type(0, 'kept ')
    await before.settle()
    ada.drop()
    const world = await restore(before, 1)
    await world.reopen(ada, plain)
    await world.settle()
    expect([ada.closes, ada.text(), world.loggedText()]).toEqual([sentAway, 'kept ', ''])
  })

  it('[ROOM64] is sent away with deletions that the room no longer has', async () => {
    const before = await createWorld()
    const ada = await before.open('Ada', plain)
    await before.settle()
    ada.type(0, 'kept ')
    await before.settle()
    ada.erase(0, 2)
    await before.settle()
    ada.drop()
    const world = await restore(before, 2)
    await world.reopen(ada, plain)
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([sentAway, 'kept '])
  })

  it('[ROOM64] is sent away with an update before it has asked for anything', async () => {
    const world = await restore(await createWorld(), 1)
    // Elsewhere, so that the room has not been shown his id, which nobody else may write under.
    const elsewhere = await createWorld()
    const ben = await elsewhere.open('Ben')
    await elsewhere.settle()
    ben.type(0, 'older ')
    const ada = await world.open('Ada', plain)
    ada.outbox.splice(0, 2, ...ben.outbox.splice(0))
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([sentAway, ''])
  })

  it('[ROOM64] is sent away as it asks, before anything it types meanwhile is taken', async () => {
    const before = await createWorld()
    const ada = await before.open('Ada', plain)
    await before.settle()
    ada.type(0, 'older ')
    await before.settle()
    ada.drop()
    const world = await restore(before, 1)
    await world.reopen(ada, plain)
    // A page that was loaded anew writes under a new id; a paragraph of its own builds on nothing the room lacks.
    ada.doc.clientID += 1
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('typed')])
    ada.root().insert(ada.root().length, [paragraph])
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([sentAway, ''])
  })

  it('[ROOM64] comes with nothing, writes, and comes back with what it was given and wrote', async () => {
    const { world, ada } = await writerAfterRestore()
    const ben = await world.open('Ben', plain)
    await world.settle()
    ben.type(0, 'well ')
    await world.settle()
    await world.reopen(ada, plain)
    await world.settle()
    ada.type(0, 'very ')
    ada.erase(5, 1)
    await world.settle()
    expect([world.loggedText(), ada.closes, ben.closes]).toEqual(['very ell known words', [], []])
  })

  it('[ROOM64] may type and delete the moment it is back, before it has answered', async () => {
    const { world, ada } = await writerAfterRestore()
    await world.reopen(ada, plain)
    ada.type(0, 'un')
    ada.erase(2, 3)
    await world.settle()
    ada.type(0, 'an ')
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([[], 'an unwn words'])
  })

  it.each<[string, 'write' | 'erase']>([
    ['words', 'write'],
    ['deletions', 'erase'],
  ])('[ROOM64] brings %s made without a connection only by naming the generation', async (_, act) => {
    for (const named of [{}, { generation }]) {
      const { world, ada } = await writerAfterRestore()
      ada.drop()
      if (act === 'write') ada.type(0, 'offline ')
      else ada.erase(0, 6)
      await world.reopen(ada, { ...plain, ...named })
      await world.settle()
      const merged = act === 'write' ? 'offline known words' : 'words'
      const isNamed = 'generation' in named
      expect([ada.closes, world.loggedText()]).toEqual(isNamed ? [[], merged] : [sentAway, 'known words'])
    }
  })

  it('[ROOM64] stays where all it brings is the tidying of marks that its library does unasked', async () => {
    const { world, ada } = await writerAfterRestore()
    const others = [await world.open('Ben'), await world.open('Isla')]
    await world.settle()
    ada.drop()
    for (const { root } of others) {
      const text = root()
        .createTreeWalker((node) => node instanceof Y.XmlText)
        .next().value
      if (text instanceof Y.XmlText) text.format(0, 5, { bold: {} })
    }
    // The others have no time to tidy up.
    const frames = others.flatMap(({ outbox, session }) => outbox.splice(0).map((frame) => ({ session, frame })))
    for (const { session, frame } of frames) session?.receive(frame)
    await world.idle()
    for (const other of others) other.drop()
    const tidied: Uint8Array[] = []
    ada.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== ada && tidied.push(update))
    for (const { bytes } of world.log.updatesOf(aims)) Y.applyUpdate(ada.doc, bytes, ada)
    await world.reopen(ada, plain)
    await world.settle()
    ada.type(0, 'well ')
    await world.settle()
    expect([tidied.length > 0, ada.closes, world.loggedText()]).toEqual([true, [], 'well known words'])
  })

  it('[ROOM64] is not judged while the log does not write, and comes back with its words', async () => {
    const { world, ada } = await writerAfterRestore()
    world.log.breakDown('disk full')
    ada.type(0, 'late ')
    await world.settle()
    await world.reopen(ada, plain)
    await world.settle()
    expect(ada.closes).toEqual([])
    world.log.release()
    await world.pass(500)
    expect(ada.closes).toEqual([closeCode.accessChanged])
    await world.reopen(ada, plain)
    await world.settle()
    ada.type(0, 'as ever: ')
    await world.settle()
    expect([ada.closes.length, world.loggedText()]).toEqual([1, 'as ever: late known words'])
  })

  it('[ROOM64] brings what it wrote without a connection into a room that was never restored', async () => {
    const world = await createWorld()
    const ada = await world.open('Ada', plain)
    await world.settle()
    ada.drop()
    ada.type(0, 'offline')
    await world.reopen(ada, plain)
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([[], 'offline'])
  })
})
