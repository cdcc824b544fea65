/** On paper: the marks of every sheet, a cover with state and date, and contents. */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { useShownAsKept } from '../offline/shown-facts-context.ts'
import { usePlatform } from '../platform.ts'
import { words } from '../words/en.ts'
import { listed, sayDay, sayMoment } from '../words/en/general.ts'
import { useAfterFirstWords } from '../ui/use-after-first-words.ts'
import styles from './PrintCover.module.css'

/** The margins of every sheet (`print.scss`) read their words from these properties. */
const useSheetMarks = (left: string, right: string): void => {
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--sheet-left', JSON.stringify(left))
    style.setProperty('--sheet-right', JSON.stringify(right))
    return () => {
      style.removeProperty('--sheet-left')
      style.removeProperty('--sheet-right')
    }
  }, [left, right])
}

const Cover = ({ plan }: { readonly plan: PlanView }) => {
  const { now } = usePlatform()
  const kept = useShownAsKept(plan.id)
  const isDraft = plan.sections.some(({ state }) => state !== 'signed')
  useSheetMarks(isDraft ? words.plan.draft : '', plan.isExample ? words.general.example : '')
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
        <p className={styles.state}>{isDraft ? words.plan.draftUntil : words.plan.adopted}</p>
        <p>{words.plan.printed(sayMoment(new Date(kept?.at ?? now()).toISOString()))}</p>
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
      </div>
    </div>
  )
}

export const PrintCover = ({ plan }: { readonly plan: PlanView }) => useAfterFirstWords() && <Cover plan={plan} />
