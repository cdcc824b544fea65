/**
 * The plan's own room: who is here, and the doorbells. It holds no text. Without a connection, be it lost or not there
 * from the start, doorbells may have been missed, so coming back counts as hearing all of them; and so does coming in
 * with facts that were read long before, as where the scripts that connect came late.
 */
import { readVarString } from 'lib0/decoding'
import type { Decoder } from 'lib0/decoding'
import * as Y from 'yjs'
import { messageType, planRoom, recentBellsMs } from '../../shared/protocol.ts'
import type { Doorbell } from '../../shared/protocol.ts'
import type { ProviderSocketClass } from './connection/channel-socket.ts'
import { readPresence } from './presence.ts'
import type { Present } from './presence.ts'
import { closeProvider, createRoomProvider } from './room-provider.ts'

export interface PlanRoomState {
  readonly connected: boolean
  /** When the connection was lost, or the first try to have one failed; null before that and while there is one. */
  readonly offlineSince: number | null
  readonly endedBy: number | null
  readonly present: readonly Present[]
}

export interface PlanRoom {
  readonly state: () => PlanRoomState
  readonly subscribe: (listener: () => void) => () => void
  /** Tells the others where this person is, and whether they write there. */
  readonly stand: (sectionId: string | null, writing: boolean) => void
  readonly close: () => void
}

export interface PlanRoomDeps {
  /** Of the page's one connection. */
  readonly Socket: ProviderSocketClass
  readonly now: () => number
  /** When the oldest was read of what the page shows of the plan, in ms. */
  readonly readAt: () => number
  readonly onDoorbell: (bell: Doorbell) => void
  /** The connection is back, came late, or is over for good; anything may have changed meanwhile. */
  readonly onReturn: () => void
}

/** What rang within this time before the page came in it is told of, though its first answers were long on their way. */
const surelyToldMs = recentBellsMs / 2

export const openPlanRoom = (deps: PlanRoomDeps, planId: string): PlanRoom => {
  const listeners = new Set<() => void>()
  let state: PlanRoomState = { connected: false, offlineSince: null, endedBy: null, present: [] }

  const change = (part: Partial<PlanRoomState>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const goOffline = (): void => change({ connected: false, offlineSince: state.offlineSince ?? deps.now() })

  const provider = createRoomProvider(planRoom(planId), new Y.Doc(), { Socket: deps.Socket })
  provider.messageHandlers[messageType.doorbell] = (_: unknown, decoder: Decoder) =>
    deps.onDoorbell(JSON.parse(readVarString(decoder)) as Doorbell)
  provider.messageHandlers[messageType.notice] = (_: unknown, decoder: Decoder) => void readVarString(decoder)
  provider.messageHandlers[messageType.saved] = () => undefined
  provider.on('status', ({ status }) => {
    if (status === 'connected') {
      const isOld = deps.now() - deps.readAt() > surelyToldMs
      if (isOld || state.offlineSince !== null) deps.onReturn()
      change({ connected: true, offlineSince: null })
    }
    if (status === 'disconnected') goOffline()
  })
  provider.on('connection-error', goOffline)
  provider.on('closed', ({ code }: { code: number }) => {
    change({ endedBy: code })
    deps.onReturn()
  })
  provider.awareness.on('change', () => change({ present: readPresence(provider.awareness.getStates()) }))
  provider.connect()

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stand: (sectionId, writing) => {
      provider.awareness.setLocalStateField('section', sectionId)
      provider.awareness.setLocalStateField('writing', writing)
    },
    close: () => {
      listeners.clear()
      closeProvider(provider)
    },
  }
}
