/** How findings speak: names of places, and lists, in plain English. */
import { blockTitleWords, clip } from '../plan/text.ts'
import { numberedLabel } from '../plan/numbers.ts'
import type { SectionFacts } from '../plan/facts.ts'
import type { Passage, PlacedBlock } from './index-plan.ts'

/** Longest section title within a sentence, in characters. */
const maxSectionTitleChars = 60

/**
 * `Action 3.2 “Train 40 tutors”`; where the title is still empty `Untitled action 3.2 in “Poverty”`, or `An untitled
 * entry in “Words”` of a type without numbers.
 */
export const blockName = ({ block, type, number, section }: PlacedBlock): string => {
  const title = blockTitleWords(block, type)
  if (title !== '') return `${numberedLabel(type.label, number)} “${title}”`
  const label = numberedLabel(lowerFirst(type.label), number)
  return `${number === null ? withArticle(`untitled ${label}`) : `Untitled ${label}`} in “${clip(section.title, maxSectionTitleChars)}”`
}

export const sectionName = (section: SectionFacts): string => `Section “${clip(section.title, maxSectionTitleChars)}”`

/** The block a passage stands in, else its section. */
export const passageName = (passage: Passage): string =>
  passage.in ? blockName(passage.in) : sectionName(passage.section)

const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'An' : 'A'} ${noun}`

/** `Lead body` within a sentence is `lead body`; a word in capitals, as in `UNCRC articles`, stays. */
export const lowerFirst = (label: string): string =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)

/** Entries named in a sentence before the rest is only counted. */
const maxListed = 4

/** `a`, `a or b`, `a, b or c`; beyond four: `a, b, c or 3 more`. */
export const listWith = (entries: readonly string[], joint: 'and' | 'or'): string => {
  const named = entries.length > maxListed ? entries.slice(0, maxListed - 1) : entries
  const all = named.length < entries.length ? [...named, `${entries.length - named.length} more`] : named
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${joint} ${all.at(-1)}`
}

/** `1 priority`, `7 priorities`. */
export const countOf = (count: number, type: { readonly label: string; readonly plural: string }): string =>
  `${count} ${lowerFirst(count === 1 ? type.label : type.plural)}`
