/** One plan at a glance. */
import { Link } from 'wouter'
import type { PlanSummary } from '../../shared/api/plans.ts'
import { words } from '../words/en.ts'
import { sayDay } from '../words/en/general.ts'
import styles from './PlanCard.module.css'

export const PlanCard = ({ plan }: { readonly plan: PlanSummary }) => (
  <article className={styles.card}>
    <h3>
      <Link href={`/plans/${plan.id}`}>{plan.title}</Link>
    </h3>
    <p>
      {plan.templateTitle}, {words.home.period(sayDay(plan.from), sayDay(plan.to))}
    </p>
    <p>{words.home.role(words.roles[plan.role], plan.bodyName)}</p>
    <p>
      <progress
        max={plan.sections.total}
        value={plan.sections.signed}
        aria-label={words.home.signed(plan.sections.signed, plan.sections.total)}
      />
      <span aria-hidden="true">{words.home.signed(plan.sections.signed, plan.sections.total)}</span>
    </p>
    {plan.openThreads > 0 && <p>{words.home.comments(plan.openThreads)}</p>}
    {plan.isExample && <p className={styles.example}>{words.general.example}</p>}
  </article>
)
