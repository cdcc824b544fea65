/** Gives a section another title. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SectionView } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { TextField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'

interface RenameSectionDialogProps {
  readonly section: SectionView
  readonly onClose: () => void
}

export const RenameSectionDialog = ({ section, onClose }: RenameSectionDialogProps) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const [title, setTitle] = useState(section.title)
  const [fault, setFault] = useState<string | undefined>()
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
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setFault(title.trim() === '' ? words.sections.titleMissing : undefined)
          if (title.trim() !== '') rename.mutate(title.trim())
        }}
      >
        <TextField
          label={words.sections.addName}
          fault={fault}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Failure thrown={rename.error} />
        <Button look="primary" type="submit" disabled={rename.isPending}>
          {words.sections.renameButton}
        </Button>
      </form>
    </Dialog>
  )
}
