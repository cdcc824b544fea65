/**
 * Every code of a framework is addressed: some section tagged with it holds text of substance. A tag is evidence of
 * intent and text of presence; whether the text is good is for people to judge.
 */
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { substantiveWords } from '../index-plan.ts'
import type { PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { count, framework, optional, shape } from '../settings.ts'
import { isTagged } from '../tagging.ts'
import { sectionName } from '../wording.ts'

const settings = shape({ framework, words: optional(count, substantiveWords) })

export const everyCodeTagged = ruleKind({
  settings,
  run: ({ framework: { id, codes }, words }, index, rule) =>
    codes.flatMap(({ code, label }) => judgeCode({ framework: id, code, label, words }, index, rule)),
})

interface Asked {
  readonly framework: string
  readonly code: string
  readonly label: string
  readonly words: number
}

const judgeCode = (asked: Asked, index: PlanIndex, rule: RuleUse): readonly Finding[] => {
  const tagged = index.sections.filter(({ section }) => isTagged(section, asked.framework, asked.code))
  if (tagged.some(({ words }) => words >= asked.words)) return []
  const first = tagged[0]
  if (!first) return [createFinding(rule, {}, `No section is tagged “${asked.label}”.`, asked.code)]
  const says = `${sectionName(first.section)} is tagged “${asked.label}” but holds fewer than ${asked.words} words of text.`
  return [createFinding(rule, { sectionId: first.section.id }, says, asked.code)]
}
