/** The members of a plan: body, role, capacity, roles in single sections; a coordinator changes them from here. */
import { useState } from 'react'
import type { MemberView } from '../../shared/api/people.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { Button } from '../ui/Button.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { Email } from './Email.tsx'
import { ChangeMember, RemoveMember } from './MemberDialogs.tsx'
import { SectionRolesDialog } from './SectionRolesDialog.tsx'
import { sectionRolesOf } from './section-roles.ts'
import styles from './people.module.css'

interface MembersProps {
  readonly plan: PlanView
  readonly mayManage: boolean
}

type Ask = 'change' | 'sections' | 'remove'
const dialogs = { change: ChangeMember, sections: SectionRolesDialog, remove: RemoveMember }

export const Members = ({ plan, mayManage }: MembersProps) => {
  const [asked, setAsked] = useState<{ readonly ask: Ask; readonly memberId: string } | null>(null)
  const member = plan.members.find(({ id }) => id === asked?.memberId)
  // Most plans have no such roles: the others' columns have better use for the room.
  const showsSections = plan.members.some((each) => sectionRolesOf(plan, each).length > 0)
  const AskedDialog = asked === null ? null : dialogs[asked.ask]
  return (
    <section aria-labelledby="members">
      <h2 id="members" tabIndex={-1}>
        {words.people.members}
      </h2>
      <TableScroll label={words.people.members} className={styles.members} folds>
        <thead>
          <tr>
            <th scope="col">{words.people.name}</th>
            <th scope="col">{words.people.body}</th>
            <th scope="col">{words.people.role}</th>
            {showsSections && <th scope="col">{words.people.inSections}</th>}
            {mayManage && (
              <th scope="col" className="no-print">
                {words.people.actions}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {plan.members.map((each) => (
            <tr key={each.id}>
              <MemberCells plan={plan} member={each} showsSections={showsSections} />
              {mayManage && (
                <td className="no-print">
                  <MemberActs member={each} onAsk={(ask) => setAsked({ ask, memberId: each.id })} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </TableScroll>
      {AskedDialog !== null && member !== undefined && (
        <AskedDialog plan={plan} member={member} onClose={() => setAsked(null)} />
      )}
    </section>
  )
}

interface MemberCellsProps {
  readonly plan: PlanView
  readonly member: MemberView
  readonly showsSections: boolean
}

const MemberCells = ({ plan, member, showsSections }: MemberCellsProps) => {
  const body = plan.bodies.find(({ id }) => id === member.bodyId)
  return (
    <>
      <th scope="row">
        {member.name}
        {member.id === plan.me.id && ` (${words.people.you})`}
        {member.email !== undefined && <Email address={member.email} />}
      </th>
      <td>{body?.name}</td>
      <td>
        {words.roles[member.role]}
        {member.capacity !== '' && <span className={styles.second}>{member.capacity}</span>}
      </td>
      {showsSections && (
        <td data-head={words.people.inSections}>
          <ul className={styles.plainList}>
            {sectionRolesOf(plan, member).map(({ sectionId, title, role }) => (
              <li key={sectionId}>{words.people.sectionRole(title, words.roles[role])}</li>
            ))}
          </ul>
        </td>
      )}
    </>
  )
}

const MemberActs = ({ member, onAsk }: { readonly member: MemberView; readonly onAsk: (ask: Ask) => void }) => (
  <div className={styles.acts}>
    <Button look="plain" aria-label={words.people.changeOf(member.name)} onClick={() => onAsk('change')}>
      {words.people.change}
    </Button>
    {member.role !== 'coordinator' && (
      <Button look="plain" aria-label={words.people.sectionRolesOf(member.name)} onClick={() => onAsk('sections')}>
        {words.people.sectionRoles}
      </Button>
    )}
    <Button look="plain" aria-label={words.people.removeOf(member.name)} onClick={() => onAsk('remove')}>
      {words.people.remove}
    </Button>
  </div>
)
