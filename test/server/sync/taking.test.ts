import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { createOlderCopies } from '../../../server/sync/older-copies.ts'
import { createSession, type Session } from '../../../server/sync/session.ts'
import { type Message, takeBatch } from '../../../server/sync/taking.ts'
import { emptyStoredRoom, openText, type RoomText } from '../../../server/sync/text.ts'
import { aims } from '../../support/sync-world.ts'

const nothing = (): void => undefined
const logger = { info: nothing, warn: nothing, error: nothing }
const now = (): number => 0

const sessionOf = (personId: string): Session =>
  createSession({
    connection: { send: () => true, sendState: () => true, close: nothing },
    room: { takeUpdate: nothing, takeQuestion: nothing, takePresence: nothing, leave: nothing },
    entry: {
      planId: 'plan1',
      sectionId: 'aims',
      mayWrite: true,
      user: { personId, name: personId, body: '', colour: 0 },
    },
    personId,
    sessionId: personId,
    isOurs: true,
    takesPacked: false,
    limits: defaultLimits,
    now,
  })

/** One paragraph, as a client of its own makes it. */
const paragraphOf = (session: Session): Message => {
  const doc = new Y.Doc()
  doc.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')])
  return { kind: 'update', session, update: { number: 1, bytes: Y.encodeStateAsUpdate(doc), isComplete: false } }
}

/** An empty text whose next change is thrown out as its transaction ends. */
const failingText = (): RoomText => {
  const text = openText(emptyStoredRoom, true)
  if (!text.ok) throw new Error(text.error)
  text.value.doc.on('afterTransaction', () => {
    throw new Error('spoilt')
  })
  return text.value
}

describe('a batch that spoils the text as its transaction ends', () => {
  it.each<[readonly string[], string | null]>([
    [['Ada', 'Ben'], null],
    [['Ben'], 'Ben'],
  ])('[ROOM53] of %j is taken to be the fault of %j', (people, culprit) => {
    const taking = {
      limits: defaultLimits,
      now,
      logger,
      room: aims,
      text: failingText(),
      closedBecause: null,
      presence: { speakerOf: () => undefined },
      olderCopies: createOlderCopies(),
    }
    const taken = takeBatch(taking, people.map(sessionOf).map(paragraphOf))
    expect('culprit' in taken && (taken.culprit?.identity.personId ?? null)).toBe(culprit)
  })
})
