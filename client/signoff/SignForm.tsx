/** The act of signing. When the text has changed meanwhile nothing is signed. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { call, errorOf } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { TextArea, TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { signFields, signRules } from './form-faults.ts'
import type { Shown } from './shown.ts'
import page from './SignOffPage.module.css'

export interface SignFormProps {
  readonly plan: PlanView
  readonly section: SectionView
  readonly shown: Shown
  /** Whether the page shows what changed, after nothing was signed for it; that says more than an error. */
  readonly isChangeShown: boolean
  /** Nothing was signed, for the text has changed. */
  readonly onChanged: () => Promise<void>
  readonly onSigned: () => void
}

export const SignForm = ({ plan, section, shown, isChangeShown, onChanged, onSigned }: SignFormProps) => {
  const body = plan.bodies.find(({ id }) => id === plan.me.bodyId)?.name ?? ''
  const number = plan.sections.findIndex(({ id }) => id === section.id) + 1
  const [capacity, setCapacity] = useState(plan.me.capacity)
  const [statement, setStatement] = useState(words.signOff.statementStart(body))
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ capacity, statement }, signRules)
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const sign = useMutation({
    mutationFn: () =>
      call(
        'POST /api/plans/:planId/sections/:sectionId/sign-offs',
        { planId: plan.id, sectionId: section.id },
        { hash: shown.hash, capacity: capacity.trim(), statement: statement.trim() },
      ),
    onSuccess: async () => {
      onSigned()
      announce(words.signOff.done(section.title))
      await refresh('plan')
      document.getElementById('page-heading')?.focus()
    },
    onError: (thrown) => {
      if (errorOf(thrown).type === 'changed') return onChanged()
      return undefined
    },
  })
  const wasChanged = sign.error !== null && errorOf(sign.error).type === 'changed'
  return (
    <section aria-labelledby="sign-form" className={`${page.part} no-print`}>
      <h2 id="sign-form">{words.signOff.formTitle}</h2>
      <ErrorSummary faults={faults} foundIn={foundIn} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) sign.mutate(undefined, { onError: take })
        }}
      >
        <TextField
          id={signFields.capacity}
          label={words.signOff.capacity}
          hint={words.signOff.capacityHint}
          fault={faultOf(faults, signFields.capacity)}
          value={capacity}
          onChange={(event) => setCapacity(event.target.value)}
        />
        <TextArea
          id={signFields.statement}
          label={words.signOff.statement}
          fault={faultOf(faults, signFields.statement)}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
        />
        <p>{words.signOff.confirm}</p>
        {isClean && !(wasChanged && isChangeShown) && <Outcome of={sign} />}
        <Button look="primary" type="submit" disabled={sign.isPending}>
          {words.signOff.button(`section ${number}`, body)}
        </Button>
      </form>
    </section>
  )
}
