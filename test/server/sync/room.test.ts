import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { closeCode, messageType } from '../../../shared/protocol.ts'
import { step1Frame, step2Frame, updateFrame } from '../../../server/sync/wire.ts'
import { aims, createWorld, type World } from '../../support/sync-world.ts'

/** Ada and Ben, both in the room, with Ada's words known to both. */
const twoWriters = async (words = 'alpha beta') => {
  const world = await createWorld()
  const ada = await world.open('Ada')
  const ben = await world.open('Ben')
  await world.settle()
  ada.type(0, words)
  await world.settle()
  return { world, ada, ben }
}

describe('writing together', () => {
  it('[ROOM1] brings everyone to the same text, typed at once or apart', async () => {
    const { world, ada, ben } = await twoWriters('middle')
    ada.type(0, 'start ')
    ben.type(6, ' end')
    await world.settle()
    ben.drop()
    ben.type(0, '(Ben, offline) ')
    ada.type(0, '(Ada, online) ')
    await world.reopen(ben)
    await world.settle()
    expect(ben.text()).toBe(ada.text())
    expect(world.loggedText()).toBe(ada.text())
    expect(ada.text()).toMatch(/^(?=.*\(Ben, offline\) )(?=.*\(Ada, online\) ).*start middle end$/)
    expect(world.reports).toEqual([])
  })

  it('[ROOM2] sends nobody an update that is not in the log', async () => {
    const { world, ada, ben } = await twoWriters('logged')
    world.log.block()
    ada.type(6, ' waiting')
    const isla = await world.open('Isla')
    await world.settle()
    expect([ben.text(), isla.text(), isla.isSynced]).toEqual(['logged', '', false])
    world.log.release()
    await world.settle()
    expect([ben.text(), isla.text(), isla.isSynced]).toEqual(['logged waiting', 'logged waiting', true])
  })

  it('[ROOM3] tells the author, and only the author, when their updates are on disk', async () => {
    const { world, ada, ben } = await twoWriters()
    expect(ada.saved).toBe(ada.sent)
    const benSaved = ben.saved
    world.log.block()
    ada.type(0, 'more ')
    await world.settle()
    expect(ada.saved).toBe(ada.sent - 1)
    world.log.release()
    await world.settle()
    expect([ada.saved, ben.saved]).toEqual([ada.sent, benSaved])
  })

  it('[ROOM4] writes all that arrives in one turn with one commit', async () => {
    const { world, ada, ben } = await twoWriters()
    const before = world.log.appends
    for (const letter of 'together') ada.type(0, letter)
    ben.type(0, 'x')
    await world.settle()
    expect(world.log.appends - before).toBe(1)
    expect(
      world.log
        .updatesOf(aims)
        .slice(-9)
        .map(({ personId }) => personId),
    ).toEqual([...Array(8).fill('Ada'), 'Ben'])
  })

  it('[ROOM5] keeps all that anyone saw when the server is killed and started again', async () => {
    const { world, ada, ben } = await twoWriters('seen by both')
    world.kill()
    const again = await createWorld({ log: world.log })
    const isla = await again.open('Isla')
    await again.reopen(ada)
    await again.settle()
    expect([isla.text(), ben.text()]).toEqual(['seen by both', 'seen by both'])
  })
})

