/** The findings of the plan as it stands on this page, by level and rule; each leads to its place. */
import { useMemo } from 'react'
import type { Finding, Place } from '../../shared/checks/finding.ts'
import { runChecks } from '../../shared/checks/run.ts'
import type { PlanReading } from '../../shared/plan/facts.ts'
import type { Template } from '../../shared/template/types.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { words } from '../words/en.ts'
import { groupFindings } from './group-findings.ts'
import type { LevelFindings, RuleFindings } from './group-findings.ts'
import styles from './FindingsPanel.module.css'

interface FindingsPanelProps {
  readonly reading: PlanReading
  readonly template: Template
  readonly onGoTo: (place: Place) => void
}

type GoTo = FindingsPanelProps['onGoTo']

const FindingLine = ({ finding, onGoTo }: { readonly finding: Finding; readonly onGoTo: GoTo }) => (
  <li>
    {finding.place.sectionId === undefined ? (
      finding.says
    ) : (
      <button type="button" className={styles.finding} onClick={() => onGoTo(finding.place)}>
        {finding.says}
      </button>
    )}
  </li>
)

const Rule = ({ group, onGoTo }: { readonly group: RuleFindings; readonly onGoTo: GoTo }) => (
  <Disclosure
    open={group.findings.length <= 6}
    summary={`${group.rule.says} (${group.findings.length})`}
    className={styles.rule}
  >
    <ul>
      {group.findings.map((finding) => (
        <FindingLine key={finding.key} finding={finding} onGoTo={onGoTo} />
      ))}
    </ul>
    <p className={styles.source}>{words.checks.source(group.rule.source)}</p>
  </Disclosure>
)

const LevelPart = ({ group, onGoTo }: { readonly group: LevelFindings; readonly onGoTo: GoTo }) => (
  <section className={styles.level} data-level={group.level}>
    <h2>
      {words.checks.levels[group.level]} ({group.count})
    </h2>
    {group.rules.map((rule) => (
      <Rule key={rule.rule.id} group={rule} onGoTo={onGoTo} />
    ))}
  </section>
)

export const FindingsList = ({
  groups,
  onGoTo,
}: {
  readonly groups: readonly LevelFindings[]
  readonly onGoTo: GoTo
}) =>
  groups.length === 0 ? (
    <p>{words.checks.none}</p>
  ) : (
    groups.map((group) => <LevelPart key={group.level} group={group} onGoTo={onGoTo} />)
  )

const FindingsPanel = ({ reading, template, onGoTo }: FindingsPanelProps) => {
  const groups = useMemo(() => groupFindings(runChecks(reading, template), template), [reading, template])
  return (
    <div className={styles.panel}>
      <p className={styles.source}>{words.checks.lead}</p>
      <FindingsList groups={groups} onGoTo={onGoTo} />
    </div>
  )
}
export default FindingsPanel
