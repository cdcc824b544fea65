/**
 * Secrets on their way in and out: the session cookie and the bearer token. The `__Host-` name makes browsers insist
 * on Secure, on Path=/ and on this very host.
 */
import type { Credentials } from '../actions/person/authenticate.ts'

const cookieName = '__Host-comhla'
const secret = '[A-Za-z0-9_-]{43}'
const inCookies = new RegExp(`(?:^|;\\s*)${cookieName}=(${secret})(?:;|$)`)
const inAuthorization = new RegExp(`^Bearer (${secret})$`)

/** Reads the headers `Cookie` and `Authorization`; what does not look like a secret of ours is passed over. */
export const readCredentials = (cookie: string | undefined, authorization: string | undefined): Credentials => ({
  session: inCookies.exec(cookie ?? '')?.[1] ?? null,
  // A bearer token that is none of ours must not fall back to the cookie: it stays, and is nobody's.
  bearer: authorization === undefined ? null : (inAuthorization.exec(authorization)?.[1] ?? ''),
})

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** Lives as long as the browser does; the server ends it earlier. */
export const sessionCookie = (sessionSecret: string): string => `${cookieName}=${sessionSecret}; ${attributes}`

export const clearedCookie = `${cookieName}=; ${attributes}; Max-Age=0`