describe('a log that does not write', () => {
  it('[ROOM6] [OPS37] passes nothing on, says so, and goes on by itself without losing a word', async () => {
    const { world, ada, ben } = await twoWriters('before')
    world.log.breakDown('disk full')
    ada.type(6, ' during')
    await world.settle()
    expect(world.reports).toEqual(['A room cannot write its log: Error: disk full'])
    expect([ben.text(), ada.notices, ben.notices]).toEqual(['before', ['not-saved'], ['not-saved']])
    ada.type(0, 'still ')
    await world.settle()
    expect([ben.text(), ada.saved < ada.sent]).toEqual(['before', true])
    await world.pass(250)
    expect(ada.closes).toEqual([])
    world.log.release()
    await world.pass(500)
    expect([ada.closes, ben.closes]).toEqual([[closeCode.accessChanged], [closeCode.accessChanged]])
    await world.settle()
    expect(ben.notices).toEqual(['not-saved', 'saving-again'])
    await world.reopen(ada)
    await world.reopen(ben)
    await world.settle()
    expect([ben.text(), world.loggedText(), ada.saved]).toEqual([
      'still before during',
      'still before during',
      ada.sent,
    ])
  })

  it('[OPS33] counts what is written late once, as all that is written', async () => {
    const counted: number[] = []
    const pass = (): void => undefined
    const meters = { accepted: (updates: number) => void counted.push(updates), refused: pass, closed: pass }
    const world = await createWorld({ meters })
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(0, 'a')
    await world.settle()
    world.log.breakDown('disk full')
    for (const letter of 'bcd') ada.type(0, letter)
    await world.settle()
    await world.pass(250)
    world.log.release()
    await world.pass(500)
    const sum = counted.reduce((total, updates) => total + updates, 0)
    expect([sum, world.log.updatesOf(aims).length]).toEqual([4, 1 + 4])
  })

  it('[ROOM3] does not call saved what it could not write, whatever is sent after it', async () => {
    const { world, ada } = await twoWriters('before')
    const { saved } = ada
    world.log.breakDown('disk full')
    ada.type(6, ' during')
    await world.settle()
    ada.sendRaw(updateFrame(Uint8Array.of(0, 0)))
    await world.settle()
    expect(ada.saved).toBe(saved)
  })

  it('[ROOM10] is not held for a decision, which would miss what waits to be written', async () => {
    const { world, ada } = await twoWriters('before')
    world.log.breakDown('disk full')
    ada.type(6, ' during')
    await world.settle()
    await expect(world.rooms.hold(aims, async () => 'signed')).rejects.toThrow('cannot write')
    world.log.release()
    await world.pass(250)
    expect(await world.rooms.hold(aims, async ({ seq }) => seq)).toBe(3)
  })

  it('[ROOM7] shows the text as logged to who comes meanwhile', async () => {
    const { world, ada } = await twoWriters('before')
    world.log.breakDown('disk full')
    ada.type(6, ' during')
    await world.settle()
    const isla = await world.open('Isla')
    await world.settle()
    expect([isla.text(), isla.notices]).toEqual(['before', ['not-saved']])
  })
})

