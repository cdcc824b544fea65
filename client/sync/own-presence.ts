/**
 * What a page tells a room of who is there: itself. The stock provider repeats to the server every presence it hears from
 * it, with each step of each colleague's caret; the server knows it, and drops it.
 */
import type { WebsocketProvider } from 'y-websocket'

interface PresenceChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/** Takes the provider's own listener away, and gives it only what is the page's to say. */
export const tellOwnPresence = (provider: WebsocketProvider): void => {
  const { awareness } = provider
  const tell = provider._awarenessUpdateHandler
  awareness.off('update', tell)
  provider._awarenessUpdateHandler = (change: PresenceChange, origin: unknown) => {
    const { added, updated, removed } = change
    if ([...added, ...updated, ...removed].includes(awareness.clientID)) tell(change, origin)
  }
  // Under the provider's own name, so that it goes with it.
  awareness.on('update', provider._awarenessUpdateHandler)
}
