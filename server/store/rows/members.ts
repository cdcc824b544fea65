/** Members of plans with their grants for single sections, and invitations. A removed member's row stays. */
import type { Kysely } from 'kysely'
import type { Role } from '../../../shared/plan/facts.ts'
import { prepared, preparedOne } from '../prepared.ts'
import type { InvitationRow, MemberRow, Tables } from '../tables.ts'

export interface NamedMember extends MemberRow {
  readonly name: string
  readonly email: string
}

/** A member as others see them in a room. */
export interface PresentMember extends NamedMember {
  readonly bodyName: string
}

const named = (db: Kysely<Tables>) =>
  db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.personId')
    .selectAll('members')
    .select(['people.name', 'people.email'])

type Grants = Readonly<Record<string, Role>>

const grantsIn = (rows: readonly { readonly sectionId: string; readonly role: Role }[]): Grants =>
  Object.fromEntries(rows.map(({ sectionId, role }) => [sectionId, role]))

const memberIn = preparedOne((db, planId: string, personId: string) =>
  named(db)
    .innerJoin('bodies', 'bodies.id', 'members.bodyId')
    .select('bodies.name as bodyName')
    .where('members.planId', '=', planId)
    .where('members.personId', '=', personId)
    .where('members.removedAt', 'is', null),
)
/** What a section's door needs to know of who comes, in one go. */
const visitorOf = preparedOne((db, planId: string, personId: string, sectionId: string) =>
  db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.personId')
    .innerJoin('bodies', 'bodies.id', 'members.bodyId')
    .innerJoin('sections', 'sections.planId', 'members.planId')
    .leftJoin('memberSections as grant', (join) =>
      join.onRef('grant.memberId', '=', 'members.id').onRef('grant.sectionId', '=', 'sections.id'),
    )
    .select(['members.id as memberId', 'members.bodyId', 'members.role', 'grant.role as roleHere'])
    .select(['people.name', 'bodies.name as bodyName', 'sections.state'])
    .where('members.planId', '=', planId)
    .where('members.personId', '=', personId)
    .where('members.removedAt', 'is', null)
    .where('sections.id', '=', sectionId)
    .where('sections.removedAt', 'is', null),
)
const grantsOfOne = prepared((db, memberId: string) =>
  db.selectFrom('memberSections').select(['sectionId', 'role']).where('memberId', '=', memberId),
)