describe('rights', () => {
  it('[ROOM8] takes nothing from those who may only read, and tells them', async () => {
    const { world, ada } = await twoWriters('words')
    world.rights.set('Isla', 'read')
    const isla = await world.open('Isla')
    await world.settle()
    expect([isla.text(), isla.notices]).toEqual(['words', []])
    isla.type(0, 'forged ')
    isla.erase(2, 3)
    await world.settle()
    expect([ada.text(), world.loggedText(), isla.notices, isla.closes]).toEqual([
      'words',
      'words',
      ['read-only', 'read-only'],
      [],
    ])
    expect(isla.saved).toBe(1)
  })

  it.each(['read', 'write'] as const)(
    '[ROOM71] large from who may %s is answered unread where it is not wanted',
    async (right) => {
      const { world, ada, ben } = await twoWriters('words')
      world.rights.set('Ben', right)
      await world.reopen(ben)
      await world.settle()
      const malformed = new Uint8Array(65 * 1024).fill(255)
      ben.sendRaw(updateFrame(malformed))
      await world.settle()
      const answers = { read: [[], ['read-only']], write: [[closeCode.malformed], ['refused']] }
      expect([ben.closes, ben.notices]).toEqual(answers[right])
      expect([ada.closes, world.loggedText()]).toEqual([[], 'words'])
    },
  )

  it('[ROOM71] that only deletes is read whoever it comes from, so that what is known is known', async () => {
    const world = await createWorld({ limits: { maxUnwantedBytes: 20 } })
    world.rights.set('Isla', 'read')
    const ada = await world.open('Ada')
    await world.settle()
    ada.type(0, 'abcdefghijklmnopqrstuvwxyz')
    for (let at = 0; at < 12; at += 1) ada.erase(at, 1)
    await world.settle()
    const isla = await world.open('Isla')
    await world.settle()
    expect([isla.notices, isla.closes, isla.sent, isla.saved]).toEqual([[], [], 1, 1])
    isla.type(0, 'xyz')
    await world.settle()
    expect([isla.notices, isla.closes, world.loggedText()]).toEqual([['read-only'], [], 'bdfhjlnprtvxyz'])
  })

  it('[ROOM9] passes over the tidying of marks that a reader’s library does unasked', async () => {
    const { world, ada, ben } = await twoWriters('bold words')
    world.rights.set('Isla', 'read')
    const isla = await world.open('Isla')
    await world.settle()
    const said = isla.sent
    for (const { doc } of [ada, ben]) {
      const paragraph = doc.getXmlFragment('content').get(0) as Y.XmlElement
      const text = paragraph.get(0) as Y.XmlText
      text.format(0, 4, { bold: {} })
    }
    await world.settle()
    expect(isla.sent).toBeGreaterThan(said)
    expect([isla.notices, isla.closes, isla.text()]).toEqual([[], [], 'bold words'])
    expect(world.log.updatesOf(aims).some(({ personId }) => personId === 'Isla')).toBe(false)
  })

  it('[ROOM10] holds updates back while a decision is taken, and judges them by the rights it leaves', async () => {
    const { world, ada, ben } = await twoWriters('signed text')
    const signed = Promise.withResolvers<void>()
    const read: string[] = []
    const held = world.rooms.hold(aims, async ({ doc, seq }) => {
      await signed.promise
      read.push(doc.getXmlFragment('content').toString(), String(seq))
      world.rights.set('Ada', 'read')
    })
    await world.idle()
    ada.type(0, 'too late: ')
    ben.type(0, 'Ben may: ')
    await world.settle()
    expect(world.loggedText()).toBe('signed text')
    signed.resolve()
    await held
    await world.settle()
    expect(read).toEqual(['<paragraph>signed text</paragraph>', '2'])
    expect([world.loggedText(), ada.notices]).toEqual(['Ben may: signed text', ['read-only']])
  })

  it('[ROOM10] sends away who cannot be judged afterwards, and tells the operator why', async () => {
    const { world, ada, ben } = await twoWriters()
    world.rights.get = () => {
      throw new Error('The store does not answer')
    }
    expect(await world.rooms.hold(aims, async () => 'decided')).toBe('decided')
    expect([ada.closes, ben.closes]).toEqual([[closeCode.accessChanged], [closeCode.accessChanged]])
    expect(world.reports).toEqual([
      'Who is in a room could not be judged after it was held: Error: The store does not answer',
    ])
  })

  it('[ROOM11] judges words whose writer has left while the room was held, too', async () => {
    const { world, ada } = await twoWriters('signed text')
    const signed = Promise.withResolvers<void>()
    const held = world.rooms.hold(aims, () => signed.promise)
    await world.idle()
    ada.type(0, 'and gone: ')
    await world.settle()
    ada.session?.leave()
    world.rights.set('Ada', 'none')
    signed.resolve()
    await held
    await world.settle()
    expect(world.loggedText()).toBe('signed text')
  })

  it('[ROOM12] keeps words that arrived before their writer left', async () => {
    const { world, ada, ben } = await twoWriters('first')
    ada.type(5, ' last')
    for (const frame of ada.outbox.splice(0)) ada.session?.receive(frame)
    ada.session?.leave()
    await world.settle()
    expect(ben.text()).toBe('first last')
  })

  it('[ROOM13] takes nothing more from a connection closed for a change of rights', async () => {
    const { world, ada, ben } = await twoWriters('words')
    ada.type(0, 'unjudged ')
    for (const frame of ada.outbox.splice(0)) ada.session?.receive(frame)
    world.rooms.dismiss(({ personId }) => personId === 'Ada', closeCode.accessChanged)
    await world.settle()
    expect([ben.text(), ada.closes, ben.closes]).toEqual(['words', [closeCode.accessChanged], []])
  })

  /** Who was judged before rights changed, and comes only now. */
  const lateComer = async ({ rooms }: World) => {
    const admission = await rooms.admit('Ben', aims)
    if ('refused' in admission) throw new Error('Ben may write here')
    rooms.dismiss(() => false, closeCode.accessChanged)
    const whose = { room: aims, personId: 'Ben', sessionId: 's', generation: null }
    return { ...admission, ...whose, isOurs: true, takesPacked: false }
  }

  it('[ROOM14] does not let in on a verdict that is older than a change of rights', async () => {
    const { world, ada } = await twoWriters()
    world.rooms.join(ada.connection, await lateComer(world))
    expect(ada.closes).toEqual([closeCode.accessChanged])
  })

  it('[ROOM14] keeps no room in memory for who was not let in', async () => {
    const world = await createWorld()
    const late = await lateComer(world)
    world.rooms.join({ send: () => true, sendState: () => true, close: () => undefined }, late)
    await world.pass(60_000)
    expect(world.rooms.census().open).toBe(0)
  })
})

