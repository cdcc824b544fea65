/**
 * Keeps one room's text in memory: reads it once for all who ask, reads it anew when it is of no more use, stores its
 * state. Whoever gets `null` from `text` asks again when told that it is there (`opened`).
 */
import type { RoomDeps } from './deps.ts'
import { readRoomText, type Unreadable } from './opening.ts'
import { emptyStoredRoom, openText, type RoomText } from './text.ts'

export type Opened = 'open' | Unreadable

export interface Keeping {
  /** Null before the text is read, and while it is read anew. */
  text(): RoomText | null
  /** Reads the text where it is not there; many who ask share one reading. */
  open(): Promise<Opened>
  /** Throws the text away and reads it from the log. */
  reload(): void
  /** Whether the text is being read. */
  isReading(): boolean
  /** Resolves when nothing is being read. */
  settled(): Promise<void>
  /** Whether the text has its Y.Doc; where none can be made everyone is sent away, and it is read from further back. */
  makeDoc(): boolean
  /** The same for its state, which may have been stored deflated. */
  makeState(): boolean
  /**
   * Stores the state, where the newest snapshot is older; resolves when no storing is under way. Only while all that
   * was applied is in the log.
   */
  store(): Promise<void>
  /** The room ends: nothing is looked into any more. */
  stop(): void
}

export interface Kept {
  /** The text is there. */
  opened(): void
  /** It could not be had; the next who asks tries again. */
  unreadable(why: Unreadable): void
}

/** Text that was never written is that of a plan's own room; it is not read and not stored. */
export const createKeeping = (name: string, isWritten: boolean, deps: RoomDeps, kept: Kept): Keeping => {
  const { log, logger, timers, limits } = deps
  let text: RoomText | null = null
  /** The newest reading; what an older one found no longer counts. */
  let opening: Promise<Opened> | null = null
  let storing: Promise<void> = Promise.resolve()
  let cancelVerify: (() => void) | null = null

  /** After trouble the Y.Doc is made at once: trouble that only shows in it is then found before anybody is let in. */
  let withDoc = false

  const read = async (): Promise<RoomText | Unreadable> => {
    if (isWritten) return readRoomText(deps, name, withDoc)
    const empty = openText(emptyStoredRoom, withDoc)
    return empty.ok ? empty.value : 'damaged'
  }

  const install = (found: RoomText | Unreadable): Opened => {
    if (typeof found === 'string') {
      opening = null
      kept.unreadable(found)
      return found
    }
    text = found
    kept.opened()
    cancelVerify?.()
    cancelVerify = timers.later(limits.verifyMs, () => text === found && make((of) => of.verify()))
    return 'open'
  }

  const start = (): Promise<Opened> => {
    const started: Promise<Opened> = read().then((found) =>
      opening === started ? install(found) : (opening ?? 'failing'),
    )
    opening = started
    return started
  }

  const reload = (): void => {
    text = null
    withDoc = true
    void start()
  }

  const make = (take: (of: RoomText) => unknown): boolean => {
    if (!text) return false
    try {
      take(text)
      return true
    } catch (error) {
      logger.error({ room: name, err: error }, 'The stored state of a room cannot be read')
      kept.unreadable('failing')
      reload()
      return false
    }
  }

  const write = async (of: RoomText, before: number, seq: number, packed: Uint8Array): Promise<void> => {
    try {
      await log.saveSnapshot(name, seq, packed)
    } catch (error) {
      if (of.snapshotSeq === seq) of.snapshotSeq = before
      logger.warn({ room: name, err: error }, 'A snapshot was not stored')
    }
  }

  const store = (): Promise<void> => {
    if (!text || !isWritten || text.seq === text.snapshotSeq) return storing
    const of = text
    const { seq, snapshotSeq: before } = of
    const packed = of.pack()
    of.snapshotSeq = seq
    of.size.set(of.state().length)
    storing = storing.then(() => write(of, before, seq, packed))
    return storing
  }

  return {
    text: () => text,
    open: () => opening ?? start(),
    reload,
    isReading: () => opening !== null && text === null,
    settled: async () => void (await opening),
    makeDoc: () => make(({ doc }) => doc),
    makeState: () => make((of) => of.state()),
    store,
    stop: () => cancelVerify?.(),
  }
}
