/**
 * The windows of this browser, to each other. A room whose changes are kept holds a lock by the name of its key; the
 * browser takes it back when the window goes, however it goes. So every window knows which keys live: what stands under
 * them is their room's to send or to offer, and what stands under any other was left and is there to be taken over.
 * And a copy that is put away in one window is put away in all.
 *
 * Where a browser has no locks, no key is known to live, and what is kept is taken over by every window that asks.
 */

export interface Windows {
  /** A room keeps changes under this key from now on; answers once all windows can know. */
  readonly enter: (page: string) => Promise<void>
  readonly leave: (page: string) => void
  /** The keys of all rooms that live, in this window and others. */
  readonly living: () => Promise<ReadonlySet<string>>
  /** Tells the other windows that a copy was put away. */
  readonly tellPutAway: (copyId: string) => void
  /** Hears of it from them. */
  readonly onPutAway: (listener: (copyId: string) => void) => void
}

export interface WindowsDeps {
  readonly locks: LockManager | undefined
  /** Reaches every window but this one. */
  readonly channel: BroadcastChannel
}

export const channelName = 'comhla-put-away'

const prefix = 'comhla-page/'

interface Held {
  /** Once the browser has given the lock, or refused it. */
  readonly entered: Promise<void>
  readonly leave: () => void
}

/** A browser that refuses locks, as some do in a private window, is one without them. */
const hold = (locks: LockManager, page: string): Held => {
  const entered = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const untilLeft = (): Promise<void> => {
    entered.resolve()
    return left.promise
  }
  locks.request(prefix + page, untilLeft).catch(entered.resolve)
  return { entered: entered.promise, leave: left.resolve }
}

export const createWindows = ({ locks, channel }: WindowsDeps): Windows => {
  const heldByPage = new Map<string, Held>()
  return {
    enter: async (page) => {
      if (locks === undefined) return
      const held = heldByPage.get(page) ?? hold(locks, page)
      heldByPage.set(page, held)
      await held.entered
    },
    leave: (page) => {
      heldByPage.get(page)?.leave()
      heldByPage.delete(page)
    },
    living: async () => {
      const { held = [] } = (await locks?.query().catch(() => null)) ?? {}
      return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])))
    },
    tellPutAway: channel.postMessage.bind(channel),
    onPutAway: (listener) => channel.addEventListener('message', ({ data }) => listener(String(data))),
  }
}
