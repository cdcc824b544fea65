/** Why a section needs no aim: a coordinator's word. */
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { SelectField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useManyActs } from '../ui/use-many-acts.ts'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'

const reasons = ['cover', 'foreword', 'reference'] as const

export const ExemptField = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const { pending, act, begin } = useManyActs(async (change: Pick<SectionView, 'exempt'>) => {
    await call('PUT /api/plans/:planId/sections/:sectionId/exempt', { planId: plan.id, sectionId: section.id }, change)
    announce(words.sections.detailsSaved)
    await refresh('section')
  })
  const { exempt } = pending.at(-1) ?? section
  return (
    <>
      <SelectField
        label={words.sections.exempt}
        value={exempt ?? ''}
        onChange={(event) => begin({ exempt: reasons.find((reason) => reason === event.target.value) ?? null })}
        options={[
          { value: '', label: words.sections.exemptNone },
          ...reasons.map((reason) => ({ value: reason, label: words.sections.exemptNames[reason] })),
        ]}
      />
      <Outcome of={act} />
    </>
  )
}
