/**
 * Sends a link to sign in. The answer is the same whether the address is known or not, so that nobody learns who has
 * an account; the mail goes out after the answer for the same reason.
 */
import { ok } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import { signInMail } from '../../mail/letters.ts'
import type { PersonRow } from '../../store/tables.ts'
import { tooMany } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { createSecret, hashSecret } from '../secrets.ts'

export const signInLinkMinutes = 15

/** Makes a link that signs a person in once. */
export const createSignInLink = async (
  { store, clock, randomBytes, baseUrl }: Pick<Deps, 'store' | 'clock' | 'randomBytes' | 'baseUrl'>,
  personId: string,
  lastsMs: number,
): Promise<string> => {
  const secret = createSecret(randomBytes)
  await store.rows.signInLinks.add({ tokenHash: hashSecret(secret), personId, expiresAt: timestamp(clock, lastsMs) })
  return `${baseUrl}/sign-in#${secret}`
}

const planTitleOf = async ({ store }: Deps, person: PersonRow): Promise<string | null> => {
  const [member] = await store.rows.members.listOfPerson(person.id)
  return (member && (await store.rows.plans.find(member.planId))?.title) ?? null
}

const mailLink = async (deps: Deps, email: string): Promise<void> => {
  const person = await deps.store.rows.people.findByEmail(email)
  if (!person) return
  const link = await createSignInLink(deps, person.id, signInLinkMinutes * 60_000)
  await deps.mailer.send(signInMail(person.email, await planTitleOf(deps, person), link, signInLinkMinutes))
}

export const requestSignInLink = async (
  deps: Deps,
  { email, address }: Input<'POST /api/sign-in-links'> & { readonly address: string },
): Reply<'POST /api/sign-in-links'> => {
  const known = email.toLowerCase()
  if (!deps.limits.take('signInAddress', address) || !deps.limits.take('signInEmail', known)) {
    return tooMany('Too many links were asked for. Wait a while, then try again.')
  }
  mailLink(deps, known).catch((error: unknown) => deps.log.error({ err: error }, 'sign-in link not sent'))
  return ok(null)
}
