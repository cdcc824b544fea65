/**
 * Shows what a query answered; loading, failure, not found and "sign in first" in their own faces. Keeps the last
 * answer on screen while a newer one cannot be had. Who lost the right while the answer was on screen is told so in its
 * place; who was signed out, too, but what they had typed stays, out of sight, until they are signed in again.
 */
import type { UseQueryResult } from '@tanstack/react-query'
import { Activity } from 'react'
import type { ReactNode } from 'react'
import { Redirect } from 'wouter'
import { errorOf, isRefusal } from '../api/call.ts'
import { Failure } from './Failure.tsx'
import { Loading } from './Loading.tsx'
import { AccessEnded, SignedOut } from './Ended.tsx'
import { NotFound } from './NotFound.tsx'

interface GateProps<T> {
  readonly query: UseQueryResult<T>
  readonly what: string
  readonly children: (answer: T) => ReactNode
}

/** True while the answer itself is on the screen, and no other face. */
export const isShown = ({ data, error }: UseQueryResult): boolean =>
  data !== undefined && (error === null || !isRefusal(error))

export const Gate = <T,>({ query, what, children }: GateProps<T>): ReactNode => {
  const refusal = query.error === null ? null : errorOf(query.error).type
  const wasShown = query.data !== undefined
  if (refusal === 'sign-in' && !wasShown) return <Redirect to="/sign-in" />
  if (refusal === 'not-found' || refusal === 'forbidden') return wasShown ? <AccessEnded /> : <NotFound />
  if (query.data !== undefined) {
    const isOut = refusal === 'sign-in'
    return (
      <>
        {isOut && <SignedOut onBack={() => void query.refetch()} />}
        <Activity mode={isOut ? 'hidden' : 'visible'}>{children(query.data)}</Activity>
      </>
    )
  }
  if (query.error !== null) return <Failure thrown={query.error} onRetry={() => void query.refetch()} />
  return <Loading what={what} />
}
