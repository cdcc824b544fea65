/** Every block is named. One that is not yet counts for nothing, and no other rule speaks of it. One finding a section. */
import { createFinding } from '../finding.ts'
import { ruleKind } from '../rule-kind.ts'
import { shape } from '../settings.ts'
import type { PlacedBlock } from '../index-plan.ts'
import { blockName, sectionName } from '../wording.ts'

const settings = shape({})

export const blocksTitled = ruleKind({
  settings,
  run: (_settings, index, rule) =>
    [...Map.groupBy(index.untitled, ({ section }) => section).values()].flatMap((placed) => {
      const [first] = placed
      return first ? [createFinding(rule, { ...first.place, field: first.type.title }, sayUnfilled(first, placed))] : []
    }),
})

const sayUnfilled = (first: PlacedBlock, all: readonly PlacedBlock[]): string =>
  all.length === 1
    ? `${blockName(first)} is still to be filled in.`
    : `${sectionName(first.section)} has ${all.length} blocks still to be filled in.`
