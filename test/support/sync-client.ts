/**
 * A client as y-websocket makes one (it echoes presence, too), over queues instead of a socket: what it sends waits in
 * `outbox`, what the server sends waits in `inbox`, until the world carries it. Like the stock client it knows nothing
 * of our own frames unless it says so; then it keeps what it was told.
 */
import { inflateRawSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { defaultLimits } from '../../server/sync/limits.ts'
import { createPatience } from '../../server/sync/patience.ts'
import type { Connection, Session } from '../../server/sync/session.ts'
import { compareFrame } from '../../client/sync/comparing-socket.ts'
import { lengthOf } from '../../shared/byte-rows.ts'
import { messageType } from '../../shared/protocol.ts'
import { holdingOf } from '../../shared/state-digest.ts'

export interface SyncClient {
  readonly person: string
  readonly doc: Y.Doc
  readonly awareness: awarenessProtocol.Awareness
  readonly outbox: Uint8Array[]
  readonly inbox: Uint8Array[]
  /** Codes the server closed this client's connections with. */
  readonly closes: number[]
  readonly notices: string[]
  readonly doorbells: object[]
  /** The last count of updates the server said are on disk, and those sent, on this connection. */
  saved: number
  sent: number
  /** Frames of this client the server ever said are on disk. */
  readonly acknowledged: Uint8Array[]
  /** Bytes the network has not taken yet, as the server sees it. */
  buffered: number
  isSynced: boolean
  /** Whether it says what it holds on coming back, as a page does. */
  compares: boolean
  /** How often it heard that the room holds the same. */
  matches: number
  /** Where its frames go; null while it has no connection. */
  session: Pick<Session, 'isClosed' | 'isSubscribed' | 'receive' | 'leave'> | null
  readonly connection: Connection
  /** Greets the server, as on opening a socket. */
  greet(): void
  /** Puts one frame from the server into effect. */
  take(frame: Uint8Array): void
  /** Sends bytes as they are. */
  sendRaw(bytes: Uint8Array): void
  /** The connection is gone; what was on its way is lost. */
  drop(): void
  root(): Y.XmlFragment
  /** Types into the first paragraph. */
  type(index: number, text: string): void
  erase(index: number, length: number): void
  /** All characters of the section. */
  text(): string
}

const frameOf = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write)

const syncFrame = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
  frameOf((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync)
    write(encoder)
  })

const awarenessFrame = (awareness: awarenessProtocol.Awareness, clients: readonly number[]): Uint8Array =>
  frameOf((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness)
    encoding.writeVarUint8Array(encoder, awarenessProtocol.encodeAwarenessUpdate(awareness, [...clients]))
  })

/** A step 2 without anything in it. */
const nothing = Uint8Array.of(messageType.sync, syncProtocol.messageYjsSyncStep2, 2, 0, 0)

const inflated = (bytes: Uint8Array): Uint8Array | null => {
  try {
    return inflateRawSync(bytes)
  } catch {
    return null
  }
}

/** The step 2 that a deflated state stands for; null where it is none. */
const unpack = (deflated: Uint8Array): Uint8Array | null => {
  const state = inflated(deflated)
  return (
    state &&
    syncFrame((encoder) => {
      encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep2)
      encoding.writeVarUint8Array(encoder, state)
    })
  )
}

/** Plain text of a section, for comparing. */
export const textOf = (doc: Y.Doc): string =>
  doc
    .getXmlFragment('content')
    .toString()
    .replace(/<[^>]*>/g, '')

