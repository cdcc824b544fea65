/**
 * What follows when a section's text has changed: its reading is made anew and kept, its threads are carried to where
 * their words stand now, an untouched section becomes a draft, and doorbells ring. One section at a time in each plan,
 * since words may move from one section to another.
 */
import { lettersOf } from '../../shared/plan/anchor.ts'
import { textblocksOf } from '../../shared/plan/coordinates.ts'
import { liveBlocks, type SectionContent } from '../../shared/plan/model.ts'
import { readContent } from '../../shared/plan/read.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import { timestamp, type Deps } from '../context.ts'
import { anchorOf, type ThreadPlacing } from '../store/rows/threads.ts'
import type { SectionRow, ThreadRow } from '../store/tables.ts'
import type { RoomView } from '../sync/ports.ts'
import { detachedPlacing, placeIn, samePlace } from './carry.ts'
import { followQuiet, isWritten } from './follow-quiet.ts'
import { keepReading } from './readings.ts'

type FollowDeps = Pick<Deps, 'store' | 'rooms' | 'readings' | 'clock' | 'log'>

interface Move {
  readonly thread: ThreadRow
  readonly placing: ThreadPlacing
}
interface Followed {
  readonly content: SectionContent
  readonly generation: number
  readonly seq: number
  /** Threads that have a place in this section. */
  readonly placed: readonly Move[]
  /** Threads that stood here and have none any more. */
  readonly lost: readonly ThreadRow[]
}

/** Reads the section and looks for each thread in it: its own, and those of the plan that stand nowhere. */
const followIn = (section: SectionRow, threads: readonly ThreadRow[], view: RoomView): Followed => {
  const content = readContent(view.doc)
  const found = threads.map((thread) => ({ thread, placing: placeIn(view, content, section.id, thread) }))
  return {
    content,
    generation: view.generation,
    seq: view.seq,
    placed: found.flatMap(({ thread, placing }) => (placing === null ? [] : [{ thread, placing }])),
    lost: found.flatMap(({ thread, placing }) =>
      placing === null && thread.sectionId === section.id && thread.kind !== 'detached' ? [thread] : [],
    ),
  }
}

/** Whether a look into another section is worth opening its room. */
const mayStandIn = (content: SectionContent, thread: ThreadRow): boolean => {
  if (thread.blockId !== null && liveBlocks(content).some(({ id }) => id === thread.blockId)) return true
  const words = anchorOf(thread)?.words
  const text = textblocksOf(content).map((textblock) => textblock.text)
  return words !== undefined && lettersOf(text.join('')).includes(lettersOf(words))
}

/** Looks for a thread's words in the other sections of its plan. */
const searchElsewhere = async (
  { store, rooms, readings }: FollowDeps,
  from: SectionRow,
  thread: ThreadRow,
): Promise<ThreadPlacing | null> => {
  const others = (await store.rows.sections.listOf(from.planId)).filter(({ id }) => id !== from.id)
  for (const { sectionId, content } of await readings.of(others)) {
    if (!mayStandIn(content, thread)) continue
    const placing = await rooms.read(sectionRoom(from.planId, sectionId), (view) =>
      placeIn(view, readContent(view.doc), sectionId, thread),
    )
    if (placing !== null) return placing
  }
  return null
}

const moveLost = async (deps: FollowDeps, section: SectionRow, { lost, seq }: Followed): Promise<readonly Move[]> => {
  const moves: Move[] = []
  for (const thread of lost) {
    const elsewhere = await searchElsewhere(deps, section, thread)
    moves.push({ thread, placing: elsewhere ?? detachedPlacing(thread, section.id, seq, timestamp(deps.clock)) })
  }
  return moves
}

const writeDown = async (
  { store }: FollowDeps,
  section: SectionRow,
  moves: readonly Move[],
  seq: number,
): Promise<boolean> =>
  store.transaction(async (rows) => {
    for (const { thread, placing } of moves) await rows.threads.move(thread.id, placing)
    return isWritten(seq) && (await rows.sections.turn(section.id, ['not-started'], 'drafting'))
  })

