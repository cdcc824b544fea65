/** One section in the outline. */
import { memo } from 'react'
import { Link } from 'wouter'
import type { SectionView } from '../../shared/api/sections.ts'
import type { Present } from '../sync/presence.ts'
import { firstDiscs } from '../sync/presence.ts'
import { PresenceDisc } from '../ui/PresenceDisc.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { words } from '../words/en.ts'
import { sectionAddress } from './address.ts'
import { focusSection } from './focus.ts'
import { usePlanPage } from './plan-context.ts'
import { SectionMenu } from './SectionMenu.tsx'
import { offersFor } from './outline.ts'
import styles from './OutlineEntry.module.css'

interface OutlineEntryProps {
  readonly section: SectionView
  readonly number: number
  readonly isCurrent: boolean
  readonly present: readonly Present[]
}

const Facts = ({ section }: Pick<OutlineEntryProps, 'section'>) => (
  <span className={styles.facts}>
    <StateTag state={section.state} />
    {section.tags.length > 0 && <span>{words.sections.tagsCount(section.tags.length)}</span>}
    {section.openThreads > 0 && <span>{words.sections.commentsCount(section.openThreads)}</span>}
  </span>
)

/** Two discs, or one and a number: people come and go all the time, and nothing in the outline moves for it. */
const Here = ({ present }: Pick<OutlineEntryProps, 'present'>) => {
  const { shown, more } = firstDiscs(present, present.length > 2 ? 1 : 2)
  if (present.length === 0) return null
  return (
    <span className={styles.here}>
      <span className="visually-hidden">{words.sections.hereCount(present.map(({ user }) => user.name))}</span>
      {shown.map(({ user }) => (
        <PresenceDisc key={user.personId} user={user} />
      ))}
      {more > 0 && words.plan.moreDiscs(more)}
    </span>
  )
}

export const OutlineEntry = memo(({ section, number, isCurrent, present }: OutlineEntryProps) => {
  const { plan, acts } = usePlanPage()
  const offers = offersFor(plan, section)
  const isCoordinator = offers.change || plan.me.role === 'coordinator'
  return (
    <li className={isCurrent ? styles.current : styles.entry}>
      <Link
        href={sectionAddress(plan.id, section.id)}
        aria-current={isCurrent ? 'location' : undefined}
        onClick={(event) => {
          // The act goes there itself; both would make two steps back.
          event.preventDefault()
          acts.goTo({ sectionId: section.id })
          focusSection(section.id)
        }}
      >
        {words.sections.numbered(number, section.title)}
      </Link>
      <Here present={present} />
      <div className={styles.foot}>
        <Facts section={section} />
        {isCoordinator && <SectionMenu section={section} offers={offers} />}
      </div>
    </li>
  )
})