describe('the life of a room', () => {
  it('[ROOM15] is loaded once for all who come at once', async () => {
    const { log } = await createWorld()
    const world = await createWorld({ log })
    await Promise.all(['Ada', 'Ben', 'Isla'].map((person) => world.open(person)))
    await world.settle()
    expect(log.loads).toBe(1)
  })

  it('[ROOM16] is stored and closed when nobody is there, and opens again as it was', async () => {
    const { world, ada, ben } = await twoWriters('kept')
    ada.drop()
    ben.drop()
    await world.pass(60_000)
    expect(world.log.snapshots).toBe(1)
    const loads = world.log.loads
    await world.reopen(ada)
    await world.settle()
    expect([world.log.loads - loads, ada.text()]).toEqual([1, 'kept'])
  })

  it('[ROOM17] stays open for who comes while it is being stored', async () => {
    const { world, ada, ben } = await twoWriters('kept')
    ada.drop()
    ben.drop()
    const loads = world.log.loads
    const passing = world.pass(60_000)
    await world.reopen(ben)
    await passing
    await world.settle()
    await world.reopen(ada)
    await world.settle()
    ben.type(4, ' open')
    await world.settle()
    // Ada sees it: they are in one room, not in the one that was closed and in another.
    expect([world.log.loads, world.loggedText(), ada.text()]).toEqual([loads, 'kept open', 'kept open'])
  })

  it('[ROOM18] stores its state every so many updates, so that few are read on opening', async () => {
    const world = await createWorld({ limits: { snapshotEvery: 5 } })
    const ada = await world.open('Ada')
    await world.settle()
    for (let turn = 0; turn < 12; turn += 1) {
      ada.type(0, 'x')
      await world.settle()
    }
    expect((await world.log.load(aims))?.tail.length).toBe(3)
    const again = await createWorld({ log: world.log })
    const ben = await again.open('Ben')
    await again.settle()
    expect(ben.text()).toBe('x'.repeat(12))
  })

  it('[ROOM18] stores it as well after so many bytes', async () => {
    const world = await createWorld({ limits: { snapshotBytes: 1_000 } })
    const ada = await world.open('Ada')
    await world.settle()
    for (const words of ['a'.repeat(400), 'b'.repeat(700), 'c']) {
      ada.type(0, words)
      await world.settle()
    }
    expect([world.log.snapshots, (await world.log.load(aims))?.tail.length]).toEqual([1, 1])
  })

  it('[ROOM19] is not opened where its log is damaged, which it says and leaves as it is', async () => {
    const { world, ada } = await twoWriters('precious')
    world.log.spoil(aims, 2)
    const before = world.log.updatesOf(aims)
    const again = await createWorld({ log: world.log })
    await again.reopen(ada)
    await again.settle()
    expect([ada.closes, again.reports]).toEqual([
      [closeCode.damaged],
      ['The stored words of a room are damaged: update 2 is not as it was written'],
    ])
    await expect(again.rooms.read(aims, ({ seq }) => seq)).rejects.toThrow('damaged')
    await again.pass(60_000)
    expect([world.log.updatesOf(aims), world.log.snapshots]).toEqual([before, 0])
  })

  it('[ROOM20] that was never written does not exist', async () => {
    const world = await createWorld()
    const ada = await world.open('Ada', { room: 'plans/plan1/sections/other' })
    await world.settle()
    expect(ada.closes).toEqual([closeCode.noSuchRoom])
    await expect(world.rooms.create(aims, Uint8Array.of(0, 0))).rejects.toThrow('number 1')
    await expect(world.rooms.create('plans/plan1/sections/new', Uint8Array.of(9))).rejects.toThrow('cannot be read')
  })

  it('[ROOM21] sends a copy of another generation away, unmerged', async () => {
    const { world, ada } = await twoWriters('old words')
    world.log.setGeneration(aims, 2)
    const again = await createWorld({ log: world.log })
    ada.drop()
    ada.type(0, 'stale ')
    await again.reopen(ada, { generation: 1 })
    await again.settle()
    expect([ada.closes, world.loggedText()]).toEqual([[closeCode.generationChanged], 'old words'])
    const ben = await again.open('Ben', { generation: 2 })
    await again.settle()
    expect(ben.text()).toBe('old words')
  })

  it('[ROOM22] is read by the rest of the server as it is logged', async () => {
    const { world, ada } = await twoWriters('read me')
    const read = () => world.rooms.read(aims, ({ doc, seq }) => `${seq} ${doc.getXmlFragment('content').toString()}`)
    expect(await read()).toBe('2 <paragraph>read me</paragraph>')
    world.log.block()
    ada.type(0, 'not yet ')
    await world.idle()
    for (const frame of ada.outbox.splice(0)) ada.session?.receive(frame)
    await world.idle()
    const waiting = read()
    world.log.release()
    expect(await waiting).toBe('3 <paragraph>not yet read me</paragraph>')
  })

  it('[ROOM23] stops by taking what has arrived, storing its state and asking everyone to come back', async () => {
    const { world, ada, ben } = await twoWriters('before')
    ada.type(6, ' the stop')
    for (const frame of ada.outbox.splice(0)) ada.session?.receive(frame)
    await world.rooms.close()
    expect([ada.closes, ben.closes]).toEqual([[closeCode.restarting], [closeCode.restarting]])
    expect([world.loggedText(), (await world.log.load(aims))?.tail]).toEqual(['before the stop', []])
    await world.reopen(ada)
    expect(ada.closes).toEqual([closeCode.restarting, closeCode.restarting])
  })
})

