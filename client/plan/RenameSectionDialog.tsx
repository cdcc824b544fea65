/** Gives a section another title. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { SectionTitleForm } from './SectionTitleForm.tsx'

interface RenameSectionDialogProps {
  readonly section: SectionView
  readonly onClose: () => void
}

export const RenameSectionDialog = ({ section, onClose }: RenameSectionDialogProps) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const [title, setTitle] = useState(section.title)
  const rename = useMutation({
    mutationFn: (next: string) =>
      call(
        'PUT /api/plans/:planId/sections/:sectionId/title',
        { planId: plan.id, sectionId: section.id },
        { title: next },
      ),
    onSuccess: async (_, next) => {
      announce(words.sections.renamed(next))
      await refresh('plan')
      onClose()
    },
  })
  return (
    <Dialog title={words.sections.renameTitle(section.title)} onClose={onClose}>
      <SectionTitleForm title={title} onTitle={setTitle} act={rename} button={words.sections.renameButton} />
    </Dialog>
  )
}
