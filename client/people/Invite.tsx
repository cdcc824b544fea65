/** Invites a person; the link is shown once, to be passed on where no e-mail goes out. */
import { useState } from 'react'
import type { RouteReply } from '../../shared/api/contract.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { call } from '../api/call.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { RadioField, SelectField, TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { inviteFields, inviteRules } from './form-faults.ts'
import type { InviteForm } from './form-faults.ts'
import { bodyOptions, planRoles } from './roles.ts'
import { focusHeading, usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

type Invitation = RouteReply<'POST /api/plans/:planId/invitations'> & { readonly to: InviteForm }

export const Invite = ({ plan }: { readonly plan: PlanView }) => {
  const [made, setMade] = useState<Invitation | null>(null)
  const show = (invitation: Invitation | null): void => {
    setMade(invitation)
    focusHeading('invite')
  }
  return (
    <section aria-labelledby="invite" className="no-print">
      <h2 id="invite" tabIndex={-1}>
        {made === null ? words.people.invite : words.people.invited(made.to.name)}
      </h2>
      {made === null ? <Form plan={plan} onMade={show} /> : <Link invitation={made} onAgain={() => show(null)} />}
    </section>
  )
}

const Link = ({ invitation, onAgain }: { readonly invitation: Invitation; readonly onAgain: () => void }) => (
  <div className="ds_inset-text">
    <p>
      {invitation.sent ? words.people.inviteSent(invitation.to.email) : words.people.inviteNotSent}{' '}
      {words.people.inviteOnce}
    </p>
    {invitation.replaced && <p>{words.people.inviteReplaced}</p>}
    <CopyField label={words.people.inviteLink} value={invitation.link} />
    <Button onClick={onAgain}>{words.people.inviteAgain}</Button>
  </div>
)

interface FormProps {
  readonly plan: PlanView
  readonly onMade: (invitation: Invitation) => void
}

const emptyForm = ({ me }: PlanView): InviteForm => ({
  email: '',
  name: '',
  bodyId: me.bodyId,
  role: 'drafter',
  capacity: '',
})

const Form = ({ plan, onMade }: FormProps) => {
  const [form, setForm] = useState(() => emptyForm(plan))
  const { faults, foundIn, isClean, judge, take } = useFoundFaults(form, inviteRules)
  const invite = usePeopleAct(plan.id, {
    act: (to: InviteForm) => call('POST /api/plans/:planId/invitations', { planId: plan.id }, to),
    says: ({ name }) => words.people.invited(name),
  })
  const send = (): void =>
    invite.mutate(form, {
      onSuccess: (reply) => onMade({ ...reply, to: form }),
      onError: take,
    })
  const change = (part: Partial<InviteForm>): void => setForm({ ...form, ...part })
  const wired = (name: 'email' | 'name' | 'bodyId' | 'capacity') => ({
    id: inviteFields[name],
    fault: faultOf(faults, inviteFields[name]),
    value: form[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change({ [name]: target.value }),
  })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (judge()) send()
      }}
    >
      <ErrorSummary faults={faults} foundIn={foundIn} />
      <TextField
        {...wired('email')}
        type="email"
        label={words.people.email}
        hint={words.people.emailHint}
        autoComplete="off"
      />
      <TextField {...wired('name')} label={words.people.name} autoComplete="off" />
      <SelectField {...wired('bodyId')} label={words.people.body} options={bodyOptions(plan.bodies)} />
      <RoleChoice
        role={form.role}
        onChoose={(role) => change({ role, capacity: role === 'lead' ? form.capacity : '' })}
      />
      {form.role === 'lead' && (
        <TextField {...wired('capacity')} label={words.people.capacity} hint={words.people.capacityHint} />
      )}
      {isClean && <Outcome of={invite} again={words.people.inviteUnanswered} />}
      <Button look="primary" type="submit" disabled={invite.isPending}>
        {words.people.inviteButton}
      </Button>
    </form>
  )
}

interface RoleChoiceProps {
  readonly role: InviteForm['role']
  readonly onChoose: (role: InviteForm['role']) => void
}

const RoleChoice = ({ role: current, onChoose }: RoleChoiceProps) => (
  <fieldset className={styles.roles}>
    <legend className="ds_label">{words.people.role}</legend>
    {planRoles.map((role) => (
      <div key={role}>
        <RadioField
          name="role"
          id={role === current ? inviteFields.role : `${inviteFields.role}-${role}`}
          label={words.roles[role]}
          aria-describedby={`role-${role}-says`}
          checked={role === current}
          onChange={() => onChoose(role)}
        />
        <p className={styles.says} id={`role-${role}-says`}>
          {words.people.roleSays[role]}
        </p>
      </div>
    ))}
  </fieldset>
)
