/** What takes the place of a screen when its reader was signed out, or lost the right to see it, while it was open. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { meQuery } from '../api/queries.ts'
import { words } from '../words/en.ts'
import { useWarn } from './Announcer.tsx'
import { Button } from './Button.tsx'
import { PageHeading } from './PageHeading.tsx'

interface EndedProps {
  readonly title: string
  readonly says: string
  readonly children: ReactNode
}

const Ended = ({ title, says, children }: EndedProps) => {
  const warn = useWarn()
  useEffect(() => warn(`${title}. ${says}`), [warn, title, says])
  return (
    <>
      <PageHeading title={title} />
      <p>{says}</p>
      {children}
    </>
  )
}

/** Signing in happens in another window, so that this one keeps what was typed in it. */
export const SignedOut = ({ onBack }: { readonly onBack: () => void }) => {
  const queries = useQueryClient()
  // It goes when one is signed in again: whatever was asked for meanwhile was refused.
  useEffect(() => () => void queries.invalidateQueries(), [queries])
  return (
    <Ended title={words.general.signedOut} says={words.general.signedOutSays}>
      <p>
        <a href="/sign-in" target="_blank" rel="noopener">
          {words.general.signInAgain}
        </a>
      </p>
      <Button onClick={onBack}>{words.general.signedInAgain}</Button>
    </Ended>
  )
}

export const AccessEnded = () => {
  const queries = useQueryClient()
  // What one's own plans are is another matter now, too.
  useEffect(() => void queries.invalidateQueries(meQuery), [queries])
  return (
    <Ended title={words.general.accessEnded} says={words.general.accessEndedSays}>
      <p>
        <Link href="/">{words.general.notFoundHome}</Link>
      </p>
    </Ended>
  )
}
