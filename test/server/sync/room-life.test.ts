/** Opening, resting and closing a room: what is read from where, what is kept in memory, who is told what. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { closeCode, messageType } from '../../../shared/protocol.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { deflateState, encodePacked } from '../../../server/sync/packed-state.ts'
import { createMemoryLog, type MemoryLog } from '../../support/memory-log.ts'
import { aims, createWorld, firstState } from '../../support/sync-world.ts'

/** A log with three snapshots' worth of Ada's words, written by a server that has ended. */
const writtenLog = async (...words: readonly string[]): Promise<MemoryLog> => {
  const world = await createWorld()
  const ada = await world.open('Ada')
  await world.settle()
  for (const word of words) {
    ada.type(ada.text().length, word)
    await world.settle()
  }
  await world.rooms.close()
  return world.log
}

/** A snapshot of the words Ada's client has typed, without the first state they stand in. */
const wordsAlone = async (log: MemoryLog): Promise<Uint8Array> => {
  const whole = new Y.Doc()
  for (const { bytes } of log.updatesOf(aims)) Y.applyUpdate(whole, bytes)
  const first = new Y.Doc()
  Y.applyUpdate(first, firstState())
  const state = Y.encodeStateAsUpdate(whole, Y.encodeStateVector(first))
  return encodePacked({
    stateVector: Y.encodeStateVector(whole),
    deletions: Uint8Array.of(0, 0),
    deflated: deflateState(state),
  })
}

