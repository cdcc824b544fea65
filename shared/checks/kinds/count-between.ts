/** The number of blocks of a type lies between two bounds. */
import { findBlockType } from '../../template/lookup.ts'
import { createFinding } from '../finding.ts'
import { blocksOf, homeOf } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { blockType, count, optional, shape } from '../settings.ts'
import type { BlockType } from '../../template/types.ts'
import { countOf, lowerFirst } from '../wording.ts'

interface Bounds {
  readonly min: number
  readonly max: number
}

const settings = shape({ block: blockType, min: optional(count, 0), max: optional(count, Infinity) })

export const countBetween = ruleKind({
  settings,
  blockTypes: ({ block }) => [block],
  run: ({ block, ...bounds }, index, rule) => {
    const type = findBlockType(index.template, block)
    const found = blocksOf(index, block).length
    if (!type || (found >= bounds.min && found <= bounds.max)) return []
    return [createFinding(rule, homeOf(index, block), sayCount(found, bounds, type))]
  },
})

const sayCount = (found: number, bounds: Bounds, type: BlockType): string =>
  found === 0
    ? `The plan has no ${lowerFirst(type.label)} yet; ${sayBounds(bounds)}.`
    : `The plan has ${countOf(found, type)}; ${sayBounds(bounds)}.`

const sayBounds = ({ min, max }: Bounds): string => {
  if (max === Infinity) return `it needs at least ${min}`
  return min === max ? `it needs exactly ${min}` : `${min} to ${max} are advised`
}