/** Words of `client` that claim to stand right of what they stand left of: `after` comes behind `before` in the text. */
const twisted = (client: number, after: [number, number], before: [number, number]): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of [1, 1, client, 0]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8(encoder, 4 + 128 + 64)
    for (const number of [...after, ...before]) encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, 'twisted')
    encoding.writeVarUint(encoder, 0)
  })

describe('what Yjs does not take as it says', () => {
  it('[ROOM53] is undone and its sender closed, while others write on', async () => {
    const { world, ada, ben } = await twoWriters('abc')
    const { clientID } = ada.doc
    ben.sendRaw(updateFrame(twisted(ben.doc.clientID, [clientID, 2], [clientID, 0])))
    ada.type(3, 'd')
    await world.settle()
    const isla = await world.open('Isla')
    await world.settle()
    expect([ben.closes, ada.closes, ada.notices]).toEqual([[closeCode.malformed], [], []])
    expect([world.loggedText(), isla.text(), ada.saved]).toEqual(['abcd', 'abcd', ada.sent])
    expect(world.reports).toEqual([
      'An update could not be applied: Error: An accepted update does not stand where it says',
    ])
  })

  it('[ROOM53] leaves who has to be asked again in the same turn to be asked', async () => {
    const { world, ada, ben } = await twoWriters('abc')
    const { clientID } = ada.doc
    ada.type(0, 'lost on the way ')
    ada.outbox.splice(0)
    ada.sent -= 1
    ben.sendRaw(updateFrame(twisted(ben.doc.clientID, [clientID, 2], [clientID, 0])))
    ada.type(0, 'and then ')
    await world.settle()
    expect([world.loggedText(), ada.saved, ada.closes]).toEqual(['and then lost on the way abc', ada.sent, []])
  })

  it('[ROOM53] closes nobody for what only shows at the end of a turn of several, and takes it one by one', async () => {
    const { world, ada, ben } = await twoWriters('abc')
    await world.rooms.read(aims, ({ doc }) =>
      doc.on('afterTransaction', () => {
        throw new Error('spoilt')
      }),
    )
    const before = world.log.appends
    ada.type(0, 'a')
    ben.type(3, 'b')
    await world.settle()
    expect([ada.closes, ben.closes, world.loggedText(), world.log.appends - before]).toEqual([[], [], 'aabcb', 2])
    expect([ada.saved, ben.saved]).toEqual([ada.sent, ben.sent])
  })

  it('[ROOM3] [ROOM34] does not call saved what came after all that its sender had, and was put off', async () => {
    const { world, ada } = await twoWriters('abc')
    const { session, saved } = ada
    ada.type(0, 'lost on the way ')
    ada.type(0, 'and then ')
    const [, gap] = ada.outbox.splice(0)
    for (const frame of [step2Frame(Uint8Array.of(0, 0)), gap ?? new Uint8Array()]) session?.receive(frame)
    await world.idle()
    session?.receive(updateFrame(Uint8Array.of(0, 0)))
    await world.idle()
    const counts = ada.inbox.filter(([type]) => type === messageType.saved).map(([, count]) => count)
    expect(counts).toEqual([saved + 1])
  })
})

