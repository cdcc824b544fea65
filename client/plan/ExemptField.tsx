/** Why a section needs no aim: a coordinator's word. */
import { useMutation } from '@tanstack/react-query'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Failure } from '../ui/Failure.tsx'
import { SelectField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'

const reasons = ['cover', 'foreword', 'reference'] as const

export const ExemptField = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const set = useMutation({
    mutationFn: (exempt: SectionView['exempt']) =>
      call('PUT /api/plans/:planId/sections/:sectionId/exempt', { planId: plan.id, sectionId: section.id }, { exempt }),
    onSuccess: async () => {
      announce(words.sections.detailsSaved)
      await refresh('section')
    },
  })
  return (
    <>
      <SelectField
        label={words.sections.exempt}
        value={section.exempt ?? ''}
        onChange={(event) => set.mutate(reasons.find((reason) => reason === event.target.value) ?? null)}
        options={[
          { value: '', label: words.sections.exemptNone },
          ...reasons.map((reason) => ({ value: reason, label: words.sections.exemptNames[reason] })),
        ]}
      />
      <Failure thrown={set.error} />
    </>
  )
}
