/**
 * The stock y-websocket provider as the page makes one for each room: on a channel of its one connection, without a word
 * to other tabs, and telling of nobody's presence but the page's own. Nothing here knows what the room is for.
 */
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { EDITOR_VERSION } from '../../shared/protocol.ts'
import { asWebSocket } from './connection/channel-socket.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'
import { tellOwnPresence } from './own-presence.ts'

/** Longest pause between two tries to connect again: people watch the words "Not connected". */
const maxBackoffMs = 5_000

interface Way {
  readonly Socket: ProviderSocketClass
  /** What the room's address says beside which program asks. */
  readonly params?: Readonly<Record<string, string>>
}

/** Connects when told to. */
export const createRoomProvider = (address: string, doc: Y.Doc, { Socket, params }: Way): WebsocketProvider => {
  const provider = new WebsocketProvider('', address, doc, {
    connect: false,
    disableBc: true,
    maxBackoffTime: maxBackoffMs,
    params: { comhla: '1', editor: String(EDITOR_VERSION), ...params },
    WebSocketPolyfill: asWebSocket(Socket),
  })
  tellOwnPresence(provider)
  return provider
}

/** Closes the room for good, with its text. */
export const closeProvider = (provider: WebsocketProvider): void => {
  provider.destroy()
  provider.awareness.destroy()
  provider.doc.destroy()
}
