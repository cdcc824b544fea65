/** The page's connection where WebSockets are blocked: an event stream, and pieces that the page sends beside it. */
import { assertNever, ok, type Ok } from '../../shared/result.ts'
import type { Deps } from '../context.ts'
import type { Authenticate } from '../sync/door.ts'
import type { Actor } from './access.ts'
import { changed, notFound } from './errors.ts'
import type { Input, Reply } from './input.ts'

type TakePiece = 'POST /api/carriers/:carrierId/pieces/:piece'

/**
 * `authenticate` asks once more who is there: for each room that is opened on the connection. `cut` ends the request's
 * network connection.
 */
export const openCarrier = (
  { streams }: Deps,
  actor: Actor,
  authenticate: Authenticate,
  cut: () => void,
): Ok<ReadableStream<Uint8Array>> => ok(streams.open(actor, authenticate, cut))

export const takePiece = async (
  { streams }: Deps,
  actor: Actor,
  { carrierId, piece, bytes }: Input<TakePiece> & { readonly bytes: Uint8Array },
): Reply<TakePiece> => {
  const outcome = streams.take(actor, carrierId, Number(piece), bytes)
  if (outcome === 'taken') return ok(null)
  if (outcome === 'gone') return notFound('This connection')
  return outcome === 'gap' ? changed('An earlier piece is missing.') : assertNever(outcome)
}
