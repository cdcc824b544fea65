/**
 * One section's room as this page holds it: its Y.Doc, the connection, and what of our changes is saved. States:
 * `connecting` until first synced, `live` while connected, `offline` when the connection is gone and tried again, and
 * `ended` when the server has refused for good (codes 4400-4499). An ended room keeps its Y.Doc, so that what was
 * typed can be offered as a copy; it never connects again.
 */
import { readVarString, readVarUint } from 'lib0/decoding'
import type { Decoder } from 'lib0/decoding'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { readLooseWords } from '../../shared/export/loose-words.ts'
import type { Passage } from '../../shared/export/passages.ts'
import { messageType, sectionRoom } from '../../shared/protocol.ts'
import type { Notice } from '../../shared/protocol.ts'
import { holdingOf } from '../../shared/state-digest.ts'
import { pageSocket } from './connection/page-socket.ts'
import { comparingSocket } from './comparing-socket.ts'
import { countingSocket } from './counting-socket.ts'
import { gatherNews } from './gather-news.ts'
import type { Pace } from './pace.ts'
import { createLiveBlocks } from './live-blocks.ts'
import type { LiveBlocks } from './live-blocks.ts'
import { createLiveContent } from './live-content.ts'
import type { LiveContent } from './live-content.ts'
import type { Schedule } from './renewal.ts'
import { closeProvider, createRoomProvider } from './room-provider.ts'
import { changedOffline, closed, confirmed, emptyLedger, frameSent, opened, unsavedCount } from './save-ledger.ts'
import type { SaveLedger } from './save-ledger.ts'

export interface SectionRoomState {
  readonly phase: 'connecting' | 'live' | 'offline' | 'ended'
  /** True once there are words to show, and from then on. */
  readonly hasContent: boolean
  /** True once there is a text to write in, and from then on; without a connection it may be too old to be shown. */
  readonly hasText: boolean
  readonly unsaved: number
  readonly savedAt: number | null
  /** When the connection was lost; null while there is one. */
  readonly offlineSince: number | null
  /** Close code of an ended room. */
  readonly endedBy: number | null
  readonly notice: Notice['kind'] | null
}

/** What the device kept of a room from an earlier visit. */
export interface KeptRoom {
  /** Generation of the room at that visit. */
  readonly generation: number
  /** The whole text as the server had it; null where only changes were kept. */
  readonly text: Uint8Array | null
  /** What the server had not confirmed. */
  readonly changes: Uint8Array | null
  /** How many these are. */
  readonly count: number
  /** The server's last reading, which the page has, is newer, and nothing of one's own is in what was kept. */
  readonly isOutdated: boolean
}

