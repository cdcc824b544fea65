/** Spends a one-time link and starts a session. A link works once, whoever comes first. */
import { ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import { gone, tooMany, type ActionError } from '../errors.ts'
import { hashSecret } from '../secrets.ts'
import { transact } from '../transact.ts'
import { startSession } from './session-start.ts'

export interface SignedIn {
  /** Where to go first: a path of this installation. */
  readonly to: string
  readonly sessionSecret: string
}

export interface Knock {
  readonly token: string
  /** Network address of who knocks. */
  readonly address: string
  /** The browser's name. */
  readonly agent: string
}

export const signIn = (deps: Deps, { token, address, agent }: Knock): Promise<Result<SignedIn, ActionError>> =>
  transact(deps.store, async (rows) => {
    if (!deps.limits.take('secretAddress', address)) return tooMany('Too many tries. Wait ten minutes, then try again.')
    const link = await rows.signInLinks.spend(hashSecret(token))
    if (!link || link.expiresAt <= timestamp(deps.clock))
      return gone('This link no longer works: it was used, or it is too old.')
    const sessionSecret = await startSession(deps, rows, link.personId, agent)
    const plans = await rows.members.listOfPerson(link.personId)
    const only = plans.length === 1 ? plans[0] : undefined
    return ok({ to: only ? `/plans/${only.planId}` : '/', sessionSecret })
  })
