/** The exact text: title, tags, words; and its fingerprint. */
import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Template } from '../../shared/template/types.ts'
import { readingsQuery } from '../api/queries.ts'
import { linkablesOf, namesOf } from '../ui/plan-names.ts'
import { StaticText } from '../ui/StaticText.tsx'
import { words } from '../words/en.ts'
import type { Shown } from './shown.ts'
import styles from './SignedText.module.css'
import page from './SignOffPage.module.css'

interface SignedTextProps {
  readonly plan: PlanView
  readonly template: Template
  readonly shown: Shown
  /** The reader is the one to sign it. */
  readonly maySign: boolean
}

const labelOf = (template: Template, framework: string, code: string): string =>
  template.frameworks.find(({ id }) => id === framework)?.codes.find((entry) => entry.code === code)?.label ?? code

export const SignedText = ({ plan, template, shown, maySign }: SignedTextProps) => {
  const readings = useQuery(readingsQuery(plan.id))
  const names = useMemo(() => {
    const named = (readings.data ?? []).map(({ sectionId, content }) => ({
      title: plan.sections.find(({ id }) => id === sectionId)?.title ?? '',
      content,
    }))
    return namesOf(template, plan.bodies, linkablesOf(named, template))
  }, [readings.data, template, plan])
  return (
    <section aria-labelledby="signed-text" className={page.part}>
      <h2 id="signed-text">{maySign ? words.signOff.textTitle : words.signOff.textTitleRead}</h2>
      <p>{maySign ? words.signOff.textSays : words.signOff.textSaysRead}</p>
      <div className={styles.paper}>
        <p className={styles.title}>{shown.title}</p>
        <p className={styles.tags}>
          {words.signOff.tagsTitle}:{' '}
          {shown.tags.length === 0
            ? words.signOff.tagsNone
            : shown.tags.map(({ framework, code }) => labelOf(template, framework, code)).join(', ')}
        </p>
        <StaticText content={shown.content} names={names} />
      </div>
      <p className={styles.hash}>
        {words.signOff.fingerprint}: <code>{shown.hash}</code>
      </p>
    </section>
  )
}
