/**
 * Certain topics are mentioned, each by at least one of its words, in a section of the template or anywhere in the plan.
 * It can only say that no such word stands there: whether a topic is treated well is for people to judge.
 */
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { IndexedSection, Passage, PlanIndex } from '../index-plan.ts'
import { wordsExpression } from '../placeholder.ts'
import { ruleKind } from '../rule-kind.ts'
import { list, mapping, optional, sectionKey, shape, text } from '../settings.ts'
import { sectionName } from '../wording.ts'

type Topics = ReadonlyMap<string, readonly string[]>

const settings = shape({ section: optional(sectionKey, null), topics: mapping(list(text)) })

export const topicsMentioned = ruleKind({
  settings,
  run: ({ section: key, topics }, index, rule) =>
    key === null ? judgePlan(topics, index, rule) : judgeSections(sectionsOf(index, key), topics, rule),
})

const sectionsOf = (index: PlanIndex, key: string): readonly IndexedSection[] =>
  index.sections.filter(({ section, words }) => section.key === key && words > 0)

const judgePlan = (topics: Topics, index: PlanIndex, rule: RuleUse): readonly Finding[] =>
  missingTopics(topics, index.passages).map((topic) =>
    createFinding(rule, {}, `The plan does not mention ${topic}.`, topic),
  )

const judgeSections = (sections: readonly IndexedSection[], topics: Topics, rule: RuleUse): readonly Finding[] =>
  sections.flatMap(({ section, passages }) =>
    missingTopics(topics, passages).map((topic) =>
      createFinding(rule, { sectionId: section.id }, `${sectionName(section)} does not mention ${topic}.`, topic),
    ),
  )

/** Words match from their beginning, so that `audit` is found in `audits` and `auditing`. */
const missingTopics = (topics: Topics, passages: readonly Passage[]): readonly string[] => {
  const words = passages.map((passage) => passage.text).join('\n')
  return [...topics].filter(([, signs]) => !beginsWithAny(words, signs)).map(([topic]) => topic)
}

const beginsWithAny = (words: string, signs: readonly string[]): boolean =>
  wordsExpression(signs, 'beginning')?.test(words) ?? false
