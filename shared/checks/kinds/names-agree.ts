/**
 * Names are spelled one way. A chapter or heading that announces a named block (`Priority 2: Mental wellbeing`) names
 * one the plan has, letter for letter; and a body is written as its register entry, not nearly so.
 */
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding, Place } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlanIndex } from '../index-plan.ts'
import { clip, fieldText } from '../../plan/text.ts'
import { wordsPattern } from '../placeholder.ts'
import { ruleKind } from '../rule-kind.ts'
import { fieldPath, shape, text } from '../settings.ts'
import { isNear } from '../spelling.ts'
import { bodyNearMisses } from './body-names.ts'

const settings = shape({ name: fieldPath, prefix: text })

export const namesAgree = ruleKind({
  settings,
  blockTypes: ({ name }) => [name.block],
  run: ({ name: { block, field }, prefix }, index, rule) => {
    const names = blocksOf(index, block).map((placed) => fieldText(placed.block.fields[field.name]).trim())
    const filled = names.filter((name) => name !== '')
    return [...judgeHeads(prefix, filled, index, rule), ...bodyNearMisses(index, rule)]
  },
})

interface Head {
  readonly text: string
  readonly place: Place
}

const headsOf = (index: PlanIndex): readonly Head[] =>
  index.sections.flatMap(({ section, passages }) => [
    { text: section.title, place: { sectionId: section.id } },
    ...passages.filter(({ kind }) => kind === 'heading'),
  ])

const judgeHeads = (prefix: string, names: readonly string[], index: PlanIndex, rule: RuleUse): readonly Finding[] => {
  if (names.length === 0) return []
  // Of words without space at their ends: looked for in here it would be tried at each place of a long one.
  const announced = new RegExp(`^${wordsPattern(prefix)}\\s*(?:\\d+\\s*)?[:–—-]\\s*(\\S.*)$`, 'iu')
  return headsOf(index).flatMap(({ text: words, place }) => {
    const said = announced.exec(words.trim())?.[1]
    if (said === undefined || names.includes(said)) return []
    return [
      createFinding(
        rule,
        place,
        sayDiffers(
          said,
          names.find((name) => isNear(name, said)),
          prefix,
        ),
        said,
      ),
    ]
  })
}

/** Longest name quoted in a finding, in characters. */
const maxNameChars = 60

const sayDiffers = (said: string, near: string | undefined, prefix: string): string => {
  const quoted = `The heading “${clip(said, maxNameChars)}”`
  return near === undefined
    ? `${quoted} names no ${prefix.toLowerCase()} of the plan.`
    : `${quoted} is spelled differently from the ${prefix.toLowerCase()} “${clip(near, maxNameChars)}”.`
}
