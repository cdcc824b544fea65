/**
 * A section as the server reads it: content and hash at a sequence number. The latest is kept in the store; it holds
 * while the log has nothing newer and title and tags, which the hash covers, are the same. Of a section whose stored words
 * cannot be read, the kept reading is given as it is, so that one damaged room does not take the plan away.
 */
import type { Reading } from '../../shared/api/sections.ts'
import { contentHash } from '../../shared/plan/canonical.ts'
import type { Tag } from '../../shared/plan/facts.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { readContent } from '../../shared/plan/read.ts'
import { sectionRoom } from '../../shared/protocol.ts'
import type { Rows, Store } from '../store/store.ts'
import type { ReadingRow, SectionRow } from '../store/tables.ts'
import { type Rooms, UnreadableRoom } from '../sync/ports.ts'

export interface Readings {
  /** Up to date, in the order asked for. The sections are all of one plan. */
  of(sections: readonly SectionRow[]): Promise<readonly Reading[]>
}

/** What of a section stands outside its text and still counts for the hash. */
export interface SignedFacts {
  readonly title: string
  readonly tags: readonly Tag[]
}

export interface Text {
  readonly generation: number
  readonly seq: number
  readonly content: SectionContent
}

/** As the section's room holds it now. Throws `UnreadableRoom`. */
export const readText = (rooms: Rooms, { planId, id }: SectionRow): Promise<Text> =>
  rooms.read(sectionRoom(planId, id), ({ generation, seq, doc }) => ({ generation, seq, content: readContent(doc) }))

const factsOf = ({ title, tags }: SignedFacts): string => JSON.stringify({ title, tags })

/** Puts a reading together and keeps it. */
export const keepReading = async (
  { readings }: Pick<Rows, 'readings'>,
  sectionId: string,
  facts: SignedFacts,
  { generation, seq, content }: Text,
): Promise<Reading> => {
  const hash = contentHash({ ...facts, content })
  const row: ReadingRow = { sectionId, generation, seq, facts: factsOf(facts), hash, content: JSON.stringify(content) }
  await readings.keep(row)
  return { sectionId, generation, seq, hash, content }
}

/** Written by `keepReading` alone, from a `SectionContent`. */
export const contentOf = (row: ReadingRow): SectionContent => JSON.parse(row.content) as SectionContent

export const createReadings = (store: Store, rooms: Rooms): Readings => {
  const readOne = async (
    section: SectionRow,
    tags: readonly Tag[],
    lastSeq: number,
    kept: ReadingRow | undefined,
  ): Promise<Reading> => {
    const facts = { title: section.title, tags }
    if (kept?.seq === lastSeq) return readKept(facts, kept)
    try {
      return await keepReading(store.rows, section.id, facts, await readText(rooms, section))
    } catch (error) {
      if (kept && error instanceof UnreadableRoom) return readKept(facts, kept)
      throw error
    }
  }

  const readKept = async (facts: SignedFacts, kept: ReadingRow): Promise<Reading> => {
    const { sectionId, generation, seq, hash } = kept
    const content = contentOf(kept)
    if (kept.facts !== factsOf(facts)) return keepReading(store.rows, sectionId, facts, { generation, seq, content })
    return { sectionId, generation, seq, hash, content }
  }

  return {
    of: async (sections) => {
      const ids = sections.map(({ id }) => id)
      const [tags, kept, lastSeqs] = await Promise.all([
        store.rows.sections.tagsOf(ids),
        store.rows.readings.listOf(ids),
        store.updates.lastSeqs(sections.map(({ planId, id }) => sectionRoom(planId, id))),
      ])
      const keptById = new Map(kept.map((row) => [row.sectionId, row]))
      return Promise.all(
        sections.map((section) => {
          const lastSeq = lastSeqs.get(sectionRoom(section.planId, section.id)) ?? 0
          return readOne(section, tags.get(section.id) ?? [], lastSeq, keptById.get(section.id))
        }),
      )
    },
  }
}
