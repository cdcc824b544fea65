/** Puts a section after another one, chosen from a list. */
import { useState } from 'react'
import type { SectionView } from '../../shared/api/sections.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { useMoveSection } from './use-move-section.ts'

interface MoveSectionDialogProps {
  readonly section: SectionView
  readonly onClose: () => void
}

export const MoveSectionDialog = ({ section, onClose }: MoveSectionDialogProps) => {
  const { plan } = usePlanPage()
  const [after, setAfter] = useState('')
  const move = useMoveSection(section)
  const others = plan.sections.filter(({ id }) => id !== section.id)
  return (
    <Dialog title={words.sections.moveTitle(section.title)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          move.mutate(after === '' ? null : after, { onSuccess: onClose })
        }}
      >
        <SelectField
          label={words.sections.moveAfter}
          value={after}
          onChange={(event) => setAfter(event.target.value)}
          options={[
            { value: '', label: words.sections.addFirst },
            ...others.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <Outcome of={move} />
        <Button look="primary" type="submit" disabled={move.isPending}>
          {words.sections.moveButton}
        </Button>
      </form>
    </Dialog>
  )
}
