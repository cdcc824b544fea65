/** The plan page: gets the plan and its template, then shows them. */
import { useQuery } from '@tanstack/react-query'
import { planQuery, templateQuery } from '../api/queries.ts'
import { Screen } from '../Screen.tsx'
import { Gate, isShown } from '../ui/Gate.tsx'
import { words } from '../words/en.ts'
import { readPlace } from './address.ts'
import { PlanScreen } from './PlanScreen.tsx'

const skipLinks = [
  { href: '#outline', label: words.plan.outline.toLowerCase() },
  { href: '#side-panel', label: words.plan.side.toLowerCase() },
]

interface PlanPageProps {
  readonly planId: string
  /** What follows the plan in the address: a section or a thread. */
  readonly rest: string
}

const PlanPage = ({ planId, rest }: PlanPageProps) => {
  const plan = useQuery(planQuery(planId))
  const template = useQuery(templateQuery(planId))
  // Whatever stands in the plan's place keeps the margins of every other screen.
  const isWide = isShown(plan) && isShown(template)
  return (
    <Screen wide={isWide} skipLinks={skipLinks} isExample={plan.data?.isExample ?? false}>
      <Gate query={plan} what={words.plan.overview}>
        {(facts) => (
          <Gate query={template} what={words.plan.overview}>
            {(known) => <PlanScreen plan={facts} template={known} place={readPlace(rest)} />}
          </Gate>
        )}
      </Gate>
    </Screen>
  )
}
export default PlanPage
