/**
 * A page's one connection as the server sees it: a transport over queues, and on it clients of rooms, each on a
 * channel of its own.
 */
import { createPacker } from '../../client/sync/connection/packer.ts'
import { decodeParcel, type Entry } from '../../shared/parcel.ts'
import type { Carriers } from '../../server/sync/carriers.ts'
import type { Inlet, Transport } from '../../server/sync/transport.ts'
import { createSyncClient, type SyncClient } from './sync-client.ts'

export interface ChannelPage {
  /** Null when the server closed at once. */
  readonly inlet: Inlet | null
  /** Everything the server said for no client, and of closed channels. */
  readonly heard: Entry[]
  /** What the connection itself was closed with. */
  readonly closes: number[]
  isDropped: boolean
  pings: number
  /** Bytes the network has not taken, as the server sees it. */
  buffered: number
  /** Opens a room on the next channel, with a client that greets. */
  open(person: string, address: string): SyncClient
  /** Sends bytes as they are. */
  sendRaw(bytes: Uint8Array): void
  sendEntry(entry: Entry): void
  /** Carries what waits, both ways, once; true when anything moved. */
  carry(): boolean
}

const idle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => void setImmediate(resolve))
}

/** Carries until nothing moves on any page. */
export const settle = async (...pages: readonly ChannelPage[]): Promise<void> => {
  for (let quiet = 0; quiet < 3;) {
    await idle()
    quiet = pages.map((page) => page.carry()).includes(true) ? 0 : quiet + 1
  }
}

export const openPage = (carriers: Carriers, person: string, isSignedIn = (): boolean => true): ChannelPage => {
  const clients = new Map<number, SyncClient>()
  const outgoing: Uint8Array[] = []
  const incoming: Uint8Array[] = []
  const packer = createPacker((parcel) => outgoing.push(parcel), queueMicrotask)
  let lastNumber = 0

  const take = (entry: Entry): void => {
    const client = 'channel' in entry ? clients.get(entry.channel) : undefined
    if (entry.kind === 'frame' && client) return client.take(entry.frame)
    page.heard.push(entry)
    if (entry.kind !== 'close' || !client) return
    client.closes.push(entry.code)
    client.session = null
    clients.delete(entry.channel)
  }

  const page: ChannelPage = {
    inlet: null,
    heard: [],
    closes: [],
    isDropped: false,
    pings: 0,
    buffered: 0,
    open: (name, address) => {
      lastNumber += 1
      const number = lastNumber
      const client = createSyncClient(name)
      clients.set(number, client)
      page.sendEntry({ kind: 'open', channel: number, address })
      client.session = {
        isClosed: false,
        isSubscribed: false,
        receive: (frame) => page.sendEntry({ kind: 'frame', channel: number, frame }),
        leave: () => page.sendEntry({ kind: 'close', channel: number, code: 1000, reason: '' }),
      }
      client.greet()
      return client
    },
    sendRaw: (bytes) => void outgoing.push(bytes),
    sendEntry: packer.put,
    carry: () => {
      for (const { session, outbox } of clients.values()) for (const frame of outbox.splice(0)) session?.receive(frame)
      packer.flush()
      const moved = outgoing.length + incoming.length > 0
      for (const parcel of outgoing.splice(0)) page.inlet?.receive(parcel)
      for (const parcel of incoming.splice(0)) {
        const entries = decodeParcel(parcel)
        if (!entries) throw new Error('The server sent what is no parcel')
        entries.forEach(take)
      }
      return moved
    },
  }
  const transport: Transport = {
    kind: 'socket',
    send: (messages: readonly Uint8Array[]) => void incoming.push(...messages),
    close: (code: number) => {
      page.closes.push(code)
      page.inlet?.leave()
    },
    drop: () => {
      page.isDropped = true
      page.inlet?.leave()
    },
    ping: () => void (page.pings += 1),
    bufferedBytes: () => page.buffered,
  }
  const caller = { personId: person, sessionId: `${person}-session` }
  const inlet = carriers.carryRooms(transport, caller, () => (isSignedIn() ? caller : null))
  return Object.assign(page, { inlet })
}
