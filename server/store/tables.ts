/**
 * The tables as Kysely sees them: camelCase here, snake_case in SQL. The same on every engine: times are ISO text in
 * UTC (so they sort), yes and no are 1 and 0, JSON is text. What each column means is said once, here.
 */
import type { Role, SectionState } from '../../shared/plan/facts.ts'

type Flag = 0 | 1

interface PeopleTable {
  readonly id: string
  /** Lower case; unique. */
  readonly email: string
  readonly name: string
  readonly createdAt: string
}
interface PlansTable {
  readonly id: string
  readonly templateId: string
  readonly templateVersion: number
  readonly title: string
  readonly area: string
  readonly fromDay: string
  readonly toDay: string
  readonly isExample: Flag
  readonly createdAt: string
}
interface BodiesTable {
  readonly id: string
  readonly planId: string
  readonly name: string
  readonly shortName: string
  readonly kind: string
  readonly lead: Flag
  readonly position: number
}
interface MembersTable {
  readonly id: string
  readonly planId: string
  readonly personId: string
  readonly bodyId: string
  readonly role: Role
  readonly capacity: string
  readonly joinedAt: string
  /** Set when the member was removed; the row stays, since comments and sign-offs name it. */
  readonly removedAt: string | null
}
interface MemberSectionsTable {
  readonly memberId: string
  readonly sectionId: string
  readonly role: Role
}
interface InvitationsTable {
  readonly id: string
  readonly planId: string
  readonly email: string
  readonly name: string
  readonly bodyId: string
  readonly role: Role
  readonly capacity: string
  /** SHA-256 of the link's token, hex. */
  readonly tokenHash: string
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly acceptedAt: string | null
}
interface SignInLinksTable {
  readonly tokenHash: string
  readonly personId: string
  readonly expiresAt: string
}
interface SessionsTable {
  readonly id: string
  readonly hash: string
  readonly personId: string
  readonly agent: string
  readonly createdAt: string
  readonly lastSeenAt: string
  /** Moves with use. */
  readonly idleEndsAt: string
  /** Never moves. */
  readonly endsAt: string
  /** Set when it was ended on purpose, and lets nobody in any more. */
  readonly endedAt: string | null
}
interface TokensTable {
  readonly id: string
  readonly hash: string
  readonly personId: string
  readonly label: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}
