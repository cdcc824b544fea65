/** The invitations that nobody has accepted yet. */
import { useQuery } from '@tanstack/react-query'
import type { InvitationView } from '../../shared/api/people.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { call } from '../api/call.ts'
import { invitationsQuery } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Gate } from '../ui/Gate.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { Email } from './Email.tsx'
import { focusHeading, usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

export const Invitations = ({ plan }: { readonly plan: PlanView }) => {
  const invitations = useQuery(invitationsQuery(plan.id))
  const revoke = usePeopleAct(plan.id, {
    act: (invitationId: string) =>
      call('DELETE /api/plans/:planId/invitations/:invitationId', { planId: plan.id, invitationId }),
    says: () => words.people.withdrawn,
    onDone: () => focusHeading('invitations'),
  })
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" tabIndex={-1}>
        {words.people.invitations}
      </h2>
      <Outcome of={revoke} />
      <Gate query={invitations} what={words.people.invitations}>
        {(open) => (
          <InvitationTable plan={plan} open={open} isRevoking={revoke.isPending} onRevoke={(id) => revoke.mutate(id)} />
        )}
      </Gate>
    </section>
  )
}

interface InvitationTableProps {
  readonly plan: PlanView
  readonly open: readonly InvitationView[]
  readonly isRevoking: boolean
  readonly onRevoke: (invitationId: string) => void
}

const InvitationTable = ({ plan, open, isRevoking, onRevoke }: InvitationTableProps) => {
  if (open.length === 0) return <p>{words.people.noInvitations}</p>
  return (
    <>
      <p className="no-print">{words.people.inviteLost}</p>
      <TableScroll label={words.people.invitations} folds>
        <thead>
          <tr>
            <th scope="col">{words.people.name}</th>
            <th scope="col">{words.people.body}</th>
            <th scope="col">{words.people.role}</th>
            <th scope="col">{words.people.expires}</th>
            <th scope="col" className="no-print">
              {words.people.actions}
            </th>
          </tr>
        </thead>
        <tbody>
          {open.map(({ id, name, email, bodyId, role, capacity, expiresAt }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                <Email address={email} />
              </th>
              <td>{plan.bodies.find((body) => body.id === bodyId)?.name}</td>
              <td>
                {words.roles[role]}
                {capacity !== '' && <span className={styles.second}>{capacity}</span>}
              </td>
              <td data-head={words.people.expires}>{sayMoment(expiresAt)}</td>
              <td className="no-print">
                <Button
                  look="plain"
                  aria-label={words.people.withdrawOf(name)}
                  disabled={isRevoking}
                  onClick={() => onRevoke(id)}
                >
                  {words.people.withdraw}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </TableScroll>
    </>
  )
}
