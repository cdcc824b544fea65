/**
 * The share of yearly amounts under certain codes (money for prevention) rises from the plan's first year to its last.
 * Only blocks of one kind are added up: pounds and posts have no common sum.
 */
import { yearName } from '../../plan/year-name.ts'
import { err } from '../../result.ts'
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { blocksOf, homeOf, planYears } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { codedField, fieldPath, shape, text } from '../settings.ts'
import type { Reader, Settings } from '../settings.ts'
import { entriesOf, isFilled, yearsOf } from '../values.ts'

const settingsShape = shape({
  amounts: fieldPath,
  /** Which blocks are added up, and which of them count towards the share. */
  of: codedField,
  share: codedField,
  /** What the share is called in a sentence: `budget for prevention and early intervention`. */
  called: text,
})

type Asked = Settings<typeof settingsShape>

const settings: Reader<Asked> = (value, template, path) => {
  const read = settingsShape(value, template, path)
  if (!read.ok) return read
  const { amounts, of, share } = read.value
  return amounts.block === of.block && of.block === share.block
    ? read
    : err(`${path}: expected fields of one block type`)
}

export const shareRises = ruleKind({
  settings,
  blockTypes: ({ amounts }) => [amounts.block],
  run: (asked, index, rule) => {
    const added = blocksOf(index, asked.amounts.block).filter((placed) => holdsCode(placed, asked.of))
    return added.some((placed) => isFilled(index, placed, asked.share.field))
      ? judgeShares(added, asked, index, rule)
      : []
  },
})

const holdsCode = (placed: PlacedBlock, { field, codes }: Asked['of']): boolean =>
  entriesOf(placed, field.name).some((code) => codes.includes(code))

const judgeShares = (
  added: readonly PlacedBlock[],
  asked: Asked,
  index: PlanIndex,
  rule: RuleUse,
): readonly Finding[] => {
  const shares = planYears(index.reading).flatMap((year) => {
    const share = shareOf(year, added, asked)
    return share === null ? [] : [{ year: yearName(Number(year), index.template.period), share }]
  })
  const [first] = shares
  const last = shares.at(-1)
  if (!first || !last || first === last || last.share > first.share) return []
  const change = `${percent(first.share)} in ${first.year} to ${percent(last.share)} in ${last.year}`
  const says = `The share of ${asked.called} goes from ${change}: it does not rise.`
  return [createFinding(rule, homeOf(index, asked.amounts.block), says)]
}

/** Between 0 and 1, or null for a year nothing is planned for. */
const shareOf = (year: string, added: readonly PlacedBlock[], { amounts, share }: Asked): number | null => {
  const sum = (blocks: readonly PlacedBlock[]) =>
    blocks.reduce((total, placed) => total + (yearsOf(placed, amounts.field.name)[year] ?? 0), 0)
  const all = sum(added)
  return all > 0 ? sum(added.filter((placed) => holdsCode(placed, share))) / all : null
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`
