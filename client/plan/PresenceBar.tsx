/** Who is here: up to four discs, then a number; the whole list with names and places on demand. */
import type { PlanView } from '../../shared/api.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { words } from '../words/en.ts'
import { firstDiscs } from '../sync/presence.ts'
import type { Present } from '../sync/presence.ts'
import { PresenceDisc } from '../ui/PresenceDisc.tsx'
import { usePlanPage } from './plan-context.ts'
import { useOthers } from './session.ts'
import type { PlanSession } from './session.ts'
import styles from './PresenceBar.module.css'

const whereIs = ({ sectionId, writing }: Present, plan: PlanView): string => {
  const title = plan.sections.find(({ id }) => id === sectionId)?.title
  if (title === undefined) return words.plan.inPlan
  return writing ? words.plan.writingIn(title) : words.plan.readingIn(title)
}

const PresentList = ({ present, plan }: { readonly present: readonly Present[]; readonly plan: PlanView }) => {
  const { acts } = usePlanPage()
  return (
    <ul className={styles.list}>
      {present.map((person) => (
        <li key={person.user.personId}>
          <PresenceDisc user={person.user} />
          <span>
            <strong>{person.user.name}</strong>, {person.user.body}:{' '}
            {person.sectionId === null ? (
              whereIs(person, plan)
            ) : (
              <button
                type="button"
                className="plain-button"
                onClick={() => acts.goTo({ sectionId: person.sectionId ?? undefined } as { sectionId?: string })}
              >
                {whereIs(person, plan)}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface PresenceBarProps {
  readonly plan: PlanView
  readonly session: PlanSession | null
}

export const PresenceBar = ({ plan, session }: PresenceBarProps) => {
  const present = useOthers(session, plan)
  const { shown, more } = firstDiscs(present)
  const label = present.length > 0 ? words.plan.hereCount(present.length) : words.plan.youAlone
  return (
    <div className={styles.bar}>
      <span className={styles.discs} aria-hidden="true">
        {shown.map(({ user }) => (
          <PresenceDisc key={user.personId} user={user} />
        ))}
        {more > 0 && words.plan.moreDiscs(more)}
      </span>
      <Disclosure summary={label} className={styles.who}>
        <PresentList present={present} plan={plan} />
      </Disclosure>
    </div>
  )
}
