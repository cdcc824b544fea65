/** A member's roles in single sections: set and removed one at a time. */
import { useState } from 'react'
import type { MemberView } from '../../shared/api/people.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Role } from '../../shared/plan/facts.ts'
import { call } from '../api/call.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { isRole, roleOptions, sectionRoles } from './roles.ts'
import { sectionRolesOf } from './section-roles.ts'
import type { SectionRole } from './section-roles.ts'
import { focusHeading, usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

interface SectionRolesDialogProps {
  readonly plan: PlanView
  readonly member: MemberView
  readonly onClose: () => void
}

export const SectionRolesDialog = ({ plan, member, onClose }: SectionRolesDialogProps) => (
  <Dialog title={words.people.sectionRolesTitle(member.name)} onClose={onClose}>
    <p>{words.people.sectionRolesHint}</p>
    <GrantedRoles plan={plan} member={member} />
    <GrantForm plan={plan} member={member} />
  </Dialog>
)

type GrantProps = Omit<SectionRolesDialogProps, 'onClose'>

const GrantedRoles = ({ plan, member }: GrantProps) => {
  const granted = sectionRolesOf(plan, member)
  const revoke = usePeopleAct(plan.id, {
    act: ({ sectionId }: SectionRole) =>
      call('DELETE /api/plans/:planId/members/:memberId/sections/:sectionId', {
        planId: plan.id,
        memberId: member.id,
        sectionId,
      }),
    says: ({ title }) => words.people.sectionRoleRemoved(title),
    onDone: () => focusHeading('grant-section'),
  })
  if (granted.length === 0) return <p className={styles.quiet}>{words.people.sectionRolesNone}</p>
  return (
    <>
      <ul className={styles.granted}>
        {granted.map((grant) => (
          <li key={grant.sectionId}>
            {words.people.sectionRole(grant.title, words.roles[grant.role])}
            <Button
              look="plain"
              aria-label={words.people.sectionRoleRemove(grant.title)}
              disabled={revoke.isPending}
              onClick={() => revoke.mutate(grant)}
            >
              {words.people.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Outcome of={revoke} />
    </>
  )
}

const GrantForm = ({ plan, member }: GrantProps) => {
  const [sectionId, setSectionId] = useState(plan.sections[0]?.id ?? '')
  const [role, setRole] = useState<Role>('drafter')
  const title = plan.sections.find(({ id }) => id === sectionId)?.title ?? ''
  const grant = usePeopleAct(plan.id, {
    act: () =>
      call(
        'PUT /api/plans/:planId/members/:memberId/sections/:sectionId',
        { planId: plan.id, memberId: member.id, sectionId },
        { role },
      ),
    says: () => words.people.sectionRoleSet(title),
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        grant.mutate()
      }}
    >
      <SelectField
        id="grant-section"
        label={words.people.section}
        value={sectionId}
        options={plan.sections.map(({ id, title: label }, at) => ({
          value: id,
          label: words.sections.numbered(at + 1, label),
        }))}
        onChange={(event) => setSectionId(event.target.value)}
      />
      <SelectField
        label={words.people.role}
        hint={words.people.roleSays[role]}
        value={role}
        options={roleOptions(sectionRoles)}
        onChange={({ target }) => isRole(target.value) && setRole(target.value)}
      />
      <Outcome of={grant} />
      <Button type="submit" disabled={grant.isPending || sectionId === ''}>
        {words.people.setRole}
      </Button>
    </form>
  )
}
