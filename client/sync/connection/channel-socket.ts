/**
 * What the y-websocket provider takes for its WebSocket: a channel on the page's one connection. It has what the
 * provider uses of a WebSocket and no more. While there is no connection it stays CONNECTING, however often one is
 * tried, and tells of each failed try by `onerror`; so a provider never waits for a connection that is there. A deflated
 * state is unpacked on the way, so that the provider is given the frames it knows.
 */
import { lostCode } from './transport.ts'
import { createUnpacking } from './unpacking.ts'
import type { Unpacking } from './unpacking.ts'

/** A channel as the connection sees it. */
export interface Channel {
  /** The room and its query. */
  readonly address: string
  readonly opened: () => void
  readonly received: (frame: Uint8Array) => void
  /** A try to connect has failed; there will be another. */
  readonly failed: () => void
  readonly closed: (code: number, reason: string) => void
}

export interface ChannelHost {
  readonly add: (channel: Channel) => void
  /** It is closed, whoever closed it. */
  readonly remove: (channel: Channel) => void
  readonly send: (channel: Channel, frame: Uint8Array) => void
}

/** What the provider uses of a WebSocket. */
export interface ProviderSocket {
  readonly readyState: number
  readonly OPEN: number
  binaryType: BinaryType
  onopen: (() => void) | null
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null
  onerror: ((event: { readonly type: string }) => void) | null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null
  send(frame: Uint8Array): void
  close(): void
}

export type ProviderSocketClass = new (url: string) => ProviderSocket

/** A class for providers whose server address is empty, so that their url is a slash, the room and its query. */
export const channelSocket = (host: ChannelHost): ProviderSocketClass =>
  class implements ProviderSocket {
    readonly OPEN = WebSocket.OPEN
    readyState: number = WebSocket.CONNECTING
    binaryType: BinaryType = 'arraybuffer'
    onopen: ProviderSocket['onopen'] = null
    onmessage: ProviderSocket['onmessage'] = null
    onerror: ProviderSocket['onerror'] = null
    onclose: ProviderSocket['onclose'] = null
    readonly #channel: Channel
    readonly #unpacking: Unpacking

    constructor(url: string) {
      const unpacking = createUnpacking(
        (frame) => this.onmessage?.({ data: frame }),
        () => this.#channel.closed(lostCode, 'not a state'),
      )
      this.#unpacking = unpacking
      this.#channel = {
        address: url.slice(1),
        opened: () => {
          this.readyState = WebSocket.OPEN
          this.onopen?.()
        },
        received: unpacking.take,
        failed: () => this.onerror?.({ type: 'error' }),
        closed: (code, reason) => {
          unpacking.stop()
          this.readyState = WebSocket.CLOSED
          host.remove(this.#channel)
          this.onclose?.({ code, reason })
        },
      }
      host.add(this.#channel)
    }

    send(frame: Uint8Array): void {
      if (this.readyState === WebSocket.OPEN) host.send(this.#channel, frame)
    }

    close(): void {
      if (this.readyState === WebSocket.CLOSED) return
      this.#unpacking.stop()
      this.readyState = WebSocket.CLOSED
      host.remove(this.#channel)
    }
  }

/** As the provider's types ask for it; it uses nothing of a WebSocket but what is here. */
export const asWebSocket = (Socket: ProviderSocketClass): typeof WebSocket => Socket as typeof WebSocket