describe('opening a room', () => {
  it('[ROOM63] sends who holds nothing the deflated state and what came after it, where they take it so', async () => {
    const log = await writtenLog('one ')
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    await world.settle()
    for (const word of ['two ', 'three ']) {
      ada.type(ada.text().length, word)
      await world.settle()
    }
    const kindsFor = async (isOurs: boolean): Promise<readonly (number | undefined)[]> => {
      const client = await world.open('Ben', { isOurs })
      client.session?.receive(client.outbox.shift() ?? new Uint8Array())
      await world.idle()
      const kinds = client.inbox.map((frame) => (frame[0] === messageType.sync ? frame[1] : frame[0]))
      await world.settle()
      expect(client.text()).toBe('one two three ')
      return kinds
    }
    const [step1, step2, update] = [0, 1, 2]
    expect(await kindsFor(true)).toEqual([messageType.packed, update, update, step1])
    expect(await kindsFor(false)).toEqual([step2, step1])
    await world.reopen(ada)
    ada.session?.receive(ada.outbox.shift() ?? new Uint8Array())
    await world.idle()
    expect(ada.inbox.map((frame) => frame[1])).toEqual([step2, step1])
  })

  it('[ROOM60] reads the newest snapshot and what came after it', async () => {
    const log = await writtenLog('one ', 'two')
    const world = await createWorld({ log })
    const ben = await world.open('Ben')
    await world.settle()
    expect([ben.text(), log.loads, (await log.load(aims))?.tail]).toEqual(['one two', 2, []])
  })

  /** A log whose newest snapshot is not what the server wrote, though its checksum fits; and the snapshot before. */
  const spoiltLog = async (spoil: (snapshot: Uint8Array) => Uint8Array) => {
    const log = await writtenLog('one ')
    const before = (await log.load(aims))?.snapshot
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(4, 'two')
    await world.settle()
    await world.rooms.close()
    await log.saveSnapshot(aims, 3, spoil((await log.load(aims))?.snapshot?.bytes ?? new Uint8Array()))
    return { log, before }
  }

  it('[ROOM60] goes back to the snapshot before where the newest is noise, and sets that one aside', async () => {
    const { log, before } = await spoiltLog(() => Uint8Array.of(1, 2, 3))
    const world = await createWorld({ log })
    const ben = await world.open('Ben')
    await world.settle()
    ben.type(7, ' three')
    await world.settle()
    expect([ben.text(), world.loggedText(), ben.closes]).toEqual(['one two three', 'one two three', []])
    expect((await log.load(aims))?.snapshot).toEqual(before)
    expect(world.reports).toHaveLength(1)
  })

  it.each([true, false])(
    '[ROOM60] does so as well where it cannot be inflated, which shows after the first answer to a page (%s)',
    async (isOurs) => {
      const { log, before } = await spoiltLog((snapshot) => snapshot.slice(0, -3))
      const world = await createWorld({ log })
      const ben = await world.open('Ben', { isOurs })
      await world.settle()
      expect([ben.isSynced, ben.text()]).toEqual([false, ''])
      world.tick(defaultLimits.verifyMs)
      await world.settle()
      await world.reopen(ben)
      await world.settle()
      ben.type(7, ' three')
      await world.settle()
      expect([ben.text(), world.loggedText()]).toEqual(['one two three', 'one two three'])
      expect((await log.load(aims))?.snapshot).toEqual(before)
    },
  )

  it('[ROOM63] answers who has all the words without their state, and reads no state for it', async () => {
    const log = await writtenLog('one ')
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(4, 'two')
    ada.erase(0, 2)
    await world.settle()
    await world.rooms.close()
    const seq = log.updatesOf(aims).length
    const stored = (await log.load(aims))?.snapshot?.bytes ?? new Uint8Array()
    await log.saveSnapshot(aims, seq, stored.slice(0, -3))
    const again = await createWorld({ log })
    for (const isOurs of [true, false]) {
      await again.reopen(ada, { isOurs })
      await again.settle()
      expect([ada.isSynced, ada.text(), again.reports]).toEqual([true, 'e two', []])
    }
    expect([(await log.load(aims))?.snapshot?.seq, log.updatesOf(aims).length]).toEqual([seq, seq])
  })

  it('[ROOM16] looks into no stored state after it has ended', async () => {
    const { log } = await spoiltLog((snapshot) => snapshot.slice(0, -3))
    const world = await createWorld({ log })
    const ben = await world.open('Ben')
    await world.settle()
    ben.drop()
    await world.rooms.close()
    const loads = log.loads
    world.tick(defaultLimits.verifyMs)
    await world.settle()
    expect([world.reports, log.loads]).toEqual([[], loads])
  })

  it('[ROOM60] goes back to the whole log where no snapshot can be read', async () => {
    const log = await writtenLog('one ', 'two')
    await log.saveSnapshot(aims, 2, Uint8Array.of(9))
    await log.saveSnapshot(aims, 3, Uint8Array.of(9, 9))
    const world = await createWorld({ log })
    const ben = await world.open('Ben')
    await world.settle()
    expect([ben.text(), (await log.load(aims))?.snapshot, world.reports.length]).toEqual(['one two', null, 2])
    await world.rooms.close()
    expect((await log.load(aims))?.snapshot?.seq).toBe(3)
  })

  it('[ROOM19] is not opened where the log ends before a snapshot that cannot be read', async () => {
    const { log } = await spoiltLog(() => Uint8Array.of(1, 2, 3))
    log.cutShort(aims, 2)
    const again = await createWorld({ log })
    const ben = await again.open('Ben')
    await again.settle()
    expect([ben.closes, ben.text(), (await log.load(aims))?.snapshot?.seq]).toEqual([[closeCode.damaged], '', 3])
    expect(again.reports).toEqual([
      'The stored words of a room are damaged: not a state of this program',
      'The stored words of a room are damaged: the log ends at update 2, before the snapshot at 3',
    ])
  })

  it('[FAULT3] [ROOM60] opens where the disk is too full to set an unreadable snapshot aside, and does so later', async () => {
    const { log, before } = await spoiltLog(() => Uint8Array.of(1, 2, 3))
    log.keepSnapshots('disk full')
    const world = await createWorld({ log })
    const ben = await world.open('Ben')
    await world.settle()
    expect([ben.text(), ben.closes, (await log.load(aims))?.snapshot?.seq]).toEqual(['one two', [], 3])
    expect(world.reports.at(-1)).toBe('A snapshot that cannot be read was not set aside: Error: disk full')
    world.kill()
    log.release()
    const again = await createWorld({ log })
    await again.reopen(ben)
    await again.settle()
    expect([ben.text(), (await log.load(aims))?.snapshot]).toEqual(['one two', before])
  })

  it('[ROOM60] does the same when that shows only as somebody writes, and asks everyone to come again', async () => {
    const log = await writtenLog('one ')
    await log.saveSnapshot(aims, 2, await wordsAlone(log))
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.root().insert(0, [new Y.XmlElement('paragraph')])
    await world.settle()
    expect([ada.closes, ben.closes]).toEqual([[closeCode.accessChanged], [closeCode.accessChanged]])
    await world.reopen(ada)
    await world.reopen(ben)
    await world.settle()
    expect([ada.text(), ben.text(), ben.root().length, ada.saved]).toEqual(['one ', 'one ', 2, ada.sent])
  })

  it('[ROOM19] sets no snapshot aside when it is the log that is damaged', async () => {
    const log = await writtenLog('one ')
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(4, 'two')
    await world.settle()
    world.kill()
    log.spoil(aims, 3)
    const again = await createWorld({ log })
    const ben = await again.open('Ben')
    await again.settle()
    expect([ben.closes, ben.text(), (await log.load(aims))?.snapshot?.seq]).toEqual([[closeCode.damaged], '', 2])
  })

  it('[ROOM19] sends everyone away when the log turns out damaged while they are there', async () => {
    const log = await writtenLog('one ')
    await log.saveSnapshot(aims, 2, await wordsAlone(log))
    log.spoil(aims, 2)
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.root().insert(0, [new Y.XmlElement('paragraph')])
    await world.settle()
    expect([ada.closes, ben.closes]).toEqual([[closeCode.accessChanged], [closeCode.accessChanged]])
    await world.reopen(ada)
    await world.settle()
    expect([ada.closes.at(-1), log.updatesOf(aims).length]).toEqual([closeCode.damaged, 2])
  })

  it('[ROOM61] asks to come again, and opens then, when the log cannot be read for a while', async () => {
    const log = createMemoryLog()
    await createWorld({ log })
    await log.append([{ room: aims, seq: 1, personId: null, at: 0, bytes: firstState(), newClientIds: [] }])
    const world = await createWorld({ log })
    log.stopReading('disk gone')
    const ada = await world.open('Ada')
    await world.settle()
    expect(ada.closes).toEqual([closeCode.accessChanged])
    log.release()
    await world.reopen(ada)
    await world.settle()
    expect([ada.isSynced, ada.closes.length]).toEqual([true, 1])
  })
})

