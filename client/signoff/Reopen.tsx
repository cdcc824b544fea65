/** Reopening a signed section, with a reason that everyone sees. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { TextArea } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { reopenFields, reopenRules } from './form-faults.ts'

interface ReopenProps {
  readonly plan: PlanView
  readonly section: SectionView
}

const ReopenDialog = ({ plan, section, onClose }: ReopenProps & { readonly onClose: () => void }) => {
  const [reason, setReason] = useState('')
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ reason }, reopenRules)
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const reopen = useMutation({
    mutationFn: () =>
      call(
        'POST /api/plans/:planId/sections/:sectionId/reopen',
        { planId: plan.id, sectionId: section.id },
        { reason: reason.trim() },
      ),
    onSuccess: async () => {
      announce(words.signOff.reopened(section.title))
      onClose()
      await refresh('plan')
      // The button that opened this dialog is gone with the signature.
      document.getElementById('page-heading')?.focus()
    },
  })
  return (
    <Dialog title={words.signOff.reopenTitle(section.title)} onClose={onClose}>
      <p>{words.signOff.reopenSays}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) reopen.mutate(undefined, { onError: take })
        }}
      >
        <ErrorSummary faults={faults} foundIn={foundIn} />
        <TextArea
          id={reopenFields.reason}
          label={words.signOff.reason}
          fault={faultOf(faults, reopenFields.reason)}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {isClean && <Outcome of={reopen} />}
        <Button look="primary" type="submit" disabled={reopen.isPending}>
          {words.signOff.reopen}
        </Button>
      </form>
    </Dialog>
  )
}

export const Reopen = (props: ReopenProps) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <p className="no-print">
        <Button onClick={() => setIsOpen(true)}>{words.signOff.reopen}</Button>
      </p>
      {isOpen && <ReopenDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}
