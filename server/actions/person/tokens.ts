/** API tokens of one's own, for programs. The token itself is shown once. */
import type { TokenView } from '../../../shared/api/person.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Rows } from '../../store/store.ts'
import type { Actor } from '../access.ts'
import { rejudgeSessions } from '../doorbell.ts'
import { conflict, forbidden, notFound, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { findMade, noteMade, type Asked } from '../once.ts'
import { createSecret, hashSecret } from '../secrets.ts'
import { transact } from '../transact.ts'

interface Issued {
  readonly id: string
  readonly token: string
}

/** As many as a person can have at one time: one for each program, with room for those that are being replaced. */
export const maxTokens = 20

const full = conflict(
  'You have twenty tokens, and nobody can have more. Revoke one that no program needs any more, then make the new one.',
)

/**
 * A token asked for again, since its answer was lost: nobody has seen its secret, so it is given another, and the label
 * it had last. Null where it was revoked meanwhile, or somebody has seen it after all.
 */
const renewToken = async (rows: Rows, id: string, token: string, label: string): Promise<Issued | null> => {
  const held = await rows.tokens.find(id)
  if (held === undefined || held.lastUsedAt !== null) return null
  await rows.tokens.renew(id, hashSecret(token), label)
  return { id, token }
}

/** Makes a token for a person; the operator's command line uses it too. */
export const issueToken = (
  deps: Pick<Deps, 'store' | 'clock' | 'randomBytes' | 'newId'>,
  personId: string,
  label: string,
  once?: string,
): Promise<Result<Issued, ActionError>> =>
  transact(deps.store, async (rows) => {
    const asked: Asked = { personId, what: 'token', once, input: { label } }
    const token = createSecret(deps.randomBytes)
    const made = await findMade(rows, asked)
    const renewed = made === null ? null : await renewToken(rows, made, token, label)
    if (renewed !== null) return ok(renewed)
    if ((await rows.tokens.listOf(personId)).length >= maxTokens) return full
    const id = deps.newId()
    const createdAt = timestamp(deps.clock)
    await rows.tokens.add({ id, hash: hashSecret(token), personId, label, createdAt, lastUsedAt: null })
    await noteMade(deps, rows, asked, id)
    return ok({ id, token })
  })

/** Only from a browser session: a token that leaked must not make more of its kind. */
export const makeToken = async (
  deps: Deps,
  actor: Actor,
  { label, once }: Input<'POST /api/tokens'>,
): Reply<'POST /api/tokens'> => {
  if (actor.via === 'token') return forbidden('Sign in with a browser to make a token.')
  return issueToken(deps, actor.personId, label, once)
}

export const listTokens = async ({ store }: Deps, actor: Actor): Reply<'GET /api/tokens'> => {
  const tokens = await store.rows.tokens.listOf(actor.personId)
  return ok(tokens.map(({ id, label, createdAt, lastUsedAt }): TokenView => ({ id, label, createdAt, lastUsedAt })))
}

export const revokeToken = async (
  deps: Deps,
  actor: Actor,
  { tokenId }: Input<'DELETE /api/tokens/:tokenId'>,
): Reply<'DELETE /api/tokens/:tokenId'> => {
  const token = await deps.store.rows.tokens.find(tokenId)
  if (token?.personId !== actor.personId) return notFound('This token')
  await deps.store.rows.tokens.revoke(tokenId)
  rejudgeSessions(deps, [tokenId])
  return ok(null)
}