describe('a room in memory', () => {
  it('[ROOM62] serves readers from the stored state alone, and makes a document for the first who writes', async () => {
    const log = await writtenLog('one ', 'two')
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ben.drop()
    await world.reopen(ben)
    await world.settle()
    expect([ada.text(), ben.text(), world.rooms.census()]).toEqual([
      'one two',
      'one two',
      expect.objectContaining({ open: 1, withDoc: 0, sessions: 2 }),
    ])
    ada.type(0, 'zero ')
    await world.settle()
    expect([ben.text(), world.rooms.census().withDoc]).toEqual(['zero one two', 1])
  })

  it('[ROOM62] lets the document go when nobody has written for a while, and loses nothing by it', async () => {
    const log = await writtenLog('one ')
    const world = await createWorld({ log })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.type(4, 'two ')
    ada.erase(0, 2)
    await world.settle()
    expect(world.rooms.census().withDoc).toBe(1)
    await world.pass(30_000)
    await world.pass(30_000)
    expect([world.rooms.census().withDoc, (await log.load(aims))?.tail]).toEqual([0, []])
    ben.type(0, 'S')
    const isla = await world.open('Isla')
    await world.settle()
    expect([ada.text(), isla.text(), world.loggedText()]).toEqual(Array(3).fill('Se two '))
    expect([ada.saved, world.reports]).toEqual([ada.sent, []])
  })

  it('[ROOM62] keeps the document of a room in which people write', async () => {
    const world = await createWorld()
    const ada = await world.open('Ada')
    await world.settle()
    for (let second = 0; second < 90; second += 10) {
      ada.type(0, 'x')
      await world.settle()
      await world.pass(10_000)
      expect(world.rooms.census().withDoc).toBe(1)
    }
    expect(world.log.snapshots).toBe(0)
  })

  it('[ROOM16] does not end twice, which would close the room that was opened after it', async () => {
    const world = await createWorld()
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(0, 'kept')
    await world.settle()
    ada.drop()
    world.log.holdSnapshots()
    await world.pass(60_000)
    await world.reopen(ada)
    ada.drop()
    await world.pass(1_000)
    world.log.release()
    await world.idle()
    const ben = await world.open('Ben')
    await world.settle()
    await world.pass(60_000)
    const isla = await world.open('Isla')
    await world.settle()
    ben.type(4, ' both')
    await world.settle()
    isla.type(0, 'for ')
    await world.settle()
    expect([ben.text(), isla.text(), world.loggedText()]).toEqual(Array(3).fill('for kept both'))
    expect(world.reports).toEqual([])
  })
})
