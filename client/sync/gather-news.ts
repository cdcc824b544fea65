/**
 * Brings in what colleagues write a few times a second, all that came since at once: one change of the text, one drawing.
 * Each letter and each step of a caret by itself would cost a writer as much as a letter of their own. What opens a room
 * is brought in as it comes, after what came before it.
 */
import { peekVarUint, readVarUint, readVarUint8Array } from 'lib0/decoding'
import type { Decoder } from 'lib0/decoding'
import { applyAwarenessUpdate } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { messageType, syncType } from '../../shared/protocol.ts'
import type { Pace } from './pace.ts'

/** Puts itself between a provider's connection and its Y.Doc; the answer brings in what waits and stops. */
export const gatherNews = (provider: WebsocketProvider, pace: Pace): (() => void) => {
  const { doc, awareness } = provider
  const opening = provider.messageHandlers[messageType.sync]
  let updates: Uint8Array[] = []
  let presence: Uint8Array[] = []
  let cancel: (() => void) | null = null

  const bringIn = (): void => {
    cancel?.()
    cancel = null
    const [news, states] = [updates, presence]
    updates = []
    presence = []
    const apply = (): void => news.forEach((update) => Y.applyUpdate(doc, update, provider))
    // Carets first: they are drawn with the words.
    for (const state of states) applyAwarenessUpdate(awareness, state, provider)
    if (news.length > 0) Y.transact(doc, apply, provider, false)
  }
  const wait = (): void => {
    cancel ??= pace.next(bringIn)
  }

  provider.messageHandlers[messageType.sync] = (encoder, decoder: Decoder, ...rest) => {
    // The other kinds open a room.
    if (peekVarUint(decoder) !== syncType.update) {
      bringIn()
      return opening?.(encoder, decoder, ...rest)
    }
    readVarUint(decoder)
    // A copy: the frame's bytes belong to the connection.
    updates.push(readVarUint8Array(decoder).slice())
    wait()
  }
  provider.messageHandlers[messageType.awareness] = (_: unknown, decoder: Decoder) => {
    presence.push(readVarUint8Array(decoder).slice())
    wait()
  }
  // The provider forgets who was here with the connection: what waits must not bring them back.
  provider.on('connection-close', bringIn)
  return bringIn
}
