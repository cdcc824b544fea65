/**
 * One person's copy of one plan on this device, as the page sees it: on or off, and what is wrong with it. Off by
 * default, since computers are shared. While it is off nothing is stored and no code for storing is loaded.
 *
 * A browser that cannot store never breaks the page: what failed is said (`fault`), and the words stay on the page.
 */
import type { CopyStore } from './copy-store.ts'
import { deleteCopy } from './names.ts'
import type { CopyName } from './names.ts'

export interface DeviceCopyState {
  readonly isOn: boolean
  /** Why something could not be stored, or read: no room on the device, or anything else. Null again once nothing is missing. */
  readonly fault: 'full' | 'broken' | null
  /** Changes are on their way into the store, or were a moment ago: nobody is promised that they outlive the page. */
  readonly isWriting: boolean
}

export interface DeviceCopy {
  readonly name: CopyName
  readonly state: () => DeviceCopyState
  readonly subscribe: (listener: () => void) => () => void
  /** Makes the copy; whoever holds something worth keeping hears of it. */
  readonly turnOn: () => Promise<void>
  readonly remove: () => Promise<void>
  /** Null when the copy is off, or when the browser failed, which the state then says. */
  readonly attempt: <T>(work: (store: CopyStore) => Promise<T>) => Promise<T | null>
  /** The same for what is missing until it, or what takes its place, is stored under the same name; true once stored. */
  readonly keep: (what: string, work: (store: CopyStore) => Promise<unknown>) => Promise<boolean>
  /** Changes of a room are missing here, or no longer; `who` writes them. */
  readonly noteHole: (who: string, isThere: boolean) => void
  /** Changes of a room are being stored, or all are. */
  readonly noteWriting: (who: string, isWriting: boolean) => void
}

export interface DeviceCopyDeps {
  readonly now: () => number
  readonly open: (name: CopyName, create: boolean, onGone: () => void) => Promise<CopyStore | null>
  /** The copy was made. */
  readonly onMade: () => void
  /** The copy was removed; waited for. */
  readonly onRemoved: () => Promise<void>
}

const faultOf = (error: unknown): 'full' | 'broken' =>
  error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'broken'

/** True while all that is written here is stored, or on its way there. */
export const isKeeping = ({ isOn, fault }: DeviceCopyState): boolean => isOn && fault === null

/** True while all that was written here outlives the page. */
export const isKept = (state: DeviceCopyState): boolean => isKeeping(state) && !state.isWriting

/** While someone types, each letter is stored by itself: the words say so once they pause. */
const pauseMs = 400

export const createDeviceCopy = (deps: DeviceCopyDeps, name: CopyName) => {
  const listeners = new Set<() => void>()
  let state: DeviceCopyState = { isOn: false, fault: null, isWriting: false }
  let store: CopyStore | null = null
  const holes = new Set<string>()
  const writers = new Set<string>()
  let pause: ReturnType<typeof setTimeout> | undefined

  const change = (part: Partial<DeviceCopyState>): void => {
    const next = { ...state, ...part }
    if (next.isOn === state.isOn && next.fault === state.fault && next.isWriting === state.isWriting) return
    state = next
    for (const listener of listeners) listener()
  }
  const go = (): void => {
    store = null
    change({ isOn: false })
  }
  const openNow = async (create: boolean): Promise<void> => {
    if (store !== null) return
    let opened: CopyStore | null = null
    try {
      opened = await deps.open(name, create, go)
      if (opened !== null && create) await opened.writeAbout({ since: deps.now() })
      store = opened
      change({ isOn: store !== null, fault: null })
      if (create) deps.onMade()
    } catch (error) {
      opened?.close()
      change({ fault: faultOf(error) })
    }
  }
  /** One after the other: two at once would open it twice. */
  let opening: Promise<void> = Promise.resolve()
  const open = (create: boolean): Promise<void> => (opening = opening.then(() => openNow(create)))

  const attempt: DeviceCopy['attempt'] = async (work) => {
    if (store === null) return null
    try {
      const result = await work(store)
      if (holes.size === 0) change({ fault: null })
      return result
    } catch (error) {
      // What failed because the copy was removed meanwhile is no fault.
      if (store !== null) change({ fault: faultOf(error) })
      return null
    }
  }
  const noteHole: DeviceCopy['noteHole'] = (who, isThere) => {
    if (isThere) holes.add(who)
    else if (holes.delete(who) && holes.size === 0) change({ fault: null })
  }

  const copy: DeviceCopy = {
    name,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    turnOn: () => open(true),
    remove: async () => {
      await opening
      store?.close()
      go()
      await deleteCopy(name)
      await deps.onRemoved()
    },
    attempt,
    keep: async (what, work) => {
      const isStored = (await attempt(async (to) => work(to).then(() => true))) ?? false
      noteHole(what, !isStored && store !== null)
      return isStored
    },
    noteHole,
    noteWriting: (who, isWriting) => {
      if (isWriting) {
        clearTimeout(pause)
        writers.add(who)
        change({ isWriting })
      } else if (writers.delete(who) && writers.size === 0) {
        pause = setTimeout(() => change({ isWriting }), pauseMs)
      }
    },
  }
  return { copy, open: () => open(false) }
}
