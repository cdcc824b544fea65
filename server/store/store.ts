/**
 * The store as the rest of the server sees it: rows grouped by thing, one transaction over all of them, and the log.
 * Inside `transaction` use the rows it gives: the store's own would wait for the transaction to end, for ever.
 */
import type { Kysely } from 'kysely'
import { createUpdateLog } from './log.ts'
import type { RoomRecords, UpdateLog } from './ports.ts'
import { createRoomRecords } from './records.ts'
import { createMakingRows, type MakingRows } from './rows/makings.ts'
import { createInvitationRows, createMemberRows, type InvitationRows, type MemberRows } from './rows/members.ts'
import { createPeopleRows, type PeopleRows } from './rows/people.ts'
import { createBodyRows, createPlanRows, type BodyRows, type PlanRows } from './rows/plans.ts'
import { createImageRows, createReadingRows, type ImageRows, type ReadingRows } from './rows/readings.ts'
import { createSectionRows, type SectionRows } from './rows/sections.ts'
import {
  createSessionRows,
  createSignInLinkRows,
  createTokenRows,
  type SessionRows,
  type SignInLinkRows,
  type TokenRows,
} from './rows/sessions.ts'
import { createSignOffRows, type SignOffRows } from './rows/sign-offs.ts'
import { createCommentRows, createThreadRows, type CommentRows, type ThreadRows } from './rows/threads.ts'
import type { Tables } from './tables.ts'

export interface Rows {
  readonly people: PeopleRows
  readonly sessions: SessionRows
  readonly tokens: TokenRows
  readonly signInLinks: SignInLinkRows
  readonly plans: PlanRows
  readonly bodies: BodyRows
  readonly sections: SectionRows
  readonly members: MemberRows
  readonly invitations: InvitationRows
  readonly threads: ThreadRows
  readonly comments: CommentRows
  readonly signOffs: SignOffRows
  readonly readings: ReadingRows
  readonly images: ImageRows
  readonly makings: MakingRows
}

export interface Store {
  readonly rows: Rows
  readonly updates: UpdateLog
  readonly records: RoomRecords
  /** All or nothing; a throw undoes everything and comes through. */
  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  /** Rejects when the store does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

const createRows = (db: Kysely<Tables>): Rows => ({
  people: createPeopleRows(db),
  sessions: createSessionRows(db),
  tokens: createTokenRows(db),
  signInLinks: createSignInLinkRows(db),
  plans: createPlanRows(db),
  bodies: createBodyRows(db),
  sections: createSectionRows(db),
  members: createMemberRows(db),
  invitations: createInvitationRows(db),
  threads: createThreadRows(db),
  comments: createCommentRows(db),
  signOffs: createSignOffRows(db),
  readings: createReadingRows(db),
  images: createImageRows(db),
  makings: createMakingRows(db),
})

/** The store on an open database; closing it closes the database. */
export const createStore = (db: Kysely<Tables>): Store => ({
  rows: createRows(db),
  updates: createUpdateLog(db),
  records: createRoomRecords(db),
  transaction: (work) => db.transaction().execute((trx) => work(createRows(trx))),
  ping: async () => {
    await db.selectFrom('plans').select('id').limit(1).execute()
  },
  close: () => db.destroy(),
})
