/** The screen of a plan's people: its members and their roles, its bodies, and open invitations. */
import { useQuery } from '@tanstack/react-query'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Template } from '../../shared/template/types.ts'
import { mayI } from '../api/membership.ts'
import { planQuery, templateQuery } from '../api/queries.ts'
import { Screen } from '../Screen.tsx'
import { useAnsweredRoom } from '../sync/answered-room.ts'
import { Gate } from '../ui/Gate.tsx'
import { PlanPagesHead } from '../ui/PlanPagesHead.tsx'
import { words } from '../words/en.ts'
import { Bodies } from './Bodies.tsx'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { Members } from './Members.tsx'
import styles from './people.module.css'

const People = ({ plan, template }: { readonly plan: PlanView; readonly template: Template }) => {
  const managesPeople = mayI(plan, 'manage-people')
  return (
    <div className={styles.people}>
      {!managesPeople && <p className="no-print">{words.people.mayNot}</p>}
      <Members plan={plan} mayManage={managesPeople} />
      {managesPeople && (
        <>
          <Invite plan={plan} />
          <Invitations plan={plan} />
        </>
      )}
      <Bodies plan={plan} template={template} mayManage={mayI(plan, 'manage-plan')} />
    </div>
  )
}

const PeoplePage = ({ planId }: { readonly planId: string }) => {
  const plan = useQuery(planQuery(planId))
  const template = useQuery(templateQuery(planId))
  useAnsweredRoom(planId)
  return (
    <Screen isExample={plan.data?.isExample ?? false} besidePlan={plan.data}>
      <Gate query={plan} what={words.people.title}>
        {(facts) => (
          <>
            <PlanPagesHead planId={planId} planTitle={facts.title} title={words.people.title} />
            <Gate query={template} what={words.people.title}>
              {(known) => <People plan={facts} template={known} />}
            </Gate>
          </>
        )}
      </Gate>
    </Screen>
  )
}
export default PeoplePage
