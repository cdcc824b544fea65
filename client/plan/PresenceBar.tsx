/**
 * Who is here: up to four discs, then a number; the whole list with names and places on demand. It lies over the page, so
 * it closes by Esc, and when one turns to something else.
 */
import { useRef } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { words } from '../words/en.ts'
import { firstDiscs } from '../sync/presence.ts'
import type { Present } from '../sync/presence.ts'
import { PresenceDisc } from '../ui/PresenceDisc.tsx'
import { usePlanPage } from './plan-context.ts'
import { useOthers, usePlanRoom } from './session.ts'
import type { PlanSession } from './session.ts'
import { useFoldAway } from './use-fold-away.ts'
import styles from './PresenceBar.module.css'

interface WhereProps {
  readonly person: Present
  readonly plan: PlanView
}

const Where = ({ person: { sectionId, writing }, plan }: WhereProps) => {
  const { acts } = usePlanPage()
  const section = plan.sections.find(({ id }) => id === sectionId)
  if (section === undefined) return words.plan.inPlan
  return (
    <Button look="plain" onClick={() => acts.goTo({ sectionId: section.id })}>
      {writing ? words.plan.writingIn(section.title) : words.plan.readingIn(section.title)}
    </Button>
  )
}

const PresentList = ({ present, plan }: { readonly present: readonly Present[]; readonly plan: PlanView }) => (
  <ul className={styles.list}>
    {present.map((person) => (
      <li key={person.user.personId}>
        <PresenceDisc user={person.user} />
        <span>
          <strong>{person.user.name}</strong>, {person.user.body}: <Where person={person} plan={plan} />
        </span>
      </li>
    ))}
  </ul>
)

interface PresenceBarProps {
  readonly plan: PlanView
  readonly session: PlanSession | null
  /** What connects the page could not be loaded. */
  readonly isCutOff: boolean
}

/** Nobody is said to be alone, or how many are here, while that cannot be known. */
const useLabel = ({ session, isCutOff }: PresenceBarProps, others: number): string => {
  const { connected, offlineSince, endedBy } = usePlanRoom(session)
  if (connected) return others > 0 ? words.plan.hereCount(others) : words.plan.youAlone
  return isCutOff || offlineSince !== null || endedBy !== null ? words.plan.cutOff : words.save.connecting
}

const sayNobody = (isConnected: boolean): string => (isConnected ? words.plan.nobodyElse : words.plan.cutOffSays)

export const PresenceBar = (props: PresenceBarProps) => {
  const { plan, session } = props
  const present = useOthers(session, plan)
  const { connected } = usePlanRoom(session)
  const label = useLabel(props, present.length)
  const { shown, more } = firstDiscs(present)
  const list = useRef<HTMLDetailsElement>(null)
  useFoldAway(list)
  return (
    <div className={styles.bar}>
      <span className={styles.discs} aria-hidden="true">
        {shown.map(({ user }) => (
          <PresenceDisc key={user.personId} user={user} />
        ))}
        {more > 0 && words.plan.moreDiscs(more)}
      </span>
      <Disclosure ref={list} summary={label} className={styles.who}>
        {present.length > 0 ? <PresentList present={present} plan={plan} /> : <p>{sayNobody(connected)}</p>}
      </Disclosure>
    </div>
  )
}
