import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tellOwnPresence } from '../../../client/sync/own-presence.ts'
import { messageType } from '../../../shared/protocol.ts'

/** A page whose connection notes whose presence goes out. */
const createPage = () => {
  const provider = new WebsocketProvider('ws://nowhere', 'room', new Y.Doc(), { connect: false, disableBc: true })
  tellOwnPresence(provider)
  const told: number[] = []
  const send = (frame: Uint8Array): void => {
    const decoder = createDecoder(frame)
    if (readVarUint(decoder) !== messageType.awareness) return
    const states = createDecoder(readVarUint8Array(decoder))
    if (readVarUint(states) !== 1) throw new Error('One page is told of at a time')
    told.push(readVarUint(states))
  }
  // Of a socket the provider asks no more.
  provider.ws = { readyState: 1, OPEN: 1, send, close: () => {} } as unknown as WebSocket
  provider.wsconnected = true
  const ben = new Awareness(new Y.Doc())
  onTestFinished(() => {
    provider.destroy()
    provider.awareness.destroy()
    ben.destroy()
  })
  return { provider, told, ben }
}

describe('the presence a page tells', () => {
  it('[PAGE50] is its own, as it changes, and nobody else’s', () => {
    const { provider, told, ben } = createPage()
    const own = provider.awareness.clientID
    for (const cursor of [1, 2]) {
      ben.setLocalStateField('cursor', cursor)
      applyAwarenessUpdate(provider.awareness, encodeAwarenessUpdate(ben, [ben.clientID]), provider)
    }
    expect(provider.awareness.getStates().get(ben.clientID)).toEqual({ cursor: 2 })
    expect(told).toEqual([])
    provider.awareness.setLocalStateField('cursor', 3)
    provider.awareness.setLocalState(null)
    expect(told).toEqual([own, own])
  })

  it('[PAGE50] ends with the provider', () => {
    const { provider, told } = createPage()
    provider.destroy()
    told.length = 0
    provider.wsconnected = true
    provider.awareness.setLocalStateField('cursor', 1)
    expect(told).toEqual([])
  })
})
