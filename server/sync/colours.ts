/**
 * Colours of presence. A person has one colour in a plan for as long as they are there: the one of their own where it is
 * free among those present, else the next that is. Only when all are taken do two people share one.
 *
 * Kept as sessions come and go: asking everyone present at each coming would cost a crowd its square.
 */
import { presenceColours } from '../../shared/protocol.ts'
import type { Session } from './session.ts'

export interface Colours {
  /** For a person who is coming into a plan; `own` is theirs where nobody has it. */
  of(planId: string, personId: string, own: number): number
  came(session: Session): void
  /** Told once for each who came. */
  left(session: Session): void
}

interface Present {
  readonly colour: number
  sessions: number
}

const firstFree = (own: number, present: Iterable<Present>): number => {
  const taken = new Set<number>()
  for (const { colour } of present) taken.add(colour)
  for (let step = 0; step < presenceColours; step += 1) {
    const colour = (own + step) % presenceColours
    if (!taken.has(colour)) return colour
  }
  return own
}

export const createColours = (): Colours => {
  /** Plan id -> person id -> colour. */
  const plans = new Map<string, Map<string, Present>>()

  const of: Colours['of'] = (planId, personId, own) => {
    const people = plans.get(planId)
    return people?.get(personId)?.colour ?? firstFree(own, people?.values() ?? [])
  }

  const came: Colours['came'] = ({ identity: { planId, personId }, user: { colour } }) => {
    const people = plans.get(planId) ?? new Map<string, Present>()
    const present = people.get(personId) ?? { colour, sessions: 0 }
    present.sessions += 1
    plans.set(planId, people.set(personId, present))
  }

  const left: Colours['left'] = ({ identity: { planId, personId } }) => {
    const people = plans.get(planId)
    const present = people?.get(personId)
    if (!people || !present) return
    present.sessions -= 1
    if (present.sessions === 0) people.delete(personId)
    if (people.size === 0) plans.delete(planId)
  }

  return { of, came, left }
}
