/** Following a link from block to block ends at one that names what lies above it, and never runs in a circle. */
import { err } from '../../result.ts'
import { createFinding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { fieldPath, shape, text } from '../settings.ts'
import type { Reader, Settings } from '../settings.ts'
import { isFilled, linkedBlocks } from '../values.ts'
import { blockName } from '../wording.ts'

const settingsShape = shape({ link: fieldPath, end: fieldPath, lacks: text, circle: text })

type Asked = Settings<typeof settingsShape>

const settings: Reader<Asked> = (value, template, path) => {
  const read = settingsShape(value, template, path)
  if (!read.ok || read.value.link.block === read.value.end.block) return read
  return err(`${path}: expected fields of one block type`)
}

export const chainEnds = ruleKind({
  settings,
  blockTypes: ({ link }) => [link.block],
  run: (asked, index, rule) =>
    blocksOf(index, asked.link.block).flatMap((placed) => {
      const fault = faultOf(placed, asked, index)
      if (fault === null) return []
      const place = { ...placed.place, field: asked.link.field.name }
      return [createFinding(rule, place, `${blockName(placed)} ${fault}.`)]
    }),
})

/** Only the block where a chain breaks is at fault, not those that report to it. */
const faultOf = (placed: PlacedBlock, asked: Asked, index: PlanIndex): string | null => {
  if (isFilled(index, placed, asked.end.field)) return null
  const [next] = linkedBlocks(index, placed, asked.link.field)
  if (!next) return asked.lacks
  return returnsTo(placed, asked, index) ? asked.circle : null
}

const returnsTo = (start: PlacedBlock, asked: Asked, index: PlanIndex): boolean => {
  const seen = new Set<string>()
  let [at] = linkedBlocks(index, start, asked.link.field)
  while (at && !seen.has(at.block.id) && !isFilled(index, at, asked.end.field)) {
    if (at.block.id === start.block.id) return true
    seen.add(at.block.id)
    at = linkedBlocks(index, at, asked.link.field)[0]
  }
  return false
}
