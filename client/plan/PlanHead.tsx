/** The head of the plan page: title, period, progress, the plan's other pages, who is here. */
import { memo } from 'react'
import { Link } from 'wouter'
import type { PlanView } from '../../shared/api/plans.ts'
import { Button } from '../ui/Button.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'
import { sayDay } from '../words/en/general.ts'
import { OfflineCopy } from './OfflineCopy.tsx'
import { PresenceBar } from './PresenceBar.tsx'
import type { PlanSession } from './session.ts'
import styles from './PlanHead.module.css'

interface PlanHeadProps {
  readonly plan: PlanView
  readonly session: PlanSession | null
  /** What connects the page could not be loaded. */
  readonly isCutOff: boolean
}

export const PlanHead = memo(({ plan, session, isCutOff }: PlanHeadProps) => {
  const signed = plan.sections.filter(({ state }) => state === 'signed').length
  return (
    <div className={`${styles.head} no-print`}>
      <div className={styles.title}>
        <PageHeading title={plan.title} />
        <p>
          {words.plan.period(sayDay(plan.from), sayDay(plan.to))}. {words.plan.progress(signed, plan.sections.length)}.
        </p>
      </div>
      <nav aria-label={words.plan.planPages} className={styles.pages}>
        <Link href={`/plans/${plan.id}/coverage`}>{words.plan.coverage}</Link>
        <Link href={`/plans/${plan.id}/people`}>{words.plan.people}</Link>
        <Button look="plain" onClick={() => window.print()}>
          {words.plan.print}
        </Button>
        <OfflineCopy session={session} />
      </nav>
      <PresenceBar plan={plan} session={session} isCutOff={isCutOff} />
    </div>
  )
})
