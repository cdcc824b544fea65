/**
 * The one check of every route, from the contract's table: who must be signed in, who must be a member, who must be
 * allowed the act. Actions ask `access.can` again on what they load; this is the outer door.
 *
 * `comment` without a section is the action's to judge, since the target in the body says where.
 */
import type { Caller } from '../../shared/api/route.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { enterPlan, enterSection, type Actor } from '../actions/access.ts'
import { notFound, type ActionError } from '../actions/errors.ts'
import type { Rows } from '../store/store.ts'

type Params = Readonly<Record<string, string>>

const mustSignIn = err<ActionError>({ type: 'sign-in', says: 'Sign in to do this.' })

export const guardCaller = async (
  rows: Rows,
  caller: Caller,
  actor: Actor | null,
  { planId, sectionId }: Params,
): Promise<Result<Actor | null, ActionError>> => {
  if (caller === 'anyone') return ok(null)
  if (actor === null) return mustSignIn
  if (caller === 'signed-in') return ok(actor)
  if (planId === undefined) return notFound()
  const act = caller === 'comment' && sectionId === undefined ? 'read-plan' : caller
  const entered =
    sectionId === undefined
      ? await enterPlan(rows, actor, act, planId)
      : await enterSection(rows, actor, act, { planId, sectionId }, 'any')
  return entered.ok ? ok(actor) : entered
}
