/**
 * Every block of a type is taken up: a block elsewhere links to it, or one of its own fields is filled instead (a link
 * the other way, or a reason why not).
 */
import type { FieldType } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Place } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { blockType, fieldPath, list, optional, shape, text } from '../settings.ts'
import type { FieldPath } from '../settings.ts'
import { isFilled, linkedBlocks } from '../values.ts'
import { blockName } from '../wording.ts'

const noFields: readonly FieldPath[] = []

const settings = shape({ block: blockType, by: list(fieldPath), or: optional(list(fieldPath), noFields), lacks: text })

export const linked = ruleKind({
  settings,
  blockTypes: ({ by }) => by.map(({ block }) => block),
  run: ({ block, by, or, lacks }, index, rule) => {
    const taken = takenUp(by, index)
    const own = or.filter((path) => path.block === block).map(({ field }) => field)
    return blocksOf(index, block)
      .filter((placed) => !taken.has(placed.block.id) && !own.some((field) => isFilled(index, placed, field)))
      .map((placed) => createFinding(rule, placeOf(placed, own), `${blockName(placed)} ${lacks}.`))
  },
})

/** The field of its own that would mend it, where there is one. */
const placeOf = ({ place }: PlacedBlock, [field]: readonly FieldType[]): Place =>
  field ? { ...place, field: field.name } : place

const takenUp = (by: readonly FieldPath[], index: PlanIndex): ReadonlySet<string> =>
  new Set(
    by.flatMap(({ block, field }) =>
      blocksOf(index, block).flatMap((placed) => linkedBlocks(index, placed, field).map((target) => target.block.id)),
    ),
  )
