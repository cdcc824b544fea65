/**
 * How far what is stored of a room can be read: from each snapshot that is whole, and from the first update, on to the
 * first update that is missing, changed or does not apply. The one that comes furthest is what a repair keeps.
 */
import * as Y from 'yjs'
import type { LoggedUpdate, RoomRecord, Snapshot } from '../../store/ports.ts'
import { unpackState } from '../../sync/packed-state.ts'
import { docOf, faultOf, isWhole } from '../../sync/text.ts'

export interface Reach {
  /** The snapshot it begins with; 0 for none. */
  readonly from: number
  /** The last update that is in. */
  readonly seq: number
  readonly doc: Y.Doc
  /** Why it goes no further; null when there is no more. */
  readonly stop: string | null
}

/** What a text begins with: the snapshot's state, or nothing. Null for a snapshot that cannot be read. */
const baseOf = (snapshot: Snapshot | null): readonly Uint8Array[] | null => {
  if (snapshot === null) return []
  const state = snapshot.isIntact ? unpackState(snapshot.bytes) : null
  return state?.ok ? [state.value] : null
}

/** The updates from `from` on that follow each other and are as they were written, and why the next one is not. */
const soundRun = (updates: readonly LoggedUpdate[], from: number): readonly [LoggedUpdate[], string | null] => {
  const run: LoggedUpdate[] = []
  for (const update of updates) {
    const fault = faultOf(update, from + run.length + 1)
    if (fault !== null) return [run, fault]
    run.push(update)
  }
  return [run, null]
}

/** How many of them can be applied, one after the other. */
const countApplied = (base: readonly Uint8Array[], run: readonly LoggedUpdate[]): number => {
  const doc = docOf(base)
  if (!doc.ok) return 0
  const failing = run.findIndex(({ bytes }) => {
    try {
      Y.applyUpdate(doc.value, bytes)
    } catch {
      // The update is the finding; what is wrong with it is nothing an operator can mend.
      return true
    }
    return !isWhole(doc.value)
  })
  return failing === -1 ? run.length : failing
}

/** Null when the snapshot itself cannot be read. */
export const reachFrom = ({ updates }: RoomRecord, snapshot: Snapshot | null): Reach | null => {
  const base = baseOf(snapshot)
  const from = snapshot?.seq ?? 0
  if (base === null || !docOf(base).ok) return null
  const [run, fault] = soundRun(
    updates.filter(({ seq }) => seq > from),
    from,
  )
  const whole = docOf([...base, ...run.map(({ bytes }) => bytes)])
  if (whole.ok) return { from, seq: from + run.length, doc: whole.value, stop: fault }
  const count = countApplied(base, run)
  const doc = docOf([...base, ...run.slice(0, count).map(({ bytes }) => bytes)])
  return doc.ok ? { from, seq: from + count, doc: doc.value, stop: `update ${from + count + 1} does not apply` } : null
}

/** The number the room must come to. */
export const lastSeq = ({ updates, snapshots }: RoomRecord): number =>
  Math.max(0, updates.at(-1)?.seq ?? 0, ...snapshots.map(({ seq }) => seq))

/** The reach that comes furthest, of those as far the one from the newest snapshot. */
export const furthestReach = (record: RoomRecord): Reach => {
  const reaches = [...record.snapshots, null].flatMap((snapshot) => reachFrom(record, snapshot) ?? [])
  const [first, ...others] = reaches
  if (!first) throw new Error('An empty text can always be read')
  return others.reduce((furthest, reach) => (reach.seq > furthest.seq ? reach : furthest), first)
}
