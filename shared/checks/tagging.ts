/** Which sections carry which tags. */
import type { SectionFacts } from '../plan/facts.ts'

export const isTagged = (section: SectionFacts, framework: string, code: string): boolean =>
  section.tags.some((tag) => tag.framework === framework && tag.code === code)

export const hasTagOf = (section: SectionFacts, framework: string): boolean =>
  section.tags.some((tag) => tag.framework === framework)
