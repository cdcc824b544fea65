/** What colleagues write comes in gathered, and nothing of it is lost or comes out of order. */
import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { gatherNews } from '../../../client/sync/gather-news.ts'
import { messageType } from '../../../shared/protocol.ts'
import { createRandom } from '../../support/random.ts'

const updateFrame = (update: Uint8Array): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageType.sync)
  writeUpdate(encoder, update)
  return toUint8Array(encoder)
}
const step2Frame = (doc: Y.Doc): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageType.sync)
  writeSyncStep2(encoder, doc)
  return toUint8Array(encoder)
}
const presenceFrame = (awareness: Awareness): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageType.awareness)
  writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
  return toUint8Array(encoder)
}

/** A page with a room open, and a colleague with the same text. */
const createDesk = () => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider('ws://nowhere', 'room', doc, { connect: false, disableBc: true })
  const waiting: (() => void)[] = []
  gatherNews(provider, {
    next: (bringIn) => {
      waiting.push(bringIn)
      return () => void waiting.splice(waiting.indexOf(bringIn), 1)
    },
    isTyping: () => false,
  })
  const receive = (frame: Uint8Array): void => {
    const decoder = createDecoder(frame)
    const type = readVarUint(decoder)
    provider.messageHandlers[type]?.(createEncoder(), decoder, provider, true, type)
  }
  const colleague = new Y.Doc()
  const news: Uint8Array[] = []
  colleague.on('update', (update: Uint8Array) => news.push(update))
  const text = colleague.getText('t')
  onTestFinished(() => {
    provider.destroy()
    provider.awareness.destroy()
  })
  return { doc, provider, waiting, receive, colleague, text, news, shown: () => doc.getText('t').toString() }
}

describe('what colleagues write', () => {
  it('[PAGE42] comes in together, as one change, a few times a second', () => {
    const { doc, provider, waiting, receive, colleague, text, news, shown } = createDesk()
    const awareness = new Awareness(colleague)
    const changes: unknown[] = []
    doc.on('update', (_: Uint8Array, origin: unknown, __: Y.Doc, transaction: Y.Transaction) =>
      changes.push([origin === provider, transaction.local]),
    )
    for (const letter of 'care') {
      text.insert(text.length, letter)
      awareness.setLocalStateField('cursor', text.length)
      receive(updateFrame(news.at(-1) ?? new Uint8Array()))
      receive(presenceFrame(awareness))
    }
    expect([shown(), waiting.length]).toEqual(['', 1])
    waiting[0]?.()
    expect([shown(), changes]).toEqual(['care', [[true, false]]])
    expect(provider.awareness.getStates().get(colleague.clientID)).toEqual({ cursor: 4 })
    expect(waiting).toEqual([])
    awareness.destroy()
  })

  it('[PAGE42] waits for nothing when a room opens, and comes in before what opens it', () => {
    const { provider, waiting, receive, colleague, text, news, shown } = createDesk()
    text.insert(0, 'kin')
    receive(updateFrame(news[0] ?? new Uint8Array()))
    text.insert(3, 'ship')
    receive(step2Frame(colleague))
    expect([shown(), provider.synced, waiting]).toEqual(['kinship', true, []])
  })

  it('[PAGE42] comes in as the connection is lost, before the page forgets who was there', () => {
    const { provider, waiting, receive, colleague, text, news, shown } = createDesk()
    const awareness = new Awareness(colleague)
    awareness.setLocalStateField('cursor', 1)
    text.insert(0, 'kin')
    receive(updateFrame(news[0] ?? new Uint8Array()))
    receive(presenceFrame(awareness))
    provider.emit('connection-close', [null, provider])
    expect([shown(), waiting]).toEqual(['kin', []])
    expect(provider.awareness.getStates().has(colleague.clientID)).toBe(true)
    awareness.destroy()
  })

  it.each([1, 2, 3])(
    '[PAGE42] is the same however it is gathered and whatever one writes meanwhile, seed %i',
    (seed) => {
      const { doc, waiting, receive, colleague, text, news } = createDesk()
      const random = createRandom(seed)
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'mine') Y.applyUpdate(colleague, update, 'page')
      })
      let sent = 0
      for (let step = 0; step < 400; step += 1) {
        if (random.chance(0.5)) text.insert(random.int(text.length + 1), random.pick(['a', 'b', 'c']))
        else if (text.length > 4 && random.chance(0.3)) text.delete(random.int(text.length - 2), 2)
        if (random.chance(0.3)) doc.transact(() => doc.getText('t').insert(0, 'x'), 'mine')
        while (sent < news.length) receive(updateFrame(news[sent++] ?? new Uint8Array()))
        if (random.chance(0.2)) waiting[0]?.()
      }
      waiting[0]?.()
      expect(doc.getText('t').toString()).toBe(text.toString())
    },
  )
})
