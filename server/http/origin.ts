/**
 * Whether a request that changes something comes from our own pages. Browsers say so in `Sec-Fetch-Site`, older ones
 * in `Origin`. Programs with a bearer token are exempt: no browser adds that by itself.
 */

export interface RequestOrigin {
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
  readonly hasBearer: boolean
}

export const isOwnRequest = ({ fetchSite, origin, hasBearer }: RequestOrigin, ownOrigin: string): boolean => {
  if (hasBearer) return true
  if (fetchSite !== undefined) return fetchSite === 'same-origin'
  return origin === ownOrigin
}
