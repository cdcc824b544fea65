/** A section the template knows is there and holds text of substance; a summary may also be too long. */
import type { RuleUse } from '../../template/types.ts'
import { sectionType } from '../../template/lookup.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { substantiveWords } from '../index-plan.ts'
import type { IndexedSection, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { count, list, optional, sectionKey, shape } from '../settings.ts'
import { sectionName } from '../wording.ts'

interface Bounds {
  readonly words: number
  readonly atMost: number | null
}

const settings = shape({
  sections: list(sectionKey),
  words: optional(count, substantiveWords),
  atMost: optional(count, null),
})

export const sectionHasText = ruleKind({
  settings,
  run: ({ sections, ...bounds }, index, rule) => sections.flatMap((key) => judgeKey(key, bounds, index, rule)),
})

const judgeKey = (key: string, bounds: Bounds, index: PlanIndex, rule: RuleUse): readonly Finding[] => {
  const found = index.sections.filter(({ section }) => section.key === key)
  if (found.length > 0) return found.flatMap((indexed) => judgeSection(indexed, bounds, rule))
  const title = sectionType(index.template, key)?.title ?? key
  return [createFinding(rule, {}, `The plan has no section “${title}”.`, key)]
}

const judgeSection = ({ section, words }: IndexedSection, bounds: Bounds, rule: RuleUse): readonly Finding[] => {
  const says =
    words < bounds.words
      ? `${sectionName(section)} holds fewer than ${bounds.words} words of text.`
      : bounds.atMost !== null && words > bounds.atMost
        ? `${sectionName(section)} holds ${words} words; about ${bounds.atMost} fit its purpose.`
        : null
  return says === null ? [] : [createFinding(rule, { sectionId: section.id }, says)]
}
