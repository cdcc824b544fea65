/** On paper: the marks of every sheet, a cover with state and date, and contents. */
import type { PlanView } from '../../shared/api/plans.ts'
import { useShownAsKept } from '../offline/shown-facts-context.ts'
import { usePlatform } from '../platform.ts'
import { words } from '../words/en.ts'
import { listed, sayDay, sayMoment } from '../words/en/general.ts'
import { useAfterFirstWords } from '../ui/use-after-first-words.ts'
import { isDraft, useSheetMarks } from '../ui/use-sheet-marks.ts'
import styles from './PrintCover.module.css'

/** The text calls bodies by their short names; here is who they are. */
const BodyNames = ({ plan: { bodies } }: { readonly plan: PlanView }) =>
  bodies.length > 0 && (
    <div className={styles.bodies}>
      <p className={styles.head}>{words.plan.bodies}</p>
      <dl>
        {bodies.map(({ id, shortName, name }) => (
          <div key={id}>
            <dt>{shortName}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </div>
  )

const Cover = ({ plan }: { readonly plan: PlanView }) => {
  const { now } = usePlatform()
  const kept = useShownAsKept(plan.id)
  const when = sayMoment(new Date(kept?.at ?? now()).toISOString())
  useSheetMarks(plan, when)
  const leads = plan.bodies.filter(({ lead }) => lead).map(({ name }) => name)
  return (
    <div className="print-only" aria-hidden="true">
      <div className={styles.cover}>
        <p className={styles.title}>{plan.title}</p>
        <p>{plan.area}</p>
        <p>{words.plan.period(sayDay(plan.from), sayDay(plan.to))}</p>
        {leads.length > 0 && (
          <p>
            {words.plan.cover} {listed(leads)}
          </p>
        )}
        <p className={styles.state}>{isDraft(plan) ? words.plan.draftUntil : words.plan.adopted}</p>
        <p>{words.plan.printed(when)}</p>
      </div>
      <div className={styles.contents}>
        <p className={styles.head}>{words.plan.contents}</p>
        <ol>
          {plan.sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#section-${id}`}>{title}</a>
            </li>
          ))}
        </ol>
        <BodyNames plan={plan} />
      </div>
    </div>
  )
}

export const PrintCover = ({ plan }: { readonly plan: PlanView }) => useAfterFirstWords() && <Cover plan={plan} />
