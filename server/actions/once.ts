/**
 * What is asked again because the answer was lost, made once: a page names each thing that it wants made, and what was
 * made under that name is kept beside it for a day. It is looked for before anything is made, and again in the
 * transaction that makes it, since the first asking may still be under way. Names are a person's own.
 */
import { hash } from 'node:crypto'
import { ok, type Result } from '../../shared/result.ts'
import { timestamp, type Deps } from '../context.ts'
import type { Rows } from '../store/store.ts'
import { conflict, type ActionError } from './errors.ts'

export interface Asked {
  readonly personId: string
  /** What kind of thing, with the plan it is for: the same name may be given to others. */
  readonly what: string
  /** Undefined where the sender gives it no name: then it is always made. */
  readonly once: string | undefined
  /** All that was sent. */
  readonly input: object
}

/** A page that is open longer without an answer has been reloaded, or its reader has looked. */
const keptMs = 24 * 60 * 60_000

const hashOf = (input: object): string => hash('sha256', JSON.stringify(input), 'hex')

/** The id of what was made under this name, whatever was asked for then; null where there is none. */
export const findMade = async (rows: Rows, { personId, what, once }: Asked): Promise<string | null> =>
  once === undefined ? null : ((await rows.makings.find({ personId, what, once }))?.madeId ?? null)

/** The same, refused where something else was asked for then: it stands as it was sent first, and nobody is told otherwise. */
export const findSame = async (rows: Rows, asked: Asked): Promise<Result<string | null, ActionError>> => {
  const { personId, what, once, input } = asked
  const making = once === undefined ? undefined : await rows.makings.find({ personId, what, once })
  if (making === undefined) return ok(null)
  if (making.asked === hashOf(input)) return ok(making.madeId)
  return conflict(
    'This was done when you sent it first, as it was then. Reload the page to see it, and change it there.',
  )
}

/** Keeps what was made; what others made more than a day ago is forgotten. */
export const noteMade = async ({ clock }: Pick<Deps, 'clock'>, rows: Rows, asked: Asked, madeId: string) => {
  const { personId, what, once, input } = asked
  if (once === undefined) return
  await rows.makings.forgetBefore(timestamp(clock, -keptMs))
  await rows.makings.put({ personId, what, once, madeId, asked: hashOf(input), at: timestamp(clock) })
}