export const createMemberRows = (db: Kysely<Tables>) => ({
  /** The member a person is in a plan now; undefined for strangers and for removed members. */
  findIn: (planId: string, personId: string): Promise<PresentMember | undefined> => memberIn(db, planId, personId),

  /** A member before a section of the plan, with their own role there where they were given one; else undefined. */
  findBefore: (planId: string, personId: string, sectionId: string) => visitorOf(db, planId, personId, sectionId),

  find: (id: string): Promise<MemberRow | undefined> =>
    db.selectFrom('members').selectAll().where('id', '=', id).where('removedAt', 'is', null).executeTakeFirst(),

  listOf: (planId: string): Promise<NamedMember[]> =>
    named(db)
      .where('members.planId', '=', planId)
      .where('members.removedAt', 'is', null)
      .orderBy('members.joinedAt')
      .orderBy('members.id')
      .execute(),

  /** Every plan a person is a member of now. */
  listOfPerson: (personId: string): Promise<MemberRow[]> =>
    db
      .selectFrom('members')
      .selectAll()
      .where('personId', '=', personId)
      .where('removedAt', 'is', null)
      .orderBy('joinedAt')
      .execute(),

  /** Adds a member; one who was removed before comes back under the same id, with the new role. */
  join: async (member: MemberRow): Promise<void> => {
    const { bodyId, role, capacity, joinedAt } = member
    await db
      .insertInto('members')
      .values(member)
      .onConflict((conflict) =>
        conflict.columns(['planId', 'personId']).doUpdateSet({ bodyId, role, capacity, joinedAt, removedAt: null }),
      )
      .execute()
  },

  change: async (
    id: string,
    change: Partial<Pick<MemberRow, 'role' | 'bodyId' | 'capacity' | 'removedAt'>>,
  ): Promise<void> => {
    if (Object.keys(change).length > 0) await db.updateTable('members').set(change).where('id', '=', id).execute()
  },

  countCoordinators: async (planId: string): Promise<number> => {
    const { count } = await db
      .selectFrom('members')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('planId', '=', planId)
      .where('role', '=', 'coordinator')
      .where('removedAt', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(count)
  },

  /** Of one member: section id -> role there. */
  grantsTo: async (memberId: string): Promise<Grants> => grantsIn(await grantsOfOne(db, memberId)),

  /** Of many: member id -> section id -> role there. */
  grantsOf: async (memberIds: readonly string[]): Promise<ReadonlyMap<string, Grants>> => {
    if (memberIds.length === 0) return new Map()
    const rows = await db.selectFrom('memberSections').selectAll().where('memberId', 'in', memberIds).execute()
    const byMember = Map.groupBy(rows, ({ memberId }) => memberId)
    return new Map(memberIds.map((id) => [id, grantsIn(byMember.get(id) ?? [])]))
  },

  grant: async (memberId: string, sectionId: string, role: Role): Promise<void> => {
    await db
      .insertInto('memberSections')
      .values({ memberId, sectionId, role })
      .onConflict((conflict) => conflict.columns(['memberId', 'sectionId']).doUpdateSet({ role }))
      .execute()
  },

  revoke: async (memberId: string, sectionId: string): Promise<void> => {
    await db.deleteFrom('memberSections').where('memberId', '=', memberId).where('sectionId', '=', sectionId).execute()
  },

  revokeAll: async (memberId: string): Promise<void> => {
    await db.deleteFrom('memberSections').where('memberId', '=', memberId).execute()
  },
})
export type MemberRows = ReturnType<typeof createMemberRows>

export const createInvitationRows = (db: Kysely<Tables>) => ({
  find: (id: string): Promise<InvitationRow | undefined> =>
    db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst(),

  /** One that can still be accepted; undefined when spent, withdrawn, expired or never made. */
  findOpen: (tokenHash: string, now: string): Promise<InvitationRow | undefined> =>
    db
      .selectFrom('invitations')
      .selectAll()
      .where('tokenHash', '=', tokenHash)
      .where('acceptedAt', 'is', null)
      .where('expiresAt', '>', now)
      .executeTakeFirst(),

  listOpen: (planId: string, now: string): Promise<InvitationRow[]> =>
    db
      .selectFrom('invitations')
      .selectAll()
      .where('planId', '=', planId)
      .where('acceptedAt', 'is', null)
      .where('expiresAt', '>', now)
      .orderBy('createdAt')
      .execute(),

  add: async (invitation: InvitationRow): Promise<void> => {
    await db.insertInto('invitations').values(invitation).execute()
  },

  /** Withdraws what an address was invited to in a plan and has not accepted; says whether any of it was still open. */
  withdrawOf: async (planId: string, email: string, now: string): Promise<boolean> => {
    const withdrawn = await db
      .deleteFrom('invitations')
      .where('planId', '=', planId)
      .where('email', '=', email)
      .where('acceptedAt', 'is', null)
      .returning('expiresAt')
      .execute()
    return withdrawn.some(({ expiresAt }) => expiresAt > now)
  },

  /** Withdraws what somebody invited others to in a plan and nobody has accepted. */
  withdrawBy: async (planId: string, createdBy: string): Promise<void> => {
    await db
      .deleteFrom('invitations')
      .where('planId', '=', planId)
      .where('createdBy', '=', createdBy)
      .where('acceptedAt', 'is', null)
      .execute()
  },

  /** False when somebody accepted it first. */
  accept: async (id: string, acceptedAt: string): Promise<boolean> => {
    const accepted = await db
      .updateTable('invitations')
      .set({ acceptedAt })
      .where('id', '=', id)
      .where('acceptedAt', 'is', null)
      .executeTakeFirst()
    return accepted.numUpdatedRows > 0n
  },

  withdraw: async (id: string): Promise<void> => {
    await db.deleteFrom('invitations').where('id', '=', id).execute()
  },
})
export type InvitationRows = ReturnType<typeof createInvitationRows>
