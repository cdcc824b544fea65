/**
 * The secret of a link stands after `#`, so that it reaches no server log and no other site. Once read it is taken out
 * of the address, so that it stays in no history.
 */
import { useEffect, useState } from 'react'
import { errorOf } from '../api/call.ts'

/** 32 bytes in base64url; null for anything else. */
export const readToken = (hash: string): string | null => {
  const token = hash.slice(1)
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}

/** The server knows no such link, or no longer: no try will make it work. Anything else may pass. */
export const isGone = (thrown: unknown): boolean => thrown !== null && errorOf(thrown).type === 'not-found'

/** The token the page was opened with, and how to put it away. A link opened on the same page counts anew. */
export const useLinkToken = (): readonly [string | null, (token: null) => void] => {
  const [token, setToken] = useState(() => readToken(location.hash))
  useEffect(() => {
    const take = (): void => {
      const next = readToken(location.hash)
      if (next !== null) setToken(next)
      if (location.hash !== '') history.replaceState(null, '', location.pathname)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return [token, setToken]
}
