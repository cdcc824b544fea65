/** Who writes in a section at this moment, in words; nothing where nobody does, or that cannot be known. */
import { firstDiscs, writersIn } from '../sync/presence.ts'
import { PresenceDisc } from '../ui/PresenceDisc.tsx'
import { useStable } from '../ui/use-stable.ts'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { useOthers } from './session.ts'
import styles from './WritersHere.module.css'

export const WritersHere = ({ sectionId }: { readonly sectionId: string }) => {
  const { plan, session } = usePlanPage()
  const writers = useStable(writersIn(useOthers(session, plan), sectionId))
  if (writers.length === 0) return null
  return (
    <span className={styles.writers}>
      {firstDiscs(writers).shown.map(({ user }) => (
        <PresenceDisc key={user.personId} user={user} />
      ))}
      <span>{words.sections.writingHere(writers.map(({ user }) => user.name))}</span>
    </span>
  )
}
