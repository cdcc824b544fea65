/** API tokens of one's own, for programs. The token itself is shown once. */
import type { TokenView } from '../../../shared/api/person.ts'
import { closeCode } from '../../../shared/protocol.ts'
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { Actor } from '../access.ts'
import { forbidden, notFound } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { createSecret, hashSecret } from '../secrets.ts'

/** Makes a token for a person; the operator's command line uses it too. */
export const issueToken = async (
  { store, clock, randomBytes, newId }: Pick<Deps, 'store' | 'clock' | 'randomBytes' | 'newId'>,
  personId: string,
  label: string,
): Promise<{ readonly id: string; readonly token: string }> => {
  const token = createSecret(randomBytes)
  const id = newId()
  const createdAt = timestamp(clock)
  await store.rows.tokens.add({ id, hash: hashSecret(token), personId, label, createdAt, lastUsedAt: null })
  return { id, token }
}

/** Only from a browser session: a token that leaked must not make more of its kind. */
export const makeToken = async (
  deps: Deps,
  actor: Actor,
  { label }: Input<'POST /api/tokens'>,
): Reply<'POST /api/tokens'> => {
  if (actor.via === 'token') return forbidden('Sign in with a browser to make a token.')
  return ok(await issueToken(deps, actor.personId, label))
}

export const listTokens = async ({ store }: Deps, actor: Actor): Reply<'GET /api/tokens'> => {
  const tokens = await store.rows.tokens.listOf(actor.personId)
  return ok(tokens.map(({ id, label, createdAt, lastUsedAt }): TokenView => ({ id, label, createdAt, lastUsedAt })))
}

export const revokeToken = async (
  { store, rooms }: Deps,
  actor: Actor,
  { tokenId }: Input<'DELETE /api/tokens/:tokenId'>,
): Reply<'DELETE /api/tokens/:tokenId'> => {
  const token = await store.rows.tokens.find(tokenId)
  if (token?.personId !== actor.personId) return notFound('This token')
  await store.rows.tokens.revoke(tokenId)
  rooms.dismiss((socket) => socket.sessionId === tokenId, closeCode.accessChanged)
  return ok(null)
}
