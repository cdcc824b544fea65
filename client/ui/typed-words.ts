/**
 * What is wrong with words that somebody typed. Fields take whatever is typed or pasted, since what a browser cuts off
 * at a field's end is lost without a word; what is too long is said, with how much it is.
 */
import { words } from '../words/en.ts'
import type { FormFault } from './ErrorSummary.tsx'

export interface WantedWords {
  /** Id of the field. */
  readonly field: string
  /** As it stands above the field. */
  readonly label: string
  /** Characters. */
  readonly most: number
  /** Said where there are no words; left out where there need be none. */
  readonly missing?: string
}

export const wordsFaults = (typed: string, { field, label, most, missing }: WantedWords): readonly FormFault[] => {
  const { length } = typed.trim()
  if (length === 0 && missing !== undefined) return [{ field, says: missing }]
  return length > most ? [{ field, says: words.general.tooLong(label, length, most) }] : []
}