describe('telling others', () => {
  it('[ROOM24] rings in the plan’s room, which holds no text, for clients that know bells', async () => {
    const world = await createWorld()
    const room = 'plans/plan1'
    const ada = await world.open('Ada', { room })
    const stock = await world.open('Ben', { room, isOurs: false })
    await world.settle()
    world.rooms.ring('plan1', { what: 'threads', id: 'aims' })
    world.rooms.ring('plan2', { what: 'plan', id: 'plan2' })
    ada.root().insert(0, [new Y.XmlElement('paragraph')])
    await world.settle()
    expect([ada.doorbells, stock.doorbells]).toEqual([[{ what: 'threads', id: 'aims' }], []])
    expect([stock.root().length, ada.notices, world.log.updatesOf(room)]).toEqual([0, ['read-only'], []])
  })

  it('[ROOM54] tells who comes in what rang within the last minute, each thing once', async () => {
    const world = await createWorld()
    const room = 'plans/plan1'
    world.rooms.ring('plan1', { what: 'plan', id: 'plan1' })
    await world.pass(59_000)
    for (const id of ['aims', 'other', 'aims']) world.rooms.ring('plan1', { what: 'reading', id })
    world.rooms.ring('plan2', { what: 'plan', id: 'plan2' })
    await world.pass(2_000)
    const ada = await world.open('Ada', { room })
    const stock = await world.open('Ben', { room, isOurs: false })
    const inSection = await world.open('Isla')
    await world.settle()
    const recent = ['other', 'aims'].map((id) => ({ what: 'reading', id }))
    expect([ada.doorbells, stock.doorbells, inSection.doorbells]).toEqual([recent, [], []])
  })

  it('[ROOM25] tells which sections changed once they are on disk, each once', async () => {
    const { world, ada } = await twoWriters()
    ada.type(0, 'more ')
    await world.settle()
    await world.pass(499)
    expect(world.changes).toEqual([])
    await world.pass(1)
    expect(world.changes).toEqual(['aims'])
    for (let wait = 0; wait < 10; wait += 1) await world.pass(500)
    expect(world.changes).toEqual(['aims'])
  })

  it('[ROOM25] tells of a section that goes on changing every two seconds, and of its last change', async () => {
    const { world, ada } = await twoWriters()
    const told: number[] = []
    for (let wait = 0; wait < 20; wait += 1) {
      if (wait < 10) ada.type(0, 'x')
      await world.settle()
      await world.pass(500)
      told.push(world.changes.splice(0).length)
    }
    expect(told).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, ...Array(7).fill(0)])
  })

  it('[ROOM26] serves clients that know only y-websocket, and sends them nothing else', async () => {
    const world = await createWorld()
    const stock = await world.open('Ada', { isOurs: false })
    const ben = await world.open('Ben')
    await world.settle()
    stock.type(0, 'from any client')
    await world.settle()
    world.log.breakDown('disk full')
    stock.type(0, 'x')
    await world.settle()
    expect([ben.text(), stock.saved, stock.notices]).toEqual(['from any client', 0, []])
  })
})

