/** Threads and their comments. */
import type { Kysely } from 'kysely'
import type { Anchor } from '../../../shared/plan/anchor.ts'
import type { Range } from '../../../shared/plan/coordinates.ts'
import type { CommentRow, Tables, ThreadRow } from '../tables.ts'

export interface NamedComment extends CommentRow {
  readonly personName: string
}

export interface NamedThread extends ThreadRow {
  /** Of who resolved it. */
  readonly resolverName: string | null
}

/** Where a thread stands after its anchor was carried into a new reading. */
export type ThreadPlacing = Pick<
  ThreadRow,
  'kind' | 'sectionId' | 'blockId' | 'range' | 'anchor' | 'seq' | 'detachedAt'
>

// Both columns are written by this server alone, from these very types.
export const anchorOf = ({ anchor }: ThreadRow): Anchor | null =>
  anchor === null ? null : (JSON.parse(anchor) as Anchor)
export const rangeOf = ({ range }: ThreadRow): Range | null => (range === null ? null : (JSON.parse(range) as Range))

export const createThreadRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<ThreadRow | undefined> =>
    db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst(),

  listOf: (planId: string): Promise<NamedThread[]> =>
    db
      .selectFrom('threads')
      .leftJoin('people', 'people.id', 'threads.resolvedBy')
      .selectAll('threads')
      .select('people.name as resolverName')
      .where('threads.planId', '=', planId)
      .orderBy('threads.createdAt')
      .orderBy('threads.id')
      .execute(),

  /** Threads whose place hangs on the section's text. */
  listAnchored: (sectionId: string): Promise<ThreadRow[]> =>
    db
      .selectFrom('threads')
      .selectAll()
      .where('sectionId', '=', sectionId)
      .where('kind', 'in', ['block', 'words', 'detached'])
      .execute(),

  /** Sections of the plan whose text threads hang on; all of them where one stands nowhere and may stand anywhere. */
  sectionsWithAnchors: async (planId: string): Promise<ReadonlySet<string> | 'all'> => {
    const rows = await db
      .selectFrom('threads')
      .select(['sectionId', 'kind'])
      .distinct()
      .where('planId', '=', planId)
      .where('kind', 'in', ['block', 'words', 'detached'])
      .execute()
    return rows.some(({ kind }) => kind === 'detached') ? 'all' : new Set(rows.map(({ sectionId }) => sectionId ?? ''))
  },

  /** Threads of the plan that stand nowhere. */
  listDetached: (planId: string): Promise<ThreadRow[]> =>
    db.selectFrom('threads').selectAll().where('planId', '=', planId).where('kind', '=', 'detached').execute(),

  add: async (thread: ThreadRow, first: Omit<CommentRow, 'number'>): Promise<void> => {
    await db.insertInto('threads').values(thread).execute()
    await db
      .insertInto('comments')
      .values({ ...first, number: 1 })
      .execute()
  },

  move: async (id: string, placing: ThreadPlacing): Promise<void> => {
    await db.updateTable('threads').set(placing).where('id', '=', id).execute()
  },

  settle: async (id: string, change: Pick<ThreadRow, 'state' | 'resolvedBy' | 'resolvedAt'>): Promise<void> => {
    await db.updateTable('threads').set(change).where('id', '=', id).execute()
  },

  /** Plan or section (by column) -> number of open threads. */
  countOpen: async (by: 'planId' | 'sectionId', ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('threads')
      .select([`${by} as id`, (is) => is.fn.countAll<number>().as('count')])
      .where(by, 'in', ids)
      .where('state', '=', 'open')
      .groupBy(by)
      .execute()
    return new Map(rows.map(({ id, count }) => [id ?? '', Number(count)]))
  },
})
export type ThreadRows = ReturnType<typeof createThreadRows>

export const createCommentRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<CommentRow | undefined> =>
    db.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst(),

  /** Thread by thread, each in its order. */
  listOf: (planId: string): Promise<NamedComment[]> =>
    db
      .selectFrom('comments')
      .innerJoin('people', 'people.id', 'comments.personId')
      .selectAll('comments')
      .select('people.name as personName')
      .where('comments.planId', '=', planId)
      .orderBy('comments.threadId')
      .orderBy('comments.number')
      .execute(),

  /** Adds at the end of the thread, in the caller's transaction. */
  add: async (comment: Omit<CommentRow, 'number'>): Promise<void> => {
    const { last } = await db
      .selectFrom('comments')
      .select((is) => is.fn.max('number').as('last'))
      .where('threadId', '=', comment.threadId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('comments')
      .values({ ...comment, number: last + 1 })
      .execute()
  },

  edit: async (id: string, text: string, editedAt: string): Promise<void> => {
    await db.updateTable('comments').set({ text, editedAt }).where('id', '=', id).execute()
  },

  /** Whether any comment of the thread still has its text. */
  areLeft: async (threadId: string): Promise<boolean> => {
    const left = await db
      .selectFrom('comments')
      .select('id')
      .where('threadId', '=', threadId)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst()
    return left !== undefined
  },

  /** The text goes for good; the place stays. */
  withdraw: async (id: string, withdrawnAt: string): Promise<void> => {
    await db.updateTable('comments').set({ text: '', withdrawnAt }).where('id', '=', id).execute()
  },
})
export type CommentRows = ReturnType<typeof createCommentRows>
