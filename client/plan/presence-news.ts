/** Says who came and who went, gathered over some seconds, so that a busy plan does not chatter. */
import { useEffect, useEffectEvent, useRef } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import type { Present } from '../sync/presence.ts'
import { useAnnouncementSettings } from '../ui/announcement-settings.ts'
import { useStable } from '../ui/use-stable.ts'
import { useOthers, usePlanRoom } from './session.ts'
import type { PlanSession } from './session.ts'

/** People come and go in bursts, for example when a connection is lost and found. */
const gatherMs = 5_000

/** Names that came and went between two looks. */
export const presenceNews = (
  before: readonly Present[],
  after: readonly Present[],
): { readonly came: readonly string[]; readonly went: readonly string[] } => {
  const missing = (from: readonly Present[], among: readonly Present[]): readonly string[] =>
    from
      .filter(({ user }) => !among.some((other) => other.user.personId === user.personId))
      .map(({ user }) => user.name)
  return { came: missing(after, before), went: missing(before, after) }
}

export const usePresenceNews = (session: PlanSession | null, plan: PlanView): void => {
  const announce = useAnnounce()
  const { connected } = usePlanRoom(session)
  const present = useStable(useOthers(session, plan))
  const { people: isWanted } = useAnnouncementSettings()
  const told = useRef<readonly Present[] | null>(null)
  const tell = useEffectEvent(() => {
    if (!connected) return
    const news = presenceNews(told.current ?? present, present)
    told.current = present
    if (!isWanted) return
    if (news.came.length > 0) announce(words.plan.joined(news.came))
    if (news.went.length > 0) announce(words.plan.left(news.went))
  })
  useEffect(() => {
    const timer = setTimeout(tell, gatherMs)
    return () => clearTimeout(timer)
  }, [present, plan.id])
}
