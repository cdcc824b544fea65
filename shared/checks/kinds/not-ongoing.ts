/** A block without an end date does not hide behind `ongoing`: such words stand where a date should. */
import { createFinding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import { fieldText } from '../../plan/text.ts'
import { wordsExpression } from '../placeholder.ts'
import { ruleKind } from '../rule-kind.ts'
import type { PlacedBlock } from '../index-plan.ts'
import { fieldPath, list, shape, text } from '../settings.ts'
import { isFilled } from '../values.ts'
import { blockName } from '../wording.ts'

const settings = shape({ dates: list(fieldPath), words: list(text) })

export const notOngoing = ruleKind({
  settings,
  blockTypes: ({ dates }) => dates.map(({ block }) => block),
  run: ({ dates, words }, index, rule) => {
    const expression = wordsExpression(words)
    return dates.flatMap(({ block, field }) =>
      blocksOf(index, block)
        .filter((placed) => !isFilled(index, placed, field))
        .flatMap((placed) => {
          const said = expression === null ? undefined : wordsOf(placed).match(expression)?.[0]
          if (said === undefined) return []
          const says = `${blockName(placed)} says “${said}” but has no date under “${field.label}”.`
          return [createFinding(rule, { ...placed.place, field: field.name }, says)]
        }),
    )
  },
})

const wordsOf = (placed: PlacedBlock): string =>
  placed.type.fields
    .filter(({ kind }) => kind === 'prose' || kind === 'text')
    .map(({ name }) => fieldText(placed.block.fields[name]))
    .join('\n')
