/** Asks before a section leaves the plan; says that it can be brought back. */
import { useMutation } from '@tanstack/react-query'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'

interface RemoveSectionDialogProps {
  readonly section: SectionView
  readonly onClose: () => void
}

export const RemoveSectionDialog = ({ section, onClose }: RemoveSectionDialogProps) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/plans/:planId/sections/:sectionId', { planId: plan.id, sectionId: section.id }),
    onSuccess: async () => {
      announce(words.sections.removed(section.title))
      onClose()
      await refresh('plan')
      document.getElementById('outline')?.focus()
    },
  })
  return (
    <Dialog title={words.sections.removeTitle(section.title)} onClose={onClose}>
      <p>{words.sections.removeSays}</p>
      <Outcome of={remove} />
      <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>
        {words.sections.removeButton}
      </Button>
    </Dialog>
  )
}