export interface SectionRoom {
  readonly sectionId: string
  /** What a device keeps of this room's changes stands under this key; no two rooms on any page have the same. */
  readonly page: string
  readonly doc: Y.Doc
  /** The generation this page's text belongs to; null until there is text or changes of one. */
  readonly generation: () => number | null
  readonly awareness: WebsocketProvider['awareness']
  /** The words as they are now; empty until `hasContent`. */
  readonly content: LiveContent
  /** The blocks among them, which change seldomer. */
  readonly blocks: LiveBlocks
  /** What the device kept of one's own words and the text has no place for; none once the server's text has come. */
  readonly looseWords: () => readonly Passage[]
  readonly state: () => SectionRoomState
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

export interface SectionRoomDeps {
  /** `wss://host/sync` */
  readonly syncUrl: string
  readonly now: () => number
  readonly newId: () => string
  readonly schedule: Schedule
  /** When colleagues' letters come in. */
  readonly pace: Pace
}

export interface SectionStart {
  /** How many changes of an earlier visit wait; they count as unsaved from the start. */
  readonly unsent: number
  /** The rest of what the device kept; null when it turns out that there is nothing. The room connects afterwards. */
  readonly kept: Promise<KeptRoom | null>
}

const initial: SectionRoomState = {
  phase: 'connecting',
  hasContent: false,
  hasText: false,
  unsaved: 0,
  savedAt: null,
  offlineSince: null,
  endedBy: null,
  notice: null,
}

const noticeKind = (json: string): Notice['kind'] => (JSON.parse(json) as Notice).kind

const isEmpty = ({ store }: Y.Doc): boolean => store.clients.size === 0

/**
 * `generation` is told on coming back, so that a room rebuilt meanwhile never merges with this copy. `startOf` says what
 * the device kept, for the room whose changes will stand under `page` from now on; null where it keeps nothing.
 */
export const openSectionRoom = (
  deps: SectionRoomDeps,
  planId: string,
  sectionId: string,
  generation: () => number,
  startOf: (page: string) => SectionStart | null = () => null,
): SectionRoom => {
  const doc = new Y.Doc()
  const page = deps.newId()
  const start = startOf(page)
  const listeners = new Set<() => void>()
  let ledger: SaveLedger = { ...emptyLedger, carried: start?.unsent ?? 0 }
  let state: SectionRoomState = { ...initial, unsaved: unsavedCount(ledger) }
  let held: number | null = null
  let isClosed = false
  /** Counts only while there is no connection: the server's text is newer otherwise. */
  let kept: KeptRoom | null = null

  // State

  const change = (part: Partial<SectionRoomState>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const count = (next: SaveLedger): void => {
    const before = unsavedCount(ledger)
    ledger = next
    const unsaved = unsavedCount(ledger)
    if (unsaved !== before) change({ unsaved, ...(unsaved === 0 && { savedAt: deps.now() }) })
  }

  const hasKeptText = (): boolean => (kept?.text ?? null) !== null
  const goOffline = (): void =>
    change({
      phase: 'offline',
      offlineSince: state.offlineSince ?? deps.now(),
      hasContent: state.hasContent || (hasKeptText() && kept?.isOutdated === false),
      hasText: state.hasText || hasKeptText(),
    })

  // The connection

  const counted = countingSocket(pageSocket(deps.syncUrl), (kind) => count(frameSent(ledger, kind)))
  const provider = createRoomProvider(sectionRoom(planId, sectionId), doc, {
    Socket: comparingSocket(counted, () => (isEmpty(doc) ? null : holdingOf(doc))),
    params: { packed: '1' },
  })
  const hold = (of: number): void => {
    held = of
    provider.params = { ...provider.params, generation: String(of) }
  }
  provider.messageHandlers[messageType.saved] = (_: unknown, decoder: Decoder) =>
    count(confirmed(ledger, readVarUint(decoder)))
  provider.messageHandlers[messageType.notice] = (_: unknown, decoder: Decoder) =>
    change({ notice: noticeKind(readVarString(decoder)) })
  const bringIn = gatherNews(provider, deps.pace)
  provider.on('status', ({ status }) => {
    if (status === 'connected') {
      // What the server refuses, or cannot do, it says on every connection anew.
      change({ notice: null })
      count(opened(ledger))
    }
    if (status === 'disconnected') {
      count(closed(ledger))
      goOffline()
    }
  })
  provider.on('sync', (synced: boolean) => {
    if (!synced) return
    hold(held ?? generation())
    change({ phase: 'live', hasContent: true, hasText: true, offlineSince: null })
  })
  provider.on('connection-error', () => {
    if (state.phase === 'connecting') goOffline()
  })
  provider.on('closed', ({ code }: { code: number }) => change({ phase: 'ended', endedBy: code }))
  doc.on('update', (_: Uint8Array, origin: unknown) => {
    if (origin === provider) return
    count(changedOffline(ledger))
    if (!state.hasContent) change({ hasContent: true })
  })
  const content = createLiveContent(doc, deps.schedule)
  const blocks = createLiveBlocks(doc, deps.schedule)

  // Beginning with what was kept

  /** What was kept is as if the server had sent it, but for the changes it waits for. */
  const begin = (found: KeptRoom | null): void => {
    if (isClosed) return
    kept = found
    ledger = { ...emptyLedger, carried: kept?.count ?? 0 }
    // Where nothing was kept after all, nothing was saved either.
    change({ unsaved: unsavedCount(ledger) })
    if (kept !== null) {
      hold(kept.generation)
      for (const bytes of [kept.text, kept.changes]) if (bytes !== null) Y.applyUpdate(doc, bytes, provider)
    }
    provider.connect()
  }
  if (start === null) provider.connect()
  else void start.kept.then(begin)

  return {
    sectionId,
    page,
    doc,
    content,
    blocks,
    looseWords: () => readLooseWords(doc),
    awareness: provider.awareness,
    generation: () => held,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      listeners.clear()
      bringIn()
      content.close()
      blocks.close()
      closeProvider(provider)
    },
  }
}
