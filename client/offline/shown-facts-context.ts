/** What the browser's page shows as it was kept on this device, for every screen. */
import { createContext, use, useSyncExternalStore } from 'react'
import type { ShownFacts, ShownPlan } from './shown-facts.ts'

export const ShownFactsContext = createContext<ShownFacts | null>(null)

/** How a plan is shown: as it was kept, or, null, as the server has it. */
export const useShownAsKept = (planId: string | null): ShownPlan | null => {
  const facts = use(ShownFactsContext)
  if (facts === null) throw new Error('useShownAsKept is called outside the app')
  const shown = useSyncExternalStore(facts.subscribe, facts.state)
  return planId === null ? null : (shown.get(planId) ?? null)
}
