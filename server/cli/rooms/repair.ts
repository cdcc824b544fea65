/**
 * Makes a damaged room one that opens: its text is what can be read up to the last good update (`reach.ts`). What comes
 * after it, and every old snapshot, is set aside, never deleted. The generation rises, so that no page's older copy
 * merges into the rebuilt room.
 */
import { readContent } from '../../../shared/plan/read.ts'
import { plainText, wordCount } from '../../../shared/plan/text.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { conflict, type ActionError } from '../../actions/errors.ts'
import type { Deps } from '../../context.ts'
import type { LoggedUpdate, RoomRecord } from '../../store/ports.ts'
import { packDoc } from '../../sync/packed-state.ts'
import { noRoom } from '../operator.ts'
import { furthestReach, lastSeq, type Reach } from './reach.ts'

export interface LeftOut {
  readonly from: number
  readonly to: number
  readonly updates: number
  readonly bytes: number
  readonly firstAt: string
  readonly lastAt: string
  readonly authors: readonly { readonly name: string; readonly updates: number }[]
}

export interface Repair {
  readonly room: string
  /** False for a room that opens as it is: nothing is done to it. */
  readonly isNeeded: boolean
  /** Whether the room was rebuilt; false for a look at what would be done. */
  readonly isDone: boolean
  readonly generation: number
  readonly why: string | null
  readonly kept: { readonly seq: number; readonly words: number; readonly lastAt: string | null }
  /** Null when no update has to go. */
  readonly leftOut: LeftOut | null
}

type Names = ReadonlyMap<string | null, string>

const timeOf = ({ at }: LoggedUpdate): string => new Date(at).toISOString()

const leftOutOf = (updates: readonly LoggedUpdate[], names: Names): LeftOut | null => {
  const [first, last] = [updates[0], updates.at(-1)]
  if (!first || !last) return null
  const nameOf = ({ personId }: LoggedUpdate): string => names.get(personId) ?? personId ?? 'the server'
  const authors = [...new Set(updates.map(nameOf))].map((name) => ({
    name,
    updates: updates.filter((update) => nameOf(update) === name).length,
  }))
  return {
    from: first.seq,
    to: last.seq,
    updates: updates.length,
    bytes: updates.reduce((sum, { bytes }) => sum + bytes.length, 0),
    firstAt: timeOf(first),
    lastAt: timeOf(last),
    authors,
  }
}

const namesOf = async ({ store }: Pick<Deps, 'store'>, updates: readonly LoggedUpdate[]): Promise<Names> => {
  const ids = [...new Set(updates.flatMap(({ personId }) => personId ?? []))]
  const people = await Promise.all(ids.map((id) => store.rows.people.find(id)))
  return new Map(people.flatMap((person) => (person ? [[person.id, person.name]] : [])))
}

const planFor = async (deps: Pick<Deps, 'store'>, room: string, record: RoomRecord, reach: Reach): Promise<Repair> => {
  const leftOut = record.updates.filter(({ seq }) => seq > reach.seq)
  const last = record.updates.findLast(({ seq }) => seq <= reach.seq)
  return {
    room,
    isNeeded: reach.seq < lastSeq(record),
    isDone: false,
    generation: record.generation,
    why: reach.stop,
    kept: {
      seq: reach.seq,
      words: wordCount(plainText(readContent(reach.doc).items)),
      lastAt: last ? timeOf(last) : null,
    },
    leftOut: leftOutOf(leftOut, await namesOf(deps, leftOut)),
  }
}

/** With `isWriting` does it, otherwise says what would be done. The room must not be open anywhere when it is written. */
export const repairRoom = async (
  deps: Pick<Deps, 'store'>,
  room: string,
  isWriting: boolean,
): Promise<Result<Repair, ActionError>> => {
  const { records } = deps.store
  const record = await records.read(room)
  if (!record) return noRoom(room)
  const reach = furthestReach(record)
  if (reach.seq === 0) {
    return conflict(`No update of ${room} can be read. Restore a backup. Nothing was changed.`)
  }
  const plan = await planFor(deps, room, record, reach)
  if (!isWriting || !plan.isNeeded) return ok(plan)
  const generation = await records.rebuild(room, { seq: reach.seq, packed: packDoc(reach.doc) })
  return ok({ ...plan, isDone: true, generation })
}
