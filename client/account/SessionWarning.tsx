/**
 * Warns two minutes before a session ends by itself; one press goes on. It can be closed in any case: nobody is kept from
 * their words, also when the session has had its twelve hours and cannot go on. Use makes a session longer, here and in
 * other windows: so the server is asked before the warning is shown, and again while it stands.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, errorOf } from '../api/call.ts'
import { meQuery } from '../api/queries.ts'
import { hereOf } from '../api/server-clock.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'

/** WCAG 2.2.1 asks for at least 20 seconds; two minutes leave time to come back to the desk. */
const warnBeforeMs = 120_000
/** Timers cannot wait longer than this; a later end is looked at again then. */
const longestTimerMs = 2_000_000_000
/** While the warning stands; a press in another window takes it away within this time. */
const askEveryMs = 10_000

const useIsEnding = (endsAt: string | null): boolean => {
  const { now } = usePlatform()
  const queries = useQueryClient()
  const [endingFor, setEndingFor] = useState<string | null>(null)
  useEffect(() => {
    if (endsAt === null) return
    const waitMs = Math.min(longestTimerMs, Math.max(0, hereOf(endsAt) - now() - warnBeforeMs))
    const warn = async (): Promise<void> => {
      // A server that cannot be reached now still ends the session then.
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      setEndingFor(endsAt)
    }
    const timer = setTimeout(() => void warn(), waitMs)
    return () => clearTimeout(timer)
  }, [endsAt, now, queries])
  return endsAt !== null && endingFor === endsAt
}

/** False once the server knows the session no more; the page then says so in its place. */
const useIsAlive = (isWatched: boolean): boolean => {
  const me = useQuery({ ...meQuery, enabled: isWatched, refetchInterval: askEveryMs })
  return me.error === null || errorOf(me.error).type !== 'sign-in'
}

export const SessionWarning = ({ endsAt }: { readonly endsAt: string | null }) => {
  const isEnding = useIsEnding(endsAt)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const extend = useMutation({
    mutationFn: () => call('POST /api/session/extend', {}),
    onSuccess: ({ sessionEndsAt }) => {
      if (sessionEndsAt === endsAt) announce(words.plan.sessionLast)
      setClosedFor(endsAt)
      queries.setQueryData(meQuery.queryKey, (me) => me && { ...me, sessionEndsAt })
    },
  })
  const isOpen = isEnding && closedFor !== endsAt
  const isAlive = useIsAlive(isOpen)
  if (!isOpen || !isAlive) return null
  return (
    <Dialog title={words.plan.sessionEnds} onClose={() => setClosedFor(endsAt)}>
      <p>{words.plan.sessionEndsSays}</p>
      <Outcome of={extend} />
      <Button look="primary" disabled={extend.isPending} onClick={() => extend.mutate()}>
        {words.plan.sessionExtend}
      </Button>
    </Dialog>
  )
}
