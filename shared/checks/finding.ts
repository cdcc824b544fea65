/**
 * A finding: one thing a rule misses, at one place. It says in a plain sentence what is missing and where; the head
 * under which it is listed, and the source, stand in the rule.
 */
import type { Level, RuleUse } from '../template/types.ts'

/** Where a finding leads: the whole plan when nothing is set, else a section, a block in it, a field of that. */
export interface Place {
  readonly sectionId?: string
  readonly blockId?: string
  readonly field?: string
}

export interface Finding {
  /** Stable while the gap stays the same, and different from every other finding of the plan. */
  readonly key: string
  readonly ruleId: string
  readonly level: Level
  readonly place: Place
  /** One sentence of about 25 words at most. */
  readonly says: string
  /** Review criterion the rule gives evidence for. */
  readonly criterion?: string
}

/** `detail` tells apart the findings one rule makes at one place, for example by the code that is missing. */
export const createFinding = (rule: RuleUse, place: Place, says: string, detail = ''): Finding => ({
  key: [rule.id, place.sectionId, place.blockId, place.field, detail].map((part) => part ?? '').join('/'),
  ruleId: rule.id,
  level: rule.level,
  place,
  says,
  ...(rule.criterion === undefined ? {} : { criterion: rule.criterion }),
})
