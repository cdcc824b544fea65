/** The screen on which someone makes a plan from a template. */
import { useQuery } from '@tanstack/react-query'
import type { TemplateSummary } from '../../shared/api/plans.ts'
import { templatesQuery, useMe } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import { Screen } from '../Screen.tsx'
import { dayAt } from '../ui/day.ts'
import { Gate } from '../ui/Gate.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'
import { NewPlanForm } from './NewPlanForm.tsx'

const Start = ({ templates }: { readonly templates: readonly TemplateSummary[] }) => {
  const [first] = templates
  const today = dayAt(usePlatform().now())
  if (first === undefined) return <p className="ds_inset-text">{words.newPlan.none}</p>
  return <NewPlanForm templates={templates} first={first} today={today} />
}

const NewPlanPage = () => {
  const me = useMe()
  const templates = useQuery(templatesQuery)
  return (
    <Screen>
      <PageHeading title={words.newPlan.title} />
      <Gate query={me} what={words.newPlan.title}>
        {({ mayCreatePlans }) =>
          mayCreatePlans ? (
            <Gate query={templates} what={words.newPlan.title}>
              {(known) => <Start templates={known} />}
            </Gate>
          ) : (
            <p className="ds_inset-text">{words.newPlan.mayNot}</p>
          )
        }
      </Gate>
    </Screen>
  )
}
export default NewPlanPage
