/**
 * What goes on in a section while one reads it to sign: who writes there, and that its text has changed. At the foot of
 * the screen, in sight wherever one reads, so that nothing in the page moves for it.
 */
import { useEffect, useEffectEvent, useRef } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import type { PlanRoom } from '../sync/plan-room.ts'
import { firstDiscs, writersIn } from '../sync/presence.ts'
import type { Present } from '../sync/presence.ts'
import { sayOfflineAfterMs } from '../sync/save-words.ts'
import { useIsOffline } from '../sync/use-is-offline.ts'
import { othersIn, usePlanRoomState } from '../sync/use-plan-room.ts'
import { useWritingNews } from '../sync/writing-news.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { useFootRoom } from '../ui/foot-room.ts'
import { PresenceDisc } from '../ui/PresenceDisc.tsx'
import { words } from '../words/en.ts'
import type { Shown } from './shown.ts'
import styles from './Meanwhile.module.css'

interface MeanwhileBarProps {
  readonly writers: readonly Present[]
  /** `connecting`: too short a gap to speak of. */
  readonly connection: 'live' | 'connecting' | 'away'
  readonly hasChanged: boolean
  readonly onShow: () => void
}

/** Nobody is said to be writing, or not to be, while that cannot be known. */
const sayWriters = ({ writers, connection }: Pick<MeanwhileBarProps, 'writers' | 'connection'>): string => {
  if (connection === 'away') return words.signOff.writersUnknown
  if (connection === 'connecting') return words.save.connecting
  return writers.length === 0
    ? words.signOff.nobodyWrites
    : words.sections.writingHere(writers.map(({ user }) => user.name))
}

export const MeanwhileBar = ({ writers, connection, hasChanged, onShow }: MeanwhileBarProps) => {
  const bar = useRef<HTMLElement>(null)
  useFootRoom(bar)
  return (
    <section ref={bar} aria-label={words.signOff.meanwhile} className={`${styles.bar} stays-in-sight no-print`}>
      <p className={styles.who}>
        {connection === 'live' &&
          firstDiscs(writers).shown.map(({ user }) => <PresenceDisc key={user.personId} user={user} />)}
        <span>{sayWriters({ writers, connection })}</span>
      </p>
      {hasChanged && (
        <p className={styles.changed}>
          <strong>{words.signOff.hasChanged}</strong>{' '}
          <Button look="plain" onClick={onShow}>
            {words.signOff.showChanges}
          </Button>
        </p>
      )}
    </section>
  )
}

/** Said once of each text that was shown, however often it changes on. */
const useChangeNews = (hasChanged: boolean, shown: Shown): void => {
  const announce = useAnnounce()
  const told = useRef<Shown | null>(null)
  const tell = useEffectEvent(() => {
    if (!hasChanged || told.current === shown) return
    told.current = shown
    announce(words.signOff.hasChangedNews)
  })
  useEffect(() => tell(), [hasChanged, shown])
}

interface MeanwhileProps extends Pick<MeanwhileBarProps, 'hasChanged' | 'onShow'> {
  readonly plan: PlanView
  readonly section: SectionView
  readonly room: PlanRoom | null
  readonly shown: Shown
}

export const Meanwhile = ({ plan, section, room, shown, hasChanged, onShow }: MeanwhileProps) => {
  const state = usePlanRoomState(room)
  const others = othersIn(state, plan)
  const isAway = useIsOffline(state.offlineSince, sayOfflineAfterMs) || state.endedBy !== null
  const unconnected = isAway ? 'away' : 'connecting'
  useWritingNews(others, plan, section.id)
  useChangeNews(hasChanged, shown)
  return (
    <MeanwhileBar
      writers={writersIn(others, section.id)}
      connection={state.connected ? 'live' : unconnected}
      hasChanged={hasChanged}
      onShow={onShow}
    />
  )
}
