/** A plan's facts as a device keeps them, with as little in them as those who keep and show them look at. */
import type { PlanView } from '../../shared/api/plans.ts'
import { factsVersion, type KeptFacts } from '../../client/device/copy-store.ts'

export const factsOf = (personId: string, title = 'The plan as it was'): KeptFacts => ({
  version: factsVersion,
  at: 1_000,
  plan: {
    id: 'plan1',
    title,
    sections: [{ id: 'aims', owner: '', state: 'drafting' }],
    me: { id: 'member1', personId, name: 'Ada', bodyId: 'body1', role: 'drafter', capacity: '', sectionRoles: {} },
  } as unknown as PlanView,
  template: { title: 'Template' } as unknown as KeptFacts['template'],
  readings: [],
  threads: [],
})
