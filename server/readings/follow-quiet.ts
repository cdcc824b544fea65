/**
 * Follows, many at once, the sections that no thread hangs on: on a busy morning that is nearly all of them, and each
 * commit on disk costs more than everything else about it. Their readings are kept some at a time, a commit for each
 * lot, and letters get their turn in between; what a thread hangs on is left to `follow.ts`, section by section.
 */
import { setImmediate } from 'node:timers/promises'
import type { Deps } from '../context.ts'
import type { SectionRow } from '../store/tables.ts'
import { keepReading, readText, type Text } from './readings.ts'

type QuietDeps = Pick<Deps, 'store' | 'rooms' | 'log'>

interface Read {
  readonly section: SectionRow
  readonly text: Text
}

/** Readings of one commit: letters wait for it, some ten milliseconds on a slow machine. */
const keptAtOnce = 10

/** The first state is the template's, number 1; whatever comes after it somebody wrote. */
export const isWritten = (seq: number): boolean => seq > 1

/** Null where the room cannot be read: `follow.ts` tries again, and says so. */
const readSection = async ({ rooms, log }: QuietDeps, section: SectionRow): Promise<Read | null> => {
  // The store answers without leaving the process: people's letters get their turn between two sections.
  await setImmediate()
  try {
    return { section, text: await readText(rooms, section) }
  } catch (error) {
    log.warn({ err: error, sectionId: section.id }, 'section not read')
    return null
  }
}

/** Gives back which sections somebody was the first to write in. */
const keepAll = async ({ store }: QuietDeps, all: readonly Read[]): Promise<readonly string[]> => {
  const tags = await store.rows.sections.tagsOf(all.map(({ section }) => section.id))
  return store.transaction(async (rows) => {
    const begun: string[] = []
    for (const { section, text } of all) {
      const { id, title, state } = section
      await keepReading(rows, id, { title, tags: tags.get(id) ?? [] }, text)
      if (state !== 'not-started' || !isWritten(text.seq)) continue
      if (await rows.sections.turn(id, ['not-started'], 'drafting')) begun.push(id)
    }
    return begun
  })
}

const followLot = async (deps: QuietDeps, planId: string, lot: readonly SectionRow[]): Promise<readonly string[]> => {
  const all: Read[] = []
  for (const section of lot) {
    const read = await readSection(deps, section)
    if (read) all.push(read)
  }
  const begun = await keepAll(deps, all)
  for (const { section } of all) deps.rooms.ring(planId, { what: 'reading', id: section.id })
  for (const id of begun) deps.rooms.ring(planId, { what: 'section', id })
  return all.map(({ section }) => section.id)
}

/** Follows what it can of a plan's sections, and gives back the ids of those that are left. */
export const followQuiet = async (
  deps: QuietDeps,
  planId: string,
  sectionIds: readonly string[],
): Promise<readonly string[]> => {
  const { store, log } = deps
  try {
    const anchored = await store.rows.threads.sectionsWithAnchors(planId)
    if (anchored === 'all') return sectionIds
    const asked = new Set(sectionIds)
    const sections = await store.rows.sections.listOf(planId)
    const quiet = sections.filter(({ id }) => asked.has(id) && !anchored.has(id))
    const followed = new Set<string>()
    for (let start = 0; start < quiet.length; start += keptAtOnce)
      for (const id of await followLot(deps, planId, quiet.slice(start, start + keptAtOnce))) followed.add(id)
    return sectionIds.filter((id) => !followed.has(id))
  } catch (error) {
    log.warn({ err: error, planId }, 'sections not followed together')
    return sectionIds
  }
}
