/**
 * The first tables. Written for SQLite and PostgreSQL alike; only the type of bytes differs.
 */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from './index.ts'

// Migrations describe tables of their own day, so they know none of today's types.
type Db = Kysely<unknown>

const people = async (db: Db): Promise<void> => {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('sign_in_links')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('last_seen_at', 'text', (c) => c.notNull())
    .addColumn('idle_ends_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .execute()
}

const plans = async (db: Db): Promise<void> => {
  await db.schema
    .createTable('plans')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('template_id', 'text', (c) => c.notNull())
    .addColumn('template_version', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('area', 'text', (c) => c.notNull())
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('to_day', 'text', (c) => c.notNull())
    .addColumn('is_example', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('bodies')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('short_name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('lead', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('sections')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('key', 'text')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('exempt', 'text')
    .addColumn('mandatory', 'integer', (c) => c.notNull())
    .addColumn('lead_body_id', 'text', (c) => c.references('bodies.id'))
    .addColumn('due_on', 'text')
    .addColumn('removed_at', 'text')
    .addColumn('removed_by', 'text', (c) => c.references('people.id'))
    .execute()
  await db.schema
    .createTable('section_tags')
    .addColumn('section_id', 'text', (c) => c.notNull().references('sections.id'))
    .addColumn('framework', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('section_tags_key', ['section_id', 'framework', 'code'])
    .execute()
}

const members = async (db: Db): Promise<void> => {
  await db.schema
    .createTable('members')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('body_id', 'text', (c) => c.notNull().references('bodies.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('capacity', 'text', (c) => c.notNull())
    .addColumn('joined_at', 'text', (c) => c.notNull())
    .addColumn('removed_at', 'text')
    .addUniqueConstraint('members_once', ['plan_id', 'person_id'])
    .execute()
  await db.schema
    .createTable('member_sections')
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('section_id', 'text', (c) => c.notNull().references('sections.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_sections_key', ['member_id', 'section_id'])
    .execute()
  await db.schema
    .createTable('invitations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('body_id', 'text', (c) => c.notNull().references('bodies.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('capacity', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_by', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .addColumn('accepted_at', 'text')
    .execute()
}

const comments = async (db: Db): Promise<void> => {
  await db.schema
    .createTable('threads')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('section_id', 'text', (c) => c.references('sections.id'))
    .addColumn('block_id', 'text')
    .addColumn('range', 'text')
    .addColumn('anchor', 'text')
    .addColumn('quote', 'text')
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('detached_at', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('resolved_by', 'text', (c) => c.references('people.id'))
    .addColumn('resolved_at', 'text')
    .addColumn('round_id', 'text')
    .addColumn('visibility', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('comments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('body_id', 'text', (c) => c.notNull().references('bodies.id'))
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('edited_at', 'text')
    .addColumn('withdrawn_at', 'text')
    .addUniqueConstraint('comments_order', ['thread_id', 'number'])
    .execute()
}

const signOffs = async (db: Db): Promise<void> => {
  await db.schema
    .createTable('sign_offs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('section_id', 'text', (c) => c.notNull().references('sections.id'))
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('canonical_version', 'integer', (c) => c.notNull())
    .addColumn('canonical', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('body_id', 'text', (c) => c.notNull().references('bodies.id'))
    .addColumn('capacity', 'text', (c) => c.notNull())
    .addColumn('statement', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('reopenings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('section_id', 'text', (c) => c.notNull().references('sections.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
}

/**
 * SQLite then keeps the rows in the order of their key, in one tree and not in two: half of what each letter's row writes.
 * PostgreSQL knows nothing like it.
 */
const inKeyOrder = (engine: Engine) => (engine === 'sqlite' ? sql`without rowid` : sql``)

const words = async (db: Db, engine: Engine): Promise<void> => {
  const bytes = engine === 'postgres' ? sql`bytea` : sql`blob`
  await db.schema
    .createTable('readings')
    .addColumn('section_id', 'text', (c) => c.primaryKey().references('sections.id'))
    .addColumn('generation', 'integer', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('images')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('rooms')
    .addColumn('room', 'text', (c) => c.primaryKey())
    .addColumn('generation', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('updates')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('updates_key', ['room', 'seq'])
    .modifyEnd(inKeyOrder(engine))
    .execute()
  await db.schema
    .createTable('snapshots')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('snapshots_key', ['room', 'seq'])
    .execute()
  await db.schema
    .createTable('room_authors')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('client_id', 'bigint', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('room_authors_key', ['room', 'client_id'])
    .modifyEnd(inKeyOrder(engine))
    .execute()
}

/** Column pairs that are looked up together and have no key of their own. */
const indexed: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['sessions', 'person_id'],
  ['tokens', 'person_id'],
  ['bodies', 'plan_id'],
  ['sections', 'plan_id', 'position'],
  ['members', 'person_id'],
  ['invitations', 'plan_id'],
  ['threads', 'plan_id'],
  ['threads', 'section_id'],
  ['comments', 'thread_id'],
  ['comments', 'plan_id'],
  ['sign_offs', 'plan_id'],
  ['reopenings', 'plan_id'],
]

export const first = (engine: Engine): Migration => ({
  up: async (db) => {
    await people(db)
    await plans(db)
    await members(db)
    await comments(db)
    await signOffs(db)
    await words(db, engine)
    for (const [table, ...columns] of indexed) {
      await db.schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .execute()
    }
  },
})
