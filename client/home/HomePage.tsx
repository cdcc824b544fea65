/** Home: what waits for me, the plans I am in, and a new plan where I may start one. */
import { useQueries } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Me } from '../../shared/api/person.ts'
import { planQuery, threadsQuery, useMe } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import { Screen } from '../Screen.tsx'
import { dayAt } from '../ui/day.ts'
import { Gate } from '../ui/Gate.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'
import { PlanCard } from './PlanCard.tsx'
import { TaskList } from './TaskList.tsx'
import { tasksOf } from './tasks.ts'
import styles from './HomePage.module.css'

const Waiting = ({ me, today }: { readonly me: Me; readonly today: string }) => {
  const plans = useQueries({ queries: me.plans.map(({ id }) => planQuery(id)) })
  const threads = useQueries({ queries: me.plans.map(({ id }) => threadsQuery(id)) })
  const tasks = plans.flatMap(({ data }, index) =>
    data === undefined ? [] : tasksOf(data, threads[index]?.data ?? []),
  )
  return <TaskList tasks={tasks} today={today} />
}

const NewPlanLink = () => (
  <Link href="/new" className="ds_button">
    {words.home.newPlan}
  </Link>
)

const Empty = ({ mayCreate }: { readonly mayCreate: boolean }) => (
  <div className="ds_inset-text">
    <h2>{words.home.empty}</h2>
    <p>{mayCreate ? words.home.emptyMay : words.home.emptySays}</p>
  </div>
)

const Home = ({ me, today }: { readonly me: Me; readonly today: string }) => (
  <>
    {me.plans.length === 0 ? (
      <Empty mayCreate={me.mayCreatePlans} />
    ) : (
      <div className={styles.columns}>
        <section aria-labelledby="waiting">
          <h2 id="waiting">{words.home.waiting}</h2>
          <Waiting me={me} today={today} />
        </section>
        <section aria-labelledby="plans">
          <h2 id="plans">{words.home.plans}</h2>
          <ul className={styles.plans}>
            {me.plans.map((plan) => (
              <li key={plan.id}>
                <PlanCard plan={plan} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    )}
    {me.mayCreatePlans && <NewPlanLink />}
  </>
)

export const HomePage = () => {
  const me = useMe()
  const today = dayAt(usePlatform().now())
  return (
    <Screen>
      <PageHeading title={words.home.title} />
      <Gate query={me} what={words.home.title}>
        {(answer) => <Home me={answer} today={today} />}
      </Gate>
    </Screen>
  )
}
