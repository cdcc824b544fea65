/** The act of signing. When the text has changed meanwhile nothing is signed: the differences are shown first. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { call, errorOf } from '../api/call.ts'
import { planQuery, useRefresh } from '../api/queries.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import { Failure } from '../ui/Failure.tsx'
import { TextArea, TextField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { Changes } from './Changes.tsx'
import { createShown, linesOf } from './shown.ts'
import type { Shown } from './shown.ts'
import { diffTexts } from './text-diff.ts'
import type { TextChange } from './text-diff.ts'
import page from './SignOffPage.module.css'

interface SignFormProps {
  readonly plan: PlanView
  readonly section: SectionView
  readonly shown: Shown
  /** The text has changed; this is how it reads now. */
  readonly onNewer: (shown: Shown) => void
}

/** Reads the section again after a refusal, and tells what differs. */
const useNewer = ({ plan, section, shown, onNewer }: SignFormProps) => {
  const queries = useQueryClient()
  const [changes, setChanges] = useState<readonly TextChange[] | null>(null)
  const look = async (): Promise<void> => {
    const params = { planId: plan.id, sectionId: section.id }
    const reading = await call('GET /api/plans/:planId/sections/:sectionId/reading', params)
    const facts = await queries.fetchQuery({ ...planQuery(plan.id), staleTime: 0 })
    const newer = createShown(facts.sections.find(({ id }) => id === section.id) ?? section, reading)
    setChanges(diffTexts(linesOf(shown), linesOf(newer)))
    onNewer(newer)
  }
  return { changes, look, clear: () => setChanges(null) }
}

const faultsIn = (capacity: string, statement: string): readonly FormFault[] => [
  ...(capacity.trim() === '' ? [{ field: 'capacity', says: words.signOff.capacityMissing }] : []),
  ...(statement.trim() === '' ? [{ field: 'statement', says: words.signOff.statementMissing }] : []),
]

export const SignForm = (props: SignFormProps) => {
  const { plan, section, shown } = props
  const body = plan.bodies.find(({ id }) => id === plan.me.bodyId)?.name ?? ''
  const number = plan.sections.findIndex(({ id }) => id === section.id) + 1
  const [capacity, setCapacity] = useState(plan.me.capacity)
  const [statement, setStatement] = useState(words.signOff.statementStart(body))
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const newer = useNewer(props)
  const sign = useMutation({
    mutationFn: () =>
      call(
        'POST /api/plans/:planId/sections/:sectionId/sign-offs',
        { planId: plan.id, sectionId: section.id },
        { hash: shown.hash, capacity: capacity.trim(), statement: statement.trim() },
      ),
    onSuccess: async () => {
      newer.clear()
      announce(words.signOff.done(section.title))
      await refresh('plan')
      document.getElementById('page-heading')?.focus()
    },
    onError: (thrown) => {
      if (errorOf(thrown).type === 'changed') return newer.look()
      return undefined
    },
  })
  const wasChanged = sign.error !== null && errorOf(sign.error).type === 'changed'
  return (
    <section aria-labelledby="sign-form" className={`${page.part} no-print`}>
      <h2 id="sign-form">{words.signOff.formTitle}</h2>
      {newer.changes !== null && <Changes changes={newer.changes} />}
      <ErrorSummary faults={faults} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const found = faultsIn(capacity, statement)
          setFaults(found)
          if (found.length === 0) sign.mutate()
        }}
      >
        <TextField
          id="capacity"
          label={words.signOff.capacity}
          hint={words.signOff.capacityHint}
          fault={faultOf(faults, 'capacity')}
          maxLength={120}
          value={capacity}
          onChange={(event) => setCapacity(event.target.value)}
        />
        <TextArea
          id="statement"
          label={words.signOff.statement}
          fault={faultOf(faults, 'statement')}
          maxLength={2_000}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
        />
        <p>{words.signOff.confirm}</p>
        {!wasChanged && <Failure thrown={sign.error} />}
        <Button look="primary" type="submit" disabled={sign.isPending}>
          {words.signOff.button(`section ${number}`, body)}
        </Button>
      </form>
    </section>
  )
}
