/** No words are left that only hold a place: one finding for each block, and one for each section's running prose. */
import { createFinding } from '../finding.ts'
import type { Passage } from '../index-plan.ts'
import { findPlaceholders, wordsExpression } from '../placeholder.ts'
import { ruleKind } from '../rule-kind.ts'
import { list, shape, text } from '../settings.ts'
import { passageName } from '../wording.ts'
import { clip } from '../../plan/text.ts'

const settings = shape({ words: list(text) })

/** Longest placeholder quoted in a finding, in characters. */
const maxQuoteChars = 40

export const noPlaceholder = ruleKind({
  settings,
  run: ({ words }, index, rule) => {
    const expression = wordsExpression(words)
    const marked = index.passages
      .map((passage) => ({ passage, placeholders: findPlaceholders(passage, expression) }))
      .filter(({ placeholders }) => placeholders.length > 0)
    return [...Map.groupBy(marked, ({ passage }) => passage.in ?? passage.section).values()].flatMap((group) => {
      const [first] = group
      if (!first) return []
      const found = group.flatMap(({ placeholders }) => placeholders)
      return [createFinding(rule, first.passage.place, sayLeft(first.passage, found))]
    })
  },
})

const sayLeft = (passage: Passage, [first = '', ...others]: readonly string[]): string => {
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`
  return `${passageName(passage)} still holds “${clip(first, maxQuoteChars)}”${more}.`
}
