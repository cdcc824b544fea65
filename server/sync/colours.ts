/**
 * Colours of presence. A person has one colour in a plan for as long as they are there: the one of their own where it is
 * free among those present, else the next that is. Only when all are taken do two people share one.
 */
import { presenceColours } from '../../shared/protocol.ts'

/** `taken`: whose colour is which, of those present. */
export const colourFor = (personId: string, own: number, taken: ReadonlyMap<string, number>): number => {
  const mine = taken.get(personId)
  if (mine !== undefined) return mine
  const others = new Set(taken.values())
  const inOrder = Array.from({ length: presenceColours }, (_, step) => (own + step) % presenceColours)
  return inOrder.find((colour) => !others.has(colour)) ?? own
}
