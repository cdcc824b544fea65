/**
 * A colleague who writes, without a browser: the stock y-websocket provider, one character at a time at the end of a
 * paragraph, the caret moving along in presence as an editor's does.
 */
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { contentRoot } from '../../../shared/plan/layout.ts'

export interface Door {
  /** As the provider wants it: `ws://host/sync`. */
  readonly serverUrl: string
  readonly room: string
  readonly headers: Readonly<Record<string, string>>
  readonly user: { readonly name: string; readonly color: string }
  /** Place of the section's first item in the room's content. */
  readonly from: number
}

export interface Writer {
  /** One character at the end of the section's item with this number. */
  write(item: number, character: string): void
  /** The text of that item, as this colleague has it. */
  read(item: number): string
  close(): void
}

const socketWith = (headers: Door['headers']) =>
  class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { ...headers } })
    }
  }

/** Longest wait for a room on a busy machine. */
const openMs = 20_000

export const openWriter = async ({ serverUrl, room, headers, user, from }: Door): Promise<Writer> => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(serverUrl, room, doc, {
    disableBc: true,
    // `ws` is the browser's WebSocket but for events nobody here uses.
    WebSocketPolyfill: socketWith(headers) as unknown as typeof globalThis.WebSocket,
  })
  provider.awareness.setLocalStateField('user', user)
  await synced(provider, room)
  const content = doc.getXmlFragment(contentRoot)
  const textOf = (item: number): Y.XmlText => {
    const element = content.get(from + item)
    const text = element instanceof Y.XmlElement ? element.get(0) : null
    if (text instanceof Y.XmlText) return text
    throw new Error(`There is no paragraph ${item} in ${room}`)
  }
  return {
    write: (item, character) => {
      const text = textOf(item)
      text.insert(text.length, character)
      const caret = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length)) as unknown
      provider.awareness.setLocalStateField('cursor', { anchor: caret, head: caret })
    },
    read: (item) => String(textOf(item)),
    close: () => {
      provider.destroy()
      provider.awareness.destroy()
      doc.destroy()
    },
  }
}

const synced = (provider: WebsocketProvider, room: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${room} did not open`)), openMs)
    provider.once('closed', ({ code }: { code: number }) => reject(new Error(`${room} was closed with ${code}`)))
    provider.once('sync', () => {
      clearTimeout(late)
      resolve()
    })
  })
