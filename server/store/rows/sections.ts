/**
 * Sections: the facts beside the words. Positions run 0, 1, 2, ... over the sections that are not removed; `place`
 * renumbers them in the caller's transaction, so that two moves at once cannot give one number twice.
 */
import type { Kysely } from 'kysely'
import type { Tag } from '../../../shared/plan/facts.ts'
import { preparedOne } from '../prepared.ts'
import type { SectionRow, Tables } from '../tables.ts'

export type SectionChange = Partial<
  Pick<SectionRow, 'title' | 'state' | 'exempt' | 'leadBodyId' | 'dueOn' | 'removedAt' | 'removedBy'>
>

const order = async (db: Kysely<Tables>, planId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('sections')
    .select('id')
    .where('planId', '=', planId)
    .where('removedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

const renumber = async (db: Kysely<Tables>, ids: readonly string[]): Promise<void> => {
  for (const [position, id] of ids.entries()) {
    await db.updateTable('sections').set({ position }).where('id', '=', id).where('position', '!=', position).execute()
  }
}

const sectionById = preparedOne((db, id: string) => db.selectFrom('sections').selectAll().where('id', '=', id))

export const createSectionRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<SectionRow | undefined> => sectionById(db, id),

  /** In the plan's order, without the removed ones. */
  listOf: (planId: string): Promise<SectionRow[]> =>
    db
      .selectFrom('sections')
      .selectAll()
      .where('planId', '=', planId)
      .where('removedAt', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),

  listRemovedOf: (planId: string): Promise<SectionRow[]> =>
    db
      .selectFrom('sections')
      .selectAll()
      .where('planId', '=', planId)
      .where('removedAt', 'is not', null)
      .orderBy('removedAt', 'desc')
      .execute(),

  add: async (sections: readonly SectionRow[]): Promise<void> => {
    for (const section of sections) await db.insertInto('sections').values(section).execute()
  },

  change: async (id: string, change: SectionChange): Promise<void> => {
    if (Object.keys(change).length > 0) await db.updateTable('sections').set(change).where('id', '=', id).execute()
  },

  /** Sets the state only while it is another one: of two at once, one wins and knows it. */
  turn: async (id: string, from: readonly SectionRow['state'][], to: SectionRow['state']): Promise<boolean> => {
    const turned = await db
      .updateTable('sections')
      .set({ state: to })
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst()
    return turned.numUpdatedRows > 0n
  },

  /** Puts a section behind another (null: first) and renumbers; false when `after` is not in the plan's order. */
  place: async (planId: string, id: string, after: string | null): Promise<boolean> => {
    const others = (await order(db, planId)).filter((other) => other !== id)
    const at = after === null ? 0 : others.indexOf(after) + 1
    if (after !== null && at === 0) return false
    await renumber(db, [...others.slice(0, at), id, ...others.slice(at)])
    return true
  },

  closeGaps: async (planId: string): Promise<void> => renumber(db, await order(db, planId)),

  tagsOf: async (sectionIds: readonly string[]): Promise<ReadonlyMap<string, readonly Tag[]>> => {
    const tags = new Map<string, Tag[]>(sectionIds.map((id) => [id, []]))
    if (sectionIds.length === 0) return tags
    const rows = await db
      .selectFrom('sectionTags')
      .selectAll()
      .where('sectionId', 'in', sectionIds)
      .orderBy('framework')
      .orderBy('code')
      .execute()
    for (const { sectionId, framework, code } of rows) tags.get(sectionId)?.push({ framework, code })
    return tags
  },

  tag: async (sectionId: string, tags: readonly Tag[]): Promise<void> => {
    for (const { framework, code } of tags) {
      await db
        .insertInto('sectionTags')
        .values({ sectionId, framework, code })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  },

  untag: async (sectionId: string, { framework, code }: Tag): Promise<void> => {
    await db
      .deleteFrom('sectionTags')
      .where('sectionId', '=', sectionId)
      .where('framework', '=', framework)
      .where('code', '=', code)
      .execute()
  },

  /** Room name -> generation, for rooms that were ever written. */
  generationsOf: async (rooms: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    if (rooms.length === 0) return new Map()
    const rows = await db.selectFrom('rooms').selectAll().where('room', 'in', rooms).execute()
    return new Map(rows.map(({ room, generation }) => [room, generation]))
  },
})
export type SectionRows = ReturnType<typeof createSectionRows>
