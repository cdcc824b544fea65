/** Who signed a section off, in words: the person, the capacity they signed in and the body they signed for. */
import type { PlanView } from '../../shared/api/plans.ts'
import type { SignOffView } from '../../shared/api/sections.ts'
import { words } from '../words/en.ts'

/** The body by its full name; its id where it is no longer in the plan. */
export const sayWhoSigned = (
  { bodies }: Pick<PlanView, 'bodies'>,
  { personName, capacity, bodyId }: Pick<SignOffView, 'personName' | 'capacity' | 'bodyId'>,
): string => words.signOff.signedBy(personName, capacity, bodies.find(({ id }) => id === bodyId)?.name ?? bodyId)
