/** The exact text: title, tags, words; and its fingerprint. */
import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading } from '../../shared/api/sections.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { numberBlocks } from '../../shared/plan/numbers.ts'
import { codeLabel } from '../../shared/template/lookup.ts'
import type { Template } from '../../shared/template/types.ts'
import { readingsQuery } from '../api/queries.ts'
import { linkablesOf, marksIn, namesOf } from '../ui/plan-names.ts'
import { StaticText } from '../ui/StaticText.tsx'
import { words } from '../words/en.ts'
import type { Shown } from './shown.ts'
import styles from './SignedText.module.css'
import page from './SignOffPage.module.css'

interface SignedTextProps {
  readonly plan: PlanView
  readonly template: Template
  readonly sectionId: string
  readonly shown: Shown
  /** The reader is the one to sign it. */
  readonly maySign: boolean
}

const noWords: SectionContent = { items: [] }

const contentIn = (readings: readonly Reading[] | undefined, sectionId: string): SectionContent =>
  readings?.find((reading) => reading.sectionId === sectionId)?.content ?? noWords

export const SignedText = ({ plan, template, sectionId, shown, maySign }: SignedTextProps) => {
  const readings = useQuery(readingsQuery(plan.id))
  const names = useMemo(() => {
    const sections = (readings.data === undefined ? [] : plan.sections).map(({ id, key, title }) => ({
      key,
      title,
      content: id === sectionId ? shown.content : contentIn(readings.data, id),
    }))
    const numbers = numberBlocks(
      sections.map(({ key, content }) => ({ key, blocks: marksIn(content) })),
      template,
    )
    return namesOf({ template, bodies: plan.bodies, linkables: linkablesOf(sections, template), numbers })
  }, [readings.data, template, plan, sectionId, shown])
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
            : shown.tags.map(({ framework, code }) => codeLabel(template, framework, code)).join(', ')}
        </p>
        <StaticText content={shown.content} names={names} />
      </div>
      <p className={styles.hash}>
        {words.signOff.fingerprint}: <code>{shown.hash}</code>
      </p>
    </section>
  )
}
