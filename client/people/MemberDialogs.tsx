/** What a coordinator changes about a member: body, role and capacity; and the member's removal. */
import { useState } from 'react'
import type { MemberView } from '../../shared/api/people.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { call } from '../api/call.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { memberFields, memberRules } from './form-faults.ts'
import { bodyOptions, isRole, planRoles, roleOptions } from './roles.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

interface MemberDialogProps {
  readonly plan: PlanView
  readonly member: MemberView
  readonly onClose: () => void
}

export const ChangeMember = ({ plan, member, onClose }: MemberDialogProps) => {
  const [role, setRole] = useState(member.role)
  const [bodyId, setBodyId] = useState(member.bodyId)
  const [capacity, setCapacity] = useState(member.capacity)
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ capacity }, memberRules)
  const change = usePeopleAct(plan.id, {
    act: () =>
      call(
        'PATCH /api/plans/:planId/members/:memberId',
        { planId: plan.id, memberId: member.id },
        { role, bodyId, capacity },
      ),
    says: () => words.people.changed(member.name),
    onDone: onClose,
  })
  return (
    <Dialog title={words.people.changeTitle(member.name)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) change.mutate(undefined, { onError: take })
        }}
      >
        <ErrorSummary faults={faults} foundIn={foundIn} />
        <SelectField
          label={words.people.role}
          hint={words.people.roleSays[role]}
          value={role}
          options={roleOptions(planRoles)}
          onChange={({ target }) => isRole(target.value) && setRole(target.value)}
        />
        {member.role === 'coordinator' && role !== 'coordinator' && <p>{words.people.invitationsEnd}</p>}
        <SelectField
          label={words.people.body}
          value={bodyId}
          options={bodyOptions(plan.bodies)}
          onChange={(event) => setBodyId(event.target.value)}
        />
        {(role === 'lead' || member.capacity !== '') && (
          <TextField
            id={memberFields.capacity}
            label={words.people.capacity}
            hint={words.people.capacityHint}
            fault={faultOf(faults, memberFields.capacity)}
            value={capacity}
            onChange={(event) => setCapacity(event.target.value)}
          />
        )}
        {isClean && <Outcome of={change} />}
        <div className={styles.buttons}>
          <Button look="primary" type="submit" disabled={change.isPending}>
            {words.general.save}
          </Button>
          <Button onClick={onClose}>{words.general.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}

export const RemoveMember = ({ plan, member, onClose }: MemberDialogProps) => (
  <RemoveDialog
    planId={plan.id}
    title={words.people.removeTitle(member.name)}
    says={[words.people.removeSays, ...(member.role === 'coordinator' ? [words.people.invitationsEnd] : [])].join(' ')}
    act={() => call('DELETE /api/plans/:planId/members/:memberId', { planId: plan.id, memberId: member.id })}
    done={words.people.removed(member.name)}
    list="members"
    onClose={onClose}
  />
)
