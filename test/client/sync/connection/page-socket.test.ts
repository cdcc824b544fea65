import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pageSocket } from '../../../../client/sync/connection/page-socket.ts'
import { encodeEntry } from '../../../../shared/parcel.ts'

/** What stands for the browser: its events, and sockets to a server that speaks once and is never heard again. */
const createBrowser = () => {
  const page = new EventTarget()
  class MuteSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSED = 3
    readonly readyState = MuteSocket.OPEN
    onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null
    constructor() {
      setTimeout(() => this.onmessage?.({ data: new Uint8Array(encodeEntry({ kind: 'here' })).buffer }), 20)
    }
    send(): void {}
    close(): void {}
  }
  const window = Object.assign(page, { setTimeout, clearTimeout })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('WebSocket', MuteSocket)
  return { page }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe("the page's one connection", () => {
  it('[WIRE14] is given up when it is dead, though the clock of the computer was set back by an hour', async () => {
    const { page } = createBrowser()
    const told: string[] = []
    const open = (): void => {
      const socket = new (pageSocket('wss://plan.example.scot/sync'))('/aims')
      socket.onopen = () => told.push('opened')
      socket.onclose = ({ code }) => told.push(`closed ${code}`)
    }
    const setBack = (): void => void vi.setSystemTime(Date.now() - 3_600_000)
    open()
    await vi.advanceTimersByTimeAsync(1_000)
    setBack()
    await vi.advanceTimersByTimeAsync(36_000)
    expect(told).toEqual(['opened', 'closed 1006'])
    open()
    await vi.advanceTimersByTimeAsync(4_000)
    setBack()
    page.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(told).toEqual(['opened', 'closed 1006', 'opened', 'closed 1006'])
  })
})
