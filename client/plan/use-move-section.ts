/** Moving a section in the plan: by a step, or after another one. */
import { useMutation } from '@tanstack/react-query'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import { numberAfterMove } from './outline.ts'
import { usePlanPage } from './plan-context.ts'

/** Moves a section after another (null: to the start) and says where it stands now. */
export const useMoveSection = (section: SectionView) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  return useMutation({
    mutationFn: (after: string | null) =>
      call('POST /api/plans/:planId/sections/:sectionId/move', { planId: plan.id, sectionId: section.id }, { after }),
    onSuccess: async (_, after) => {
      announce(words.sections.moved(section.title, numberAfterMove(plan.sections, section.id, after)))
      await refresh('plan')
    },
  })
}