interface SectionsTable {
  readonly id: string
  readonly planId: string
  readonly key: string | null
  readonly title: string
  /** 0, 1, 2, ... among the sections that are not removed; renumbered whenever one moves. */
  readonly position: number
  readonly state: SectionState
  readonly exempt: 'cover' | 'foreword' | 'reference' | null
  readonly mandatory: Flag
  readonly leadBodyId: string | null
  readonly dueOn: string | null
  readonly removedAt: string | null
  readonly removedBy: string | null
}
interface SectionTagsTable {
  readonly sectionId: string
  readonly framework: string
  readonly code: string
}
interface ThreadsTable {
  readonly id: string
  readonly planId: string
  readonly kind: 'plan' | 'section' | 'block' | 'words' | 'detached'
  /** Null for threads on the plan, and for detached ones whose section is gone. */
  readonly sectionId: string | null
  readonly blockId: string | null
  /** Where the words stand in the reading of `seq`: JSON of `Range`; null unless `kind` is words. */
  readonly range: string | null
  /** The anchor as JSON: relative positions and quote with context; kept when detached, to find the words again. */
  readonly anchor: string | null
  /** The words as they stood when the thread was opened. */
  readonly quote: string | null
  /** Sequence number of the reading the anchor was last placed in. */
  readonly seq: number
  readonly detachedAt: string | null
  readonly state: 'open' | 'resolved'
  readonly resolvedBy: string | null
  readonly resolvedAt: string | null
  /** The consultation round it belongs to; null for comments of the partners. */
  readonly roundId: string | null
  readonly visibility: 'members'
  readonly createdBy: string
  readonly createdAt: string
}
interface CommentsTable {
  readonly id: string
  readonly threadId: string
  /** 1, 2, 3, ... in the thread: two comments may be of one millisecond. */
  readonly number: number
  readonly planId: string
  readonly personId: string
  readonly bodyId: string
  readonly text: string
  readonly at: string
  readonly editedAt: string | null
  readonly withdrawnAt: string | null
}
interface SignOffsTable {
  readonly id: string
  readonly planId: string
  readonly sectionId: string
  readonly contentHash: string
  readonly canonicalVersion: number
  /** The very text that was hashed, so that the record can be checked later without the software. */
  readonly canonical: string
  readonly seq: number
  readonly personId: string
  readonly bodyId: string
  readonly capacity: string
  readonly statement: string
  readonly at: string
}
interface ReopeningsTable {
  readonly id: string
  readonly planId: string
  readonly sectionId: string
  readonly personId: string
  readonly reason: string
  readonly at: string
}
interface ReadingsTable {
  readonly sectionId: string
  readonly generation: number
  readonly seq: number
  /** JSON of the title and tags the hash was made with: a change of either makes the hash stale. */
  readonly facts: string
  readonly hash: string
  /** JSON of `SectionContent`. */
  readonly content: string
}
interface ImagesTable {
  readonly id: string
  readonly planId: string
  readonly type: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly createdBy: string
  readonly at: string
}
interface RoomsTable {
  readonly room: string
  readonly generation: number
}
interface UpdatesTable {
  readonly room: string
  readonly seq: number
  /** Null for the server itself. */
  readonly personId: string | null
  /** Milliseconds since 1970. */
  readonly at: number
  readonly bytes: Uint8Array
  readonly checksum: number
}
interface SnapshotsTable {
  readonly room: string
  readonly seq: number
  readonly bytes: Uint8Array
  readonly checksum: number
}
/** Updates and snapshots that a room is no longer built from; nothing ever deletes them. */
interface SetAsideTable {
  readonly room: string
  /** Of the room while it was built from them. */
  readonly generation: number
  readonly kind: 'update' | 'snapshot'
  readonly seq: number
  readonly personId: string | null
  /** Null for a snapshot. */
  readonly at: number | null
  readonly bytes: Uint8Array
  readonly checksum: number
}
interface RoomAuthorsTable {
  readonly room: string
  readonly clientId: number
  /** Empty for the server's own client ids, which nobody may write under. */
  readonly personId: string
}
interface MakingsTable {
  readonly personId: string
  /** As the sender named it. */
  readonly once: string
  /** What kind of thing, and in which plan. */
  readonly what: string
  readonly madeId: string
  /** SHA-256 of what was asked, hex. */
  readonly asked: string
  readonly at: string
}

export interface Tables {
  readonly people: PeopleTable
  readonly plans: PlansTable
  readonly bodies: BodiesTable
  readonly members: MembersTable
  readonly memberSections: MemberSectionsTable
  readonly invitations: InvitationsTable
  readonly signInLinks: SignInLinksTable
  readonly sessions: SessionsTable
  readonly tokens: TokensTable
  readonly sections: SectionsTable
  readonly sectionTags: SectionTagsTable
  readonly threads: ThreadsTable
  readonly comments: CommentsTable
  readonly signOffs: SignOffsTable
  readonly reopenings: ReopeningsTable
  readonly readings: ReadingsTable
  readonly images: ImagesTable
  readonly rooms: RoomsTable
  readonly updates: UpdatesTable
  readonly snapshots: SnapshotsTable
  readonly setAside: SetAsideTable
  readonly roomAuthors: RoomAuthorsTable
  readonly makings: MakingsTable
}

export type PersonRow = PeopleTable
export type PlanRow = PlansTable
export type BodyRow = BodiesTable
export type MemberRow = MembersTable
export type InvitationRow = InvitationsTable
export type SignInLinkRow = SignInLinksTable
export type SessionRow = SessionsTable
export type TokenRow = TokensTable
export type SectionRow = SectionsTable
export type ThreadRow = ThreadsTable
export type CommentRow = CommentsTable
export type SignOffRow = SignOffsTable
export type ReopeningRow = ReopeningsTable
export type ReadingRow = ReadingsTable
export type ImageRow = ImagesTable
export type MakingRow = MakingsTable
