/** Plans and the bodies in them. */
import type { Kysely } from 'kysely'
import type { BodyRow, PlanRow, Tables } from '../tables.ts'

export const createPlanRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<PlanRow | undefined> =>
    db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst(),

  list: (): Promise<PlanRow[]> => db.selectFrom('plans').selectAll().orderBy('createdAt').execute(),

  add: async (plan: PlanRow): Promise<void> => {
    await db.insertInto('plans').values(plan).execute()
  },

  change: async (id: string, change: Partial<Pick<PlanRow, 'title' | 'area'>>): Promise<void> => {
    if (Object.keys(change).length > 0) await db.updateTable('plans').set(change).where('id', '=', id).execute()
  },
})
export type PlanRows = ReturnType<typeof createPlanRows>

export const createBodyRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<BodyRow | undefined> =>
    db.selectFrom('bodies').selectAll().where('id', '=', id).executeTakeFirst(),

  listOf: (planId: string): Promise<BodyRow[]> =>
    db.selectFrom('bodies').selectAll().where('planId', '=', planId).orderBy('position').execute(),

  add: async (bodies: readonly BodyRow[]): Promise<void> => {
    if (bodies.length > 0) await db.insertInto('bodies').values(bodies).execute()
  },

  change: async (id: string, change: Partial<Pick<BodyRow, 'name' | 'shortName' | 'kind' | 'lead'>>): Promise<void> => {
    if (Object.keys(change).length > 0) await db.updateTable('bodies').set(change).where('id', '=', id).execute()
  },

  /** Whether a member (past ones too), an invitation, a section, a comment or a sign-off names the body. */
  isUsed: async (id: string): Promise<boolean> => {
    const tables = ['members', 'invitations', 'comments', 'signOffs'] as const
    for (const table of tables) {
      const row = await db.selectFrom(table).select('id').where('bodyId', '=', id).limit(1).executeTakeFirst()
      if (row) return true
    }
    const led = await db.selectFrom('sections').select('id').where('leadBodyId', '=', id).limit(1).executeTakeFirst()
    return led !== undefined
  },

  remove: async (id: string): Promise<void> => {
    await db.deleteFrom('bodies').where('id', '=', id).execute()
  },
})
export type BodyRows = ReturnType<typeof createBodyRows>
