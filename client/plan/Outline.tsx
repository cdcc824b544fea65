/** The outline: every section with its state, comments and who is there; and, for coordinators, what changes it. */
import { memo, useMemo, useState } from 'react'
import { mayI } from '../api/membership.ts'
import type { Present } from '../sync/presence.ts'
import { Button } from '../ui/Button.tsx'
import { useStable } from '../ui/use-stable.ts'
import { words } from '../words/en.ts'
import { AddSectionDialog } from './AddSectionDialog.tsx'
import { OutlineEntry } from './OutlineEntry.tsx'
import { usePlanPage } from './plan-context.ts'
import { RemovedSections } from './RemovedSections.tsx'
import { useOthers } from './session.ts'
import styles from './Outline.module.css'

/** The same list each time, so that an entry where nobody stands is not drawn again. */
const nobody: readonly Present[] = []

export const Outline = memo(({ current }: { readonly current: string | null }) => {
  const { plan, session } = usePlanPage()
  const others = useStable(useOthers(session, plan))
  const standing = useMemo(() => Map.groupBy(others, ({ sectionId }) => sectionId), [others])
  const [isAdding, setIsAdding] = useState(false)
  const mayManage = mayI(plan, 'manage-sections')
  return (
    <nav
      id="outline"
      tabIndex={-1}
      aria-label={words.plan.outline}
      className={`${styles.outline} stays-beside no-print`}
    >
      <h2 className={styles.head}>{words.plan.outline}</h2>
      <ol className={styles.list}>
        {plan.sections.map((section, index) => (
          <OutlineEntry
            key={section.id}
            section={section}
            number={index + 1}
            isCurrent={section.id === current}
            present={standing.get(section.id) ?? nobody}
          />
        ))}
      </ol>
      {mayManage && (
        <div className={styles.foot}>
          <Button look="small" onClick={() => setIsAdding(true)}>
            {words.sections.add}
          </Button>
          <RemovedSections />
        </div>
      )}
      {isAdding && <AddSectionDialog onClose={() => setIsAdding(false)} />}
    </nav>
  )
})