/** Brings everything that hangs on one section's text up to date. */
export const followSection = async (deps: FollowDeps, planId: string, sectionId: string): Promise<void> => {
  const { store, rooms } = deps
  const section = await store.rows.sections.find(sectionId)
  if (section?.planId !== planId || section.removedAt !== null) return
  const own = await store.rows.threads.listAnchored(sectionId)
  const adrift = (await store.rows.threads.listDetached(planId)).filter((thread) => thread.sectionId !== sectionId)
  const threads = [...own, ...adrift]
  const followed = await rooms.read(sectionRoom(planId, sectionId), (view) => followIn(section, threads, view))
  const tags = (await store.rows.sections.tagsOf([sectionId])).get(sectionId) ?? []
  await keepReading(store.rows, sectionId, { title: section.title, tags }, followed)
  const moves = [...followed.placed, ...(await moveLost(deps, section, followed))]
  const hasBegun = await writeDown(deps, section, moves, followed.seq)
  rooms.ring(planId, { what: 'reading', id: sectionId })
  if (hasBegun) rooms.ring(planId, { what: 'section', id: sectionId })
  if (moves.some(({ thread, placing }) => !samePlace(thread, placing))) {
    rooms.ring(planId, { what: 'threads', id: planId })
  }
}

const tryToFollow = async (deps: FollowDeps, planId: string, sectionId: string): Promise<void> => {
  try {
    await followSection(deps, planId, sectionId)
  } catch (error) {
    // The words are safe in the log; the next change, or the next reader, brings this up to date.
    deps.log.error({ err: error, planId, sectionId }, 'change not followed')
  }
}

const isBehind = (section: SectionRow, threads: readonly ThreadRow[], lastSeq: number, keptSeq: number): boolean =>
  isWritten(lastSeq) &&
  (keptSeq < lastSeq ||
    section.state === 'not-started' ||
    threads.some(({ kind, seq }) => kind !== 'detached' && seq < lastSeq))

/** Follows what was written but not followed when the server last ended; before anybody comes in. */
export const catchUp = async (deps: FollowDeps): Promise<void> => {
  const { rows, updates } = deps.store
  for (const { id: planId } of await rows.plans.list()) {
    const sections = await rows.sections.listOf(planId)
    const kept = new Map((await rows.readings.listOf(sections.map(({ id }) => id))).map((row) => [row.sectionId, row]))
    const lastSeqs = await updates.lastSeqs(sections.map(({ id }) => sectionRoom(planId, id)))
    for (const section of sections) {
      const lastSeq = lastSeqs.get(sectionRoom(planId, section.id)) ?? 0
      const threads = await rows.threads.listAnchored(section.id)
      if (isBehind(section, threads, lastSeq, kept.get(section.id)?.seq ?? 0)) {
        await tryToFollow(deps, planId, section.id)
      }
    }
  }
}

export interface Following {
  /** Resolves once every change told so far has been followed. */
  settled(): Promise<void>
}

/** Follows every change until the rooms close; what changes in a plan while it is at work waits and is taken together. */
export const followChanges = (deps: FollowDeps): Following => {
  const changed = new Map<string, Set<string>>()
  const working = new Map<string, Promise<void>>()
  const work = async (planId: string): Promise<void> => {
    for (let ids = changed.get(planId); ids; ids = changed.get(planId)) {
      changed.delete(planId)
      const left = await followQuiet(deps, planId, [...ids])
      for (const sectionId of left) await tryToFollow(deps, planId, sectionId)
    }
    working.delete(planId)
  }
  deps.rooms.onChange(({ planId, sectionId }) => {
    changed.set(planId, (changed.get(planId) ?? new Set()).add(sectionId))
    if (!working.has(planId)) working.set(planId, Promise.resolve(planId).then(work))
  })
  return {
    settled: async () => {
      while (working.size > 0) await Promise.all(working.values())
    },
  }
}
