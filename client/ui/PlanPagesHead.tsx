/** The head of a screen beside the plan page: the way back to the plan, and the screen's own heading. */
import { Link } from 'wouter'
import { words } from '../words/en.ts'
import { PageHeading } from './PageHeading.tsx'
import styles from './PlanPagesHead.module.css'

interface PlanPagesHeadProps {
  readonly planId: string
  readonly planTitle: string
  readonly title: string
}

export const PlanPagesHead = ({ planId, planTitle, title }: PlanPagesHeadProps) => (
  <>
    <nav aria-label={words.plan.planPages} className={`${styles.back} no-print`}>
      <Link href={`/plans/${planId}`}>{words.plan.back(planTitle)}</Link>
    </nav>
    <PageHeading title={`${title}, ${planTitle}`}>{title}</PageHeading>
  </>
)
