/** The codes of one framework as check boxes for one section. */
import type { SectionView } from '../../shared/api/sections.ts'
import type { Framework, FrameworkCode } from '../../shared/template/types.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { CheckField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useManyActs } from '../ui/use-many-acts.ts'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { groupCodes, hasTag } from './tags.ts'
import styles from './TagFieldset.module.css'

/** So few codes stand open; longer vocabularies fold away. */
const mostOpen = 8

interface TagFieldsetProps {
  readonly framework: Framework
  readonly section: SectionView
}

interface Change {
  readonly code: FrameworkCode
  readonly isSet: boolean
}

const useSetTags = ({ framework, section }: TagFieldsetProps) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  return useManyActs(async ({ code, isSet }: Change) => {
    const params = { planId: plan.id, sectionId: section.id, framework: framework.id, code: code.code }
    await (isSet
      ? call('PUT /api/plans/:planId/sections/:sectionId/tags/:framework/:code', params)
      : call('DELETE /api/plans/:planId/sections/:sectionId/tags/:framework/:code', params))
    announce(isSet ? words.sections.tagAdded(code.label) : words.sections.tagRemoved(code.label))
    await refresh('section')
  })
}

export const TagFieldset = ({ framework, section }: TagFieldsetProps) => {
  const { pending, act, begin } = useSetTags({ framework, section })
  const isSet = (code: string): boolean =>
    pending.findLast((change) => change.code.code === code)?.isSet ?? hasTag(section.tags, framework.id, code)
  const boxes = (
    <fieldset className={styles.fieldset}>
      <legend>{framework.title}</legend>
      {groupCodes(framework.codes).map(({ group, codes }) => (
        <div key={group ?? ''}>
          {group !== null && <p className={styles.group}>{group}</p>}
          <div className={styles.codes}>
            {codes.map((code) => (
              <CheckField
                key={code.code}
                label={code.label}
                title={code.description}
                checked={isSet(code.code)}
                onChange={(event) => begin({ code, isSet: event.target.checked })}
              />
            ))}
          </div>
        </div>
      ))}
      <Outcome of={act} />
    </fieldset>
  )
  const count = section.tags.filter((tag) => tag.framework === framework.id).length
  if (framework.codes.length <= mostOpen) return boxes
  return <Disclosure summary={`${framework.title} (${count})`}>{boxes}</Disclosure>
}
