/**
 * Asks for all that the plan page shows as soon as the scripts run, side by side with the page's own scripts. Each part
 * would else ask only once the one around it stands: four trips one after the other before the first word.
 */
import type { QueryClient } from '@tanstack/react-query'
import { planQuery, readingsQuery, templateQuery, threadsQuery } from './queries.ts'

/** What goes wrong here is said by the page, which asks again. */
export const askForPlan = (queries: QueryClient, planId: string): void => {
  void queries.prefetchQuery(planQuery(planId))
  void queries.prefetchQuery(templateQuery(planId))
  void queries.prefetchQuery(readingsQuery(planId))
  void queries.prefetchQuery(threadsQuery(planId))
}