describe('what one connection may cost', () => {
  it('[ROOM27] sends a reader who stalls away, and nobody waits for them', async () => {
    const { world, ada, ben } = await twoWriters('go')
    ben.buffered = 2 * 1024 * 1024 + 1_000
    const isla = await world.open('Isla')
    await world.settle()
    ada.type(2, ' on')
    await world.settle()
    expect([ben.closes, ada.closes, isla.text()]).toEqual([[closeCode.accessChanged], [], 'go on'])
  })

  it('[ROOM28] closes a connection that floods the room, never one that types', async () => {
    const { world, ada, ben } = await twoWriters('')
    for (let second = 0; second < 60; second += 1) {
      for (let key = 0; key < 40; key += 1) ada.type(0, 'k')
      await world.settle()
      await world.pass(1_000)
    }
    expect(ada.closes).toEqual([])
    for (let flood = 0; flood < 1_300; flood += 1) ben.sendRaw(updateFrame(Uint8Array.of(0, 0)))
    await world.settle()
    expect([ben.closes, ada.text().length]).toEqual([[closeCode.tooMany], 2_400])
  })

  it('[ROOM28] closes a connection that keeps asking for the text, never one that asks on coming in', async () => {
    const { world, ada, ben } = await twoWriters('words')
    for (let visit = 0; visit < 60; visit += 1) {
      await world.reopen(ada)
      await world.settle()
    }
    for (let question = 0; question < 20; question += 1) ben.sendRaw(step1Frame(Uint8Array.of(1, question, 1)))
    await world.settle()
    expect([ada.closes, ben.closes]).toEqual([[], [closeCode.tooMany]])
  })

  it('[ROOM48] closes a connection whose question is larger than any history', async () => {
    const { world, ada, ben } = await twoWriters('words')
    const asking = (bytes: number): Uint8Array =>
      encoding.encode((encoder) => {
        const clients = Math.floor(bytes / 6)
        encoding.writeVarUint(encoder, clients)
        for (let at = 0; at < clients; at += 1) {
          encoding.writeVarUint(encoder, 2 ** 31 + at)
          encoding.writeVarUint(encoder, 1)
        }
      })
    ada.sendRaw(step1Frame(asking(64_000)))
    ben.sendRaw(step1Frame(asking(66_000)))
    await world.settle()
    expect([ada.closes, ben.closes]).toEqual([[], [closeCode.tooLarge]])
  })

  it('[ROOM48] lets everyone back into a room that many have written in, however long their question is', async () => {
    const world = await createWorld({ limits: { maxQuestionBytes: 16 } })
    const ben = await world.open('Ben')
    for (const person of ['Ada', 'Ada', 'Ada', 'Isla', 'Isla']) {
      const visit = await world.open(person)
      await world.settle()
      visit.type(0, 'x')
      await world.settle()
      visit.drop()
    }
    await world.reopen(ben, { generation: 1 })
    await world.settle()
    expect([Y.encodeStateVector(ben.doc).length > 16, ben.closes, ben.text()]).toEqual([true, [], 'xxxxx'])
  })

  it('[ROOM28] works out no answer for who has left', async () => {
    const { world, ada, ben } = await twoWriters('words')
    ada.type(0, 'more ')
    ben.sendRaw(step1Frame(Uint8Array.of(0)))
    world.log.block()
    for (const { session, outbox } of [ada, ben]) for (const frame of outbox.splice(0)) session?.receive(frame)
    await world.idle()
    ben.session?.leave()
    world.log.release()
    await world.idle()
    expect(ben.inbox).toEqual([])
    await world.settle()
    expect(ada.saved).toBe(ada.sent)
  })

  it('[FAULT9] takes no more words into a section that is full, and still lets words be deleted', async () => {
    const world = await createWorld({ limits: { maxRoomBytes: 1_000 } })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.type(0, 'a'.repeat(800))
    await world.settle()
    ben.type(0, 'b'.repeat(300))
    await world.settle()
    expect([ben.closes, ada.closes, ada.text().length]).toEqual([[closeCode.tooLarge], [], 800])
    for (let line = 0; line < 35; line += 1) ada.erase(0, 20)
    await world.settle()
    expect([ada.closes, ada.saved, world.loggedText().length]).toEqual([[], ada.sent, 100])
  })

  it('[FAULT9] does not count what was replaced, however often', async () => {
    const world = await createWorld({ limits: { maxRoomBytes: 2_000 } })
    const ada = await world.open('Ada')
    await world.settle()
    for (let chapter = 0; chapter < 20; chapter += 1) {
      ada.type(0, 'c'.repeat(1_000))
      await world.settle()
      ada.erase(0, 1_000)
      await world.settle()
    }
    ada.type(0, 'what stays')
    await world.settle()
    expect([ada.closes, ada.saved, world.loggedText()]).toEqual([[], ada.sent, 'what stays'])
  })

  it('[FAULT9] measures the state before anybody is told that the section is full, where much has come', async () => {
    const closesWith = async (measureEvery: number): Promise<readonly number[]> => {
      const world = await createWorld({ limits: { maxRoomBytes: 1_000, measureEvery } })
      const ada = await world.open('Ada')
      await world.settle()
      for (let letter = 0; letter < 100; letter += 1) {
        ada.type(letter, 'a')
        await world.settle()
      }
      return ada.closes
    }
    expect([await closesWith(500), await closesWith(5_000)]).toEqual([[], [closeCode.tooLarge]])
  })

  it('[FAULT9] bounds what deletions add that cut a full section into pieces, and takes those that make it smaller', async () => {
    const world = await createWorld({ limits: { maxRoomBytes: 1_000, maxCutBytes: 300 } })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.type(0, 'a'.repeat(900))
    await world.settle()
    for (let at = 0; at < 20; at += 1) {
      ben.erase(at, 1)
      await world.settle()
    }
    expect([ben.closes, ada.text().length < 900]).toEqual([[closeCode.tooLarge], true])
    ada.erase(0, ada.text().length)
    await world.settle()
    ada.type(0, 'again')
    await world.settle()
    expect([ada.closes, world.loggedText()]).toEqual([[], 'again'])
  })

  it('[FAULT9] refuses deletions that would cut a section into too many pieces at once', async () => {
    const world = await createWorld({ limits: { maxRoomBytes: 3_000, maxCutBytes: 300 } })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    ada.type(0, 'a'.repeat(500))
    await world.settle()
    ben.doc.transact(() => {
      for (let at = 0; at < 250; at += 1) ben.erase(at, 1)
    })
    await world.settle()
    expect([ben.closes, ada.text().length]).toEqual([[closeCode.tooLarge], 500])
  })

  it('[FAULT9] closes a connection that sends more bytes than any writing comes to', async () => {
    const world = await createWorld({ limits: { bytesBurst: 1_000, bytesPerSecond: 100 } })
    const ada = await world.open('Ada')
    const ben = await world.open('Ben')
    await world.settle()
    for (let second = 0; second < 30; second += 1) {
      ada.type(0, 'key')
      await world.settle()
      await world.pass(1_000)
    }
    ben.type(0, 'b'.repeat(1_500))
    await world.settle()
    expect([ada.closes, ben.closes, ada.text().length]).toEqual([[], [closeCode.tooMany], 90])
  })
})
