import * as encoding from 'lib0/encoding'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { compareFrame } from '../../../client/sync/comparing-socket.ts'
import type { ProviderSocket } from '../../../client/sync/connection/channel-socket.ts'
import { openSectionRoom, type KeptRoom } from '../../../client/sync/section-room.ts'
import { closeCode, messageType, type Notice } from '../../../shared/protocol.ts'
import { holdingOf } from '../../../shared/state-digest.ts'

/** Sockets of the page, newest last, that a test opens and closes by hand; and what the provider sent on each. */
const sockets = vi.hoisted((): ProviderSocket[] => [])
const sent = vi.hoisted(() => new Map<ProviderSocket, Uint8Array[]>())

vi.mock('../../../client/sync/connection/page-socket.ts', () => ({
  pageSocket: () =>
    class implements ProviderSocket {
      readonly OPEN = 1
      readyState = 0
      binaryType: BinaryType = 'arraybuffer'
      onopen: ProviderSocket['onopen'] = null
      onmessage: ProviderSocket['onmessage'] = null
      onerror: ProviderSocket['onerror'] = null
      onclose: ProviderSocket['onclose'] = null
      constructor() {
        sockets.push(this)
        sent.set(this, [])
      }
      send(frame: Uint8Array): void {
        sent.get(this)?.push(frame)
      }
      close(): void {
        this.readyState = 3
      }
    },
}))

const deps = {
  syncUrl: 'wss://plan.example/sync',
  now: () => 5,
  newId: () => 'page1',
  schedule: () => undefined,
  pace: { next: () => () => undefined, isTyping: () => false },
}

const connect = (): ProviderSocket => {
  const socket = sockets.at(-1)
  if (!socket) throw new Error('The room has no socket')
  Object.assign(socket, { readyState: 1 })
  socket.onopen?.()
  return socket
}

const say = (socket: ProviderSocket, kind: Notice['kind']): void => {
  const data = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.notice)
    encoding.writeVarString(encoder, JSON.stringify({ kind }))
  })
  socket.onmessage?.({ data })
}

/** The connection could not be had. */
const fail = (socket: ProviderSocket | undefined): void => {
  socket?.onerror?.(new Event('error'))
  socket?.onclose?.({ code: 1006, reason: '' })
}

const open = (kept: KeptRoom | null = null, unsent = 0) => {
  const start = () => ({ unsent, kept: Promise.resolve(kept) })
  const room = openSectionRoom(deps, 'plan1', 'aims', () => 1, start)
  onTestFinished(room.close)
  return room
}

const written = (words: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('content').insert(0, words)
  return Y.encodeStateAsUpdate(doc)
}

/** As the server answers who holds the same. */
const agree = (socket: ProviderSocket): void => {
  socket.onmessage?.({ data: Uint8Array.of(messageType.sync, 1, 2, 0, 0) })
  socket.onmessage?.({ data: Uint8Array.of(messageType.saved, 1) })
}

describe("a section's room on the page", () => {
  it('[COPY5] counts as unsaved whatever it takes over, also what another tab has left since the page was opened', async () => {
    const room = open({ generation: 1, text: null, changes: written('mine'), count: 4, isOutdated: false })
    expect(room.state().unsaved).toBe(0)
    await Promise.resolve()
    expect([room.state().unsaved, room.state().savedAt]).toEqual([4, null])
    connect()
    expect(room.state().unsaved).toBe(4)
  })

  it('[PAGE19] [COPY8] shows what was kept once a try to connect has failed, unless a reading at hand is newer', async () => {
    const kept = { generation: 1, text: written('kept'), changes: null, count: 0, isOutdated: false }
    const found: unknown[] = []
    for (const isOutdated of [false, true]) {
      const room = open({ ...kept, isOutdated })
      await Promise.resolve()
      const before = room.state()
      fail(sockets.at(-1))
      const { phase, hasContent, hasText } = room.state()
      found.push([before.hasContent, before.hasText, phase, hasContent, hasText])
    }
    expect(found).toEqual([
      [false, false, 'offline', true, true],
      [false, false, 'offline', false, true],
    ])
  })

  it('[PAGE19] [COPY8] shows what was kept, however old, once one has written in it', async () => {
    const room = open({ generation: 1, text: written('kept'), changes: null, count: 0, isOutdated: true })
    await Promise.resolve()
    fail(sockets.at(-1))
    room.doc.getText('content').insert(0, 'mine ')
    expect([room.state().hasContent, room.state().unsaved]).toEqual([true, 1])
  })

  it('[COPY2] has nothing to save where it turns out that nothing was kept', async () => {
    const room = open(null, 3)
    expect(room.state().unsaved).toBe(3)
    await Promise.resolve()
    expect([room.state().unsaved, room.state().savedAt]).toEqual([0, null])
  })

  it('[ROOM75] asks for all while it holds nothing, and says what it holds where it comes back', async () => {
    const room = open()
    await Promise.resolve()
    const before = connect()
    expect(sent.get(before)?.[0]?.slice(0, 2)).toEqual(Uint8Array.of(messageType.sync, 0))
    Y.applyUpdate(room.doc, written('words'))
    before.onclose?.({ code: closeCode.restarting, reason: '' })
    await vi.waitFor(() => expect(sockets.at(-1)).not.toBe(before))
    expect(sent.get(connect())?.[0]).toEqual(compareFrame(holdingOf(room.doc)))
  })

  it('[ROOM75] [PAGE4] is live, and what it kept is saved, once it hears that the room holds the same', async () => {
    const room = open({ generation: 1, text: written('words'), changes: written('mine'), count: 2, isOutdated: false })
    await Promise.resolve()
    const socket = connect()
    expect(room.state()).toMatchObject({ unsaved: 2, phase: 'connecting' })
    agree(socket)
    expect(room.state()).toMatchObject({ unsaved: 0, phase: 'live', hasContent: true, savedAt: 5 })
  })

  it('[ROOM75] is not saved by an answer to what it sent before, where the room asks for all it holds', async () => {
    const room = open({ generation: 1, text: null, changes: written('mine'), count: 2, isOutdated: false })
    await Promise.resolve()
    const socket = connect()
    socket.onmessage?.({ data: Uint8Array.of(messageType.sync, 1, 2, 0, 0) })
    expect(room.state().unsaved).toBe(2)
    socket.onmessage?.({ data: Uint8Array.of(messageType.sync, 0, 1, 0) })
    expect(room.state().unsaved).toBe(2)
    socket.onmessage?.({ data: Uint8Array.of(messageType.saved, 2) })
    expect(room.state().unsaved).toBe(0)
  })

  it('[PAGE3] forgets with a connection what the server said on it', async () => {
    const room = open()
    await Promise.resolve()
    const before = connect()
    say(before, 'not-saved')
    expect(room.state().notice).toBe('not-saved')
    before.onclose?.({ code: closeCode.restarting, reason: '' })
    expect(room.state()).toMatchObject({ notice: 'not-saved', phase: 'offline' })
    await vi.waitFor(() => expect(sockets.at(-1)).not.toBe(before))
    connect()
    expect(room.state().notice).toBe(null)
  })
})
