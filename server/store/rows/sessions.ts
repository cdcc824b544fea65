/** What lets a person in: sessions, API tokens, one-time links. Only hashes of secrets are stored. */
import type { Kysely } from 'kysely'
import { preparedOne } from '../prepared.ts'
import type { SessionRow, SignInLinkRow, Tables, TokenRow } from '../tables.ts'

const sessionByHash = preparedOne((db, hash: string) =>
  db.selectFrom('sessions').selectAll().where('hash', '=', hash).where('endedAt', 'is', null),
)
const tokenByHash = preparedOne((db, hash: string) => db.selectFrom('tokens').selectAll().where('hash', '=', hash))

export const createSessionRows = (db: Kysely<Tables>) => ({
  findByHash: (hash: string): Promise<SessionRow | undefined> => sessionByHash(db, hash),

  listOf: (personId: string, now: string): Promise<SessionRow[]> =>
    db
      .selectFrom('sessions')
      .selectAll()
      .where('personId', '=', personId)
      .where('idleEndsAt', '>', now)
      .where('endsAt', '>', now)
      .where('endedAt', 'is', null)
      .orderBy('lastSeenAt', 'desc')
      .execute(),

  find: (id: string): Promise<SessionRow | undefined> =>
    db.selectFrom('sessions').selectAll().where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst(),

  /** Whether the session was ended on purpose, as long as its time is not over. */
  wasEnded: async (hash: string): Promise<boolean> => {
    const ended = db.selectFrom('sessions').select('id').where('hash', '=', hash).where('endedAt', 'is not', null)
    return (await ended.executeTakeFirst()) !== undefined
  },

  add: async (session: SessionRow): Promise<void> => {
    await db.insertInto('sessions').values(session).execute()
  },

  seen: async (id: string, lastSeenAt: string, idleEndsAt: string): Promise<void> => {
    await db.updateTable('sessions').set({ lastSeenAt, idleEndsAt }).where('id', '=', id).execute()
  },

  end: async (id: string, endedAt: string): Promise<void> => {
    await db.updateTable('sessions').set({ endedAt }).where('id', '=', id).execute()
  },

  /** Also those whose time is over and that nobody has swept yet; says which they were. */
  endAllOf: async (personId: string, endedAt: string): Promise<readonly string[]> => {
    const all = db
      .updateTable('sessions')
      .set({ endedAt })
      .where('personId', '=', personId)
      .where('endedAt', 'is', null)
    return (await all.returning('id').execute()).map(({ id }) => id)
  },

  /** Deletes what has expired and says which sessions those were. What was ended on purpose is not in use, but told of. */
  endExpired: async (now: string): Promise<readonly string[]> => {
    const ended = await db
      .deleteFrom('sessions')
      .where((is) => is.or([is('endsAt', '<=', now), is.and([is('idleEndsAt', '<=', now), is('endedAt', 'is', null)])]))
      .returning('id')
      .execute()
    await db.deleteFrom('signInLinks').where('expiresAt', '<=', now).execute()
    return ended.map(({ id }) => id)
  },
})
export type SessionRows = ReturnType<typeof createSessionRows>

export const createTokenRows = (db: Kysely<Tables>) => ({
  findByHash: (hash: string): Promise<TokenRow | undefined> => tokenByHash(db, hash),

  find: (id: string): Promise<TokenRow | undefined> =>
    db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst(),

  listOf: (personId: string): Promise<TokenRow[]> =>
    db.selectFrom('tokens').selectAll().where('personId', '=', personId).orderBy('createdAt').execute(),

  add: async (token: TokenRow): Promise<void> => {
    await db.insertInto('tokens').values(token).execute()
  },

  /** Another secret and label for one that nobody has used. */
  renew: async (id: string, hash: string, label: string): Promise<void> => {
    await db.updateTable('tokens').set({ hash, label }).where('id', '=', id).execute()
  },

  used: async (id: string, lastUsedAt: string): Promise<void> => {
    await db.updateTable('tokens').set({ lastUsedAt }).where('id', '=', id).execute()
  },

  revoke: async (id: string): Promise<void> => {
    await db.deleteFrom('tokens').where('id', '=', id).execute()
  },
})
export type TokenRows = ReturnType<typeof createTokenRows>

export const createSignInLinkRows = (db: Kysely<Tables>) => ({
  add: async (link: SignInLinkRow): Promise<void> => {
    await db.insertInto('signInLinks').values(link).execute()
  },

  /** Takes the link away and gives back what it was: a second caller finds nothing. */
  spend: (tokenHash: string): Promise<SignInLinkRow | undefined> =>
    db.deleteFrom('signInLinks').where('tokenHash', '=', tokenHash).returningAll().executeTakeFirst(),
})
export type SignInLinkRows = ReturnType<typeof createSignInLinkRows>
