/** A body added or changed in a dialog, and its removal. */
import { useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Body } from '../../shared/plan/facts.ts'
import type { Template } from '../../shared/template/types.ts'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { CheckField, SelectField, TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { bodyFields, bodyRules } from './form-faults.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

interface BodyFormProps {
  readonly plan: PlanView
  readonly template: Template
  /** Null for a new one. */
  readonly body: Body | null
  readonly onClose: () => void
}

const newBody = ({ bodyKinds }: Template): Omit<Body, 'id'> => {
  const kind = bodyKinds.find(({ lead }) => !lead) ?? bodyKinds[0]
  return { name: '', shortName: '', kind: kind?.kind ?? '', lead: false }
}

/** `once`: names a new body, so that one which is sent again for want of an answer is added once. */
const saveBody = (
  planId: string,
  body: Body | null,
  { name, shortName, kind, lead }: Omit<Body, 'id'>,
  once: string,
) => {
  const sent = { name, shortName, kind, lead }
  return body === null
    ? call('POST /api/plans/:planId/bodies', { planId }, { ...sent, once })
    : call('PATCH /api/plans/:planId/bodies/:bodyId', { planId, bodyId: body.id }, sent)
}

export const BodyForm = ({ plan, template, body, onClose }: BodyFormProps) => {
  const [once] = useState(usePlatform().newId)
  // Those that the plan had as the form was opened. A later one may be this very body, added without an answer; whether
  // it is, the server knows.
  const [others] = useState(() => plan.bodies.filter(({ id }) => id !== body?.id))
  const [form, setForm] = useState<Omit<Body, 'id'>>(body ?? newBody(template))
  const { faults, foundIn, isClean, judge, take } = useFoundFaults(form, bodyRules(others))
  const save = usePeopleAct(plan.id, {
    act: () => saveBody(plan.id, body, form, once),
    says: () => (body === null ? words.people.bodyAdded(form.name) : words.people.bodyChanged(form.name)),
    onDone: onClose,
  })
  return (
    <Dialog title={body === null ? words.people.addBody : words.people.editBody(body.name)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) save.mutate(undefined, { onError: take })
        }}
      >
        <ErrorSummary faults={faults} foundIn={foundIn} />
        <TextField
          id={bodyFields.name}
          label={words.people.fullName}
          fault={faultOf(faults, bodyFields.name)}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <TextField
          id={bodyFields.shortName}
          label={words.people.shortName}
          fault={faultOf(faults, bodyFields.shortName)}
          value={form.shortName}
          onChange={(event) => setForm({ ...form, shortName: event.target.value })}
        />
        <SelectField
          label={words.people.kind}
          value={form.kind}
          options={template.bodyKinds.map(({ kind, label }) => ({ value: kind, label }))}
          onChange={(event) => setForm({ ...form, kind: event.target.value })}
        />
        <CheckField
          label={words.people.leadBody}
          checked={form.lead}
          onChange={(event) => setForm({ ...form, lead: event.target.checked })}
        />
        {isClean && <Outcome of={save} again={body === null ? words.errors.onlyOnce : undefined} />}
        <div className={styles.buttons}>
          <Button look="primary" type="submit" disabled={save.isPending}>
            {words.general.save}
          </Button>
          <Button onClick={onClose}>{words.general.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}

interface RemoveBodyProps {
  readonly planId: string
  readonly body: Body
  readonly onClose: () => void
}

export const RemoveBody = ({ planId, body, onClose }: RemoveBodyProps) => (
  <RemoveDialog
    planId={planId}
    title={words.people.removeBodyTitle(body.name)}
    says={words.people.removeBodySays}
    act={() => call('DELETE /api/plans/:planId/bodies/:bodyId', { planId, bodyId: body.id })}
    done={words.people.bodyRemoved(body.name)}
    list="bodies"
    onClose={onClose}
  />
)
