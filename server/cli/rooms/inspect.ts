/**
 * What there is to know of one room without opening it: sizes, authors, times, and findings, each with how grave it is:
 * `damage` keeps the room shut, `snapshot` the server gets over by itself, `note` changes nothing for those who write.
 */
import * as Y from 'yjs'
import { readContent } from '../../../shared/plan/read.ts'
import { plainText, wordCount } from '../../../shared/plan/text.ts'
import type { Deps } from '../../context.ts'
import type { LoggedUpdate, RoomRecord, Snapshot } from '../../store/ports.ts'
import { faultOf } from '../../sync/text.ts'
import { furthestReach, lastSeq, type Reach, reachFrom } from './reach.ts'

export interface Finding {
  readonly gravity: 'damage' | 'snapshot' | 'note'
  readonly says: string
}

export interface Author {
  /** Null for the server, which writes a section's first words. */
  readonly personId: string | null
  /** Null for nobody this installation knows. */
  readonly name: string | null
  readonly clientIds: readonly number[]
  readonly updates: number
}

export interface Inspected {
  readonly room: string
  readonly generation: number
  readonly updates: number
  readonly lastSeq: number
  /** How far the text can be read; `lastSeq` in a room that is whole. */
  readonly readableTo: number
  readonly firstAt: string | null
  readonly lastAt: string | null
  readonly words: number
  readonly characters: number
  readonly stateBytes: number
  readonly logBytes: number
  /** Newest first. */
  readonly snapshots: readonly { readonly seq: number; readonly bytes: number }[]
  readonly setAside: number
  readonly authors: readonly Author[]
  readonly findings: readonly Finding[]
}

const damage = (says: string): Finding => ({ gravity: 'damage', says })
const note = (says: string): Finding => ({ gravity: 'note', says })

/** Every hole and every update that was changed, also those a snapshot makes up for. */
const findUpdateFaults = (updates: readonly LoggedUpdate[]): readonly string[] =>
  updates.flatMap((update, at) => {
    const fault = faultOf(update, (updates[at - 1]?.seq ?? 0) + 1)
    return fault === null ? [] : [fault]
  })

const isSameText = (one: Y.Doc, other: Y.Doc): boolean =>
  Buffer.compare(Y.encodeStateVector(one), Y.encodeStateVector(other)) === 0 &&
  JSON.stringify(readContent(one)) === JSON.stringify(readContent(other))

/** Compares a snapshot with what the log itself says at the same number. */
const judgeSnapshot = (record: RoomRecord, snapshot: Snapshot): readonly Finding[] => {
  const at = `The snapshot at update ${snapshot.seq}`
  const alone = reachFrom({ ...record, updates: [] }, snapshot)
  if (!alone) return [{ gravity: 'snapshot', says: `${at} cannot be read.` }]
  const before = { ...record, updates: record.updates.filter(({ seq }) => seq <= snapshot.seq) }
  const logged = reachFrom(before, null)
  if (logged?.seq !== snapshot.seq) return [note(`${at} cannot be compared: the log cannot be read that far.`)]
  return isSameText(alone.doc, logged.doc) ? [] : [{ gravity: 'snapshot', says: `${at} differs from the log.` }]
}

const judgeLog = (record: RoomRecord, reach: Reach): readonly Finding[] => {
  const last = lastSeq(record)
  const logEnd = record.updates.at(-1)?.seq ?? 0
  return [
    ...(reach.seq < last
      ? [damage(`The text can be read up to update ${reach.seq} of ${last}: ${reach.stop ?? 'the log ends there'}.`)]
      : []),
    ...findUpdateFaults(record.updates).map((fault) => note(`In the log, ${fault}.`)),
    ...(logEnd < last && reach.seq === last
      ? [note(`The log ends at update ${logEnd}, before its last snapshot.`)]
      : []),
  ]
}

/** Client ids with words in the text that no row gives to anybody; the first words are the server's own. */
const findUnowned = ({ updates, authors }: RoomRecord, { doc }: Reach): readonly Finding[] => {
  const first = updates.find(({ seq }) => seq === 1)
  const servers = first?.isIntact ? new Set(Y.parseUpdateMeta(first.bytes).from.keys()) : new Set<number>()
  const unowned = [...doc.store.clients.keys()].filter((id) => !authors.has(id) && !servers.has(id))
  return unowned.map((id) => note(`Words under the client id ${id} have no author.`))
}

const readAuthors = async ({ store }: Pick<Deps, 'store'>, record: RoomRecord): Promise<readonly Author[]> => {
  const ids = new Set([...record.updates.map(({ personId }) => personId), ...record.authors.values()])
  return Promise.all(
    [...new Set([...ids].map((id) => (id === '' ? null : id)))].map(async (personId) => ({
      personId,
      name: personId === null ? 'the server' : ((await store.rows.people.find(personId))?.name ?? null),
      clientIds: [...record.authors].filter(([, owner]) => owner === (personId ?? '')).map(([clientId]) => clientId),
      updates: record.updates.filter((update) => update.personId === personId).length,
    })),
  )
}

const findStrangers = (authors: readonly Author[]): readonly Finding[] =>
  authors.flatMap(({ personId, name }) =>
    name === null ? [note(`${personId ?? ''} wrote here and is nobody this installation knows.`)] : [],
  )

const timeOf = (update: LoggedUpdate | undefined): string | null => (update ? new Date(update.at).toISOString() : null)

const sum = (lengths: readonly { readonly bytes: Uint8Array }[]): number =>
  lengths.reduce((total, { bytes }) => total + bytes.length, 0)

/** Reads everything that is stored of the room; changes nothing. */
export const inspectRecord = async (
  deps: Pick<Deps, 'store'>,
  room: string,
  record: RoomRecord,
): Promise<Inspected> => {
  const reach = furthestReach(record)
  const authors = await readAuthors(deps, record)
  const text = plainText(readContent(reach.doc).items)
  return {
    room,
    generation: record.generation,
    updates: record.updates.length,
    lastSeq: lastSeq(record),
    readableTo: reach.seq,
    firstAt: timeOf(record.updates[0]),
    lastAt: timeOf(record.updates.at(-1)),
    words: wordCount(text),
    characters: text.length,
    stateBytes: Y.encodeStateAsUpdate(reach.doc).length,
    logBytes: sum(record.updates),
    snapshots: record.snapshots.map(({ seq, bytes }) => ({ seq, bytes: bytes.length })),
    setAside: record.setAside,
    authors,
    findings: [
      ...judgeLog(record, reach),
      ...record.snapshots.flatMap((snapshot) => judgeSnapshot(record, snapshot)),
      ...findUnowned(record, reach),
      ...findStrangers(authors),
    ],
  }
}