/** `clientId` makes a run that can be had again; otherwise it is Yjs's random one. */
export const createSyncClient = (person: string, clientId?: number): SyncClient => {
  const doc = new Y.Doc()
  if (clientId !== undefined) doc.clientID = clientId
  const awareness = new awarenessProtocol.Awareness(doc)
  clearInterval(awareness._checkInterval)
  doc.getXmlFragment('content')

  const send = (bytes: Uint8Array): void => {
    if (client.session && !client.session.isClosed) client.outbox.push(bytes)
  }

  /** Update frames of this connection, in the order in which the server counts them. */
  let counted: Uint8Array[] = []

  const takeSaved = (count: number): void => {
    client.acknowledged.push(...counted.slice(client.saved, count))
    client.saved = count
  }

  const sendUpdate = (bytes: Uint8Array): void => {
    client.sent += 1
    counted.push(bytes)
    send(bytes)
  }

  const takeSync = (decoder: decoding.Decoder): void => {
    if (client.compares && !client.isSynced && Buffer.compare(decoder.arr, nothing) === 0) client.matches += 1
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageType.sync)
    const type = syncProtocol.readSyncMessage(decoder, encoder, doc, client)
    if (type === syncProtocol.messageYjsSyncStep2) client.isSynced = true
    if (encoding.length(encoder) > 1) sendUpdate(encoding.toUint8Array(encoder))
  }

  const takeJson = (decoder: decoding.Decoder): object => JSON.parse(decoding.readVarString(decoder))

  /** As a page does: one that is given what is no state goes, to come again. */
  const takePacked = (deflated: Uint8Array): void => {
    const step2 = unpack(deflated)
    if (step2 === null) drop()
    else take(step2)
  }

  const take = (frame: Uint8Array): void => {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === messageType.sync) takeSync(decoder)
    else if (type === messageType.awareness)
      awarenessProtocol.applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), client)
    else if (type === messageType.saved) takeSaved(decoding.readVarUint(decoder))
    else if (type === messageType.doorbell) client.doorbells.push(takeJson(decoder))
    else if (type === messageType.packed) takePacked(frame.subarray(1))
    else if (type === messageType.notice) client.notices.push((takeJson(decoder) as { kind: string }).kind)
    else throw new Error(`A frame of unknown type ${type}`)
  }

  /** Once it counts as saved, all that is held now is. */
  const compare = (): void => {
    client.sent += 1
    counted.push(syncFrame((encoder) => syncProtocol.writeUpdate(encoder, Y.encodeStateAsUpdate(doc))))
    send(compareFrame(holdingOf(doc)))
  }

  const greet = (): void => {
    Object.assign(client, { saved: 0, sent: 0, isSynced: false })
    counted = []
    if (client.compares && doc.store.clients.size > 0) compare()
    else send(syncFrame((encoder) => syncProtocol.writeSyncStep1(encoder, doc)))
    if (awareness.getLocalState() !== null) send(awarenessFrame(awareness, [doc.clientID]))
  }

  const drop = (): void => {
    client.session?.leave()
    client.session = null
    client.outbox.length = 0
    client.inbox.length = 0
    const others = [...awareness.getStates().keys()].filter((id) => id !== doc.clientID)
    awarenessProtocol.removeAwarenessStates(awareness, others, client)
  }

  const firstText = (): Y.XmlText => {
    const paragraph = client.root().get(0)
    const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (!(text instanceof Y.XmlText)) throw new Error('No paragraph to write in')
    return text
  }

  const patience = createPatience(() => client.buffered, defaultLimits)

  const client: SyncClient = {
    person,
    doc,
    awareness,
    outbox: [],
    inbox: [],
    closes: [],
    notices: [],
    doorbells: [],
    saved: 0,
    sent: 0,
    acknowledged: [],
    buffered: 0,
    isSynced: false,
    compares: false,
    matches: 0,
    session: null,
    connection: {
      send: (frames) => patience.isLeft() && client.inbox.push(...frames) > 0,
      sendState: (frames) => patience.isLeftForState(lengthOf(frames)) && client.inbox.push(...frames) > 0,
      close: (code) => {
        client.closes.push(code)
        client.outbox.length = 0
      },
    },
    greet,
    take,
    sendRaw: send,
    drop,
    root: () => doc.getXmlFragment('content'),
    type: (index, text) => firstText().insert(index, text),
    erase: (index, length) => firstText().delete(index, length),
    text: () => textOf(doc),
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== client) sendUpdate(syncFrame((encoder) => syncProtocol.writeUpdate(encoder, update)))
  })
  awareness.on('update', (change: { added: number[]; updated: number[]; removed: number[] }) =>
    send(awarenessFrame(awareness, [...change.added, ...change.updated, ...change.removed])),
  )
  return client
}
