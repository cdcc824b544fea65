/** The screen of a plan's coverage: which section addresses which code, and the review criteria. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { cockpit } from '../../shared/checks/cockpit.ts'
import { coverage } from '../../shared/checks/coverage.ts'
import type { PlanReading } from '../../shared/plan/facts.ts'
import { findFramework, taggedFrameworks } from '../../shared/template/lookup.ts'
import type { Template } from '../../shared/template/types.ts'
import { planReadingOf } from '../api/plan-reading.ts'
import { planQuery, readingsQuery, templateQuery } from '../api/queries.ts'
import { Screen } from '../Screen.tsx'
import { useAnsweredRoom } from '../sync/answered-room.ts'
import { Gate } from '../ui/Gate.tsx'
import { SelectField } from '../ui/Field.tsx'
import { PlanPagesHead } from '../ui/PlanPagesHead.tsx'
import { words } from '../words/en.ts'
import { CockpitTable } from './CockpitTable.tsx'
import { CoverageView } from './CoverageTable.tsx'
import styles from './Coverage.module.css'

const skipLinks = [
  { href: '#matrix', label: words.checks.matrixTitle.toLowerCase() },
  { href: '#cockpit', label: words.checks.cockpitTitle.toLowerCase() },
]

interface PlanAndTemplate {
  readonly reading: PlanReading
  readonly template: Template
}

const Matrix = ({ reading, template }: PlanAndTemplate) => {
  const [framework, setFramework] = useState(template.aims)
  const covered = useMemo(() => coverage(reading, template, framework), [reading, template, framework])
  const title = findFramework(template, framework)?.title ?? framework
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix" tabIndex={-1}>
        {words.checks.matrixTitle}
      </h2>
      <h3 className="print-only">{title}</h3>
      <div className={`${styles.framework} no-print`}>
        <SelectField
          label={words.checks.framework}
          value={framework}
          options={taggedFrameworks(template).map(({ id, title: name }) => ({ value: id, label: name }))}
          onChange={(event) => setFramework(event.target.value)}
        />
      </div>
      <p className={styles.says} data-holes={covered.holes.length > 0} role="status">
        {covered.says}
      </p>
      {covered.rows.length === 0 ? (
        <p>{words.checks.noSections}</p>
      ) : (
        <CoverageView planId={reading.id} coverage={covered} title={title} />
      )}
    </section>
  )
}

const Cockpit = ({ reading, template }: PlanAndTemplate) => {
  const lines = useMemo(() => cockpit(reading, template), [reading, template])
  return (
    <section aria-labelledby="cockpit">
      <h2 id="cockpit" tabIndex={-1}>
        {words.checks.cockpitTitle}
      </h2>
      <CockpitTable planId={reading.id} lines={lines} />
    </section>
  )
}

const CoveragePage = ({ planId }: { readonly planId: string }) => {
  const plan = useQuery(planQuery(planId))
  const template = useQuery(templateQuery(planId))
  const readings = useQuery(readingsQuery(planId))
  const reading = useMemo(
    () => (plan.data && readings.data ? planReadingOf(plan.data, readings.data) : null),
    [plan.data, readings.data],
  )
  useAnsweredRoom(planId)
  const what = words.checks.coverageTitle
  return (
    <Screen wide skipLinks={skipLinks} isExample={plan.data?.isExample ?? false} besidePlan={plan.data}>
      <div className={styles.page}>
        <Gate query={plan} what={what}>
          {(facts) => (
            <>
              <PlanPagesHead planId={planId} planTitle={facts.title} title={what} />
              <Gate query={template} what={what}>
                {(known) => (
                  <Gate query={readings} what={what}>
                    {() =>
                      reading !== null && (
                        <>
                          <Matrix reading={reading} template={known} />
                          <Cockpit reading={reading} template={known} />
                        </>
                      )
                    }
                  </Gate>
                )}
              </Gate>
            </>
          )}
        </Gate>
      </div>
    </Screen>
  )
}
export default CoveragePage
