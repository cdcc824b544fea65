/** What must be known about the connection and about changes that are not in the plan. */
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { PlanView } from '../../shared/api/plans.ts'
import type { ValueNames } from '../../shared/export/value.ts'
import { closeCode } from '../../shared/protocol.ts'
import { useShownAsKept } from '../offline/shown-facts-context.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { useIsOffline } from '../sync/use-is-offline.ts'
import { Button } from '../ui/Button.tsx'
import { MissingPart, type Missing } from '../ui/MissingPart.tsx'
import { words } from '../words/en.ts'
import { useRescues } from './rescue.ts'
import { BroughtChanges } from './BroughtChanges.tsx'
import { useEndedBy, useIsKept, useOpenRooms, usePlanRoom } from './session.ts'
import type { PlanSession } from './session.ts'
import styles from './PlanBanners.module.css'

const Ended = ({ code, title }: { readonly code: number; readonly title?: string | undefined }) => {
  const { says, act } = words.save.ends[code] ?? words.save.endedOtherwise
  return (
    <div className={styles.banner} role="alert">
      <p>
        {title !== undefined && `“${title}”: `}
        <strong>{says}</strong> {act}
      </p>
      {code === closeCode.signIn ? (
        <Link href="/sign-in">{words.entry.title}</Link>
      ) : (
        <Button onClick={() => location.reload()}>{words.errors.reload}</Button>
      )}
    </div>
  )
}

const EndedSection = ({ room, plan }: { readonly room: SectionRoom; readonly plan: PlanView }) => {
  const code = useEndedBy(room)
  return code === null ? null : (
    <Ended code={code} title={plan.sections.find(({ id }) => id === room.sectionId)?.title} />
  )
}

/** What connects the page could not be loaded. */
export const NotConnected = (props: { readonly why: Missing; readonly onRetry: () => void }) => (
  <div className={`${styles.banner} no-print`} role="alert">
    <p>
      <strong>{words.save.notConnected}</strong>
    </p>
    <MissingPart {...props} />
  </div>
)

const Bar = ({ says }: { readonly says: string }) => (
  <p className={styles.banner} role="alert">
    {says}
  </p>
)

interface PlanBannersProps {
  readonly plan: PlanView
  readonly session: PlanSession | null
  readonly names: ValueNames
  readonly isWriting: boolean
}

export const PlanBanners = ({ plan, session, names, isWriting }: PlanBannersProps) => {
  const { offlineSince, endedBy } = usePlanRoom(session)
  const isOffline = useIsOffline(offlineSince)
  // Said above, on every screen of the plan.
  const isShownAsKept = useShownAsKept(plan.id) !== null
  const isKept = useIsKept(session)
  const rooms = useOpenRooms(session)
  const options = useMemo(() => ({ ...names, highlights: [] }), [names])
  useRescues(session, plan, options)
  return (
    <div className="no-print">
      {endedBy !== null && <Ended code={endedBy} />}
      {endedBy === null && rooms.map((room) => <EndedSection key={room.sectionId} room={room} plan={plan} />)}
      {session !== null && <BroughtChanges brought={session.brought} />}
      {endedBy === null && isOffline && isWriting && !(isShownAsKept && isKept) && (
        <Bar says={words.save.offlineBar(isKept)} />
      )}
      {endedBy === null && isOffline && !isWriting && !isShownAsKept && <Bar says={words.save.readOnlyBar} />}
    </div>
  )
}
