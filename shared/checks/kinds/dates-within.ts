/** Dates lie within the plan's period, and a block ends after it starts. Missing dates are another rule's business. */
import { err } from '../../result.ts'
import type { RuleUse } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { fieldPath, shape } from '../settings.ts'
import type { Reader, Settings } from '../settings.ts'
import { dateOf } from '../values.ts'
import { longDate } from '../../plan/long-date.ts'
import { blockName } from '../wording.ts'

const settingsShape = shape({ start: fieldPath, end: fieldPath })

type Asked = Settings<typeof settingsShape>

const settings: Reader<Asked> = (value, template, path) => {
  const read = settingsShape(value, template, path)
  if (!read.ok || read.value.start.block === read.value.end.block) return read
  return err(`${path}: expected fields of one block type`)
}

export const datesWithin = ruleKind({
  settings,
  blockTypes: ({ start }) => [start.block],
  run: (asked, index, rule) =>
    blocksOf(index, asked.start.block).flatMap((placed) => judgeDates(placed, asked, index, rule)),
})

const judgeDates = (placed: PlacedBlock, asked: Asked, index: PlanIndex, rule: RuleUse): readonly Finding[] => {
  const { from, to } = index.reading
  const start = dateOf(placed, asked.start.field.name)
  const end = dateOf(placed, asked.end.field.name)
  const found = (field: string, says: string) => [
    createFinding(rule, { ...placed.place, field }, `${blockName(placed)} ${says}.`),
  ]
  if (start !== null && end !== null && end < start)
    return found(asked.end.field.name, `ends on ${longDate(end)}, before it starts`)
  return [
    ...(start === null
      ? []
      : outside(start, 'starts', from, to).flatMap((says) => found(asked.start.field.name, says))),
    ...(end === null ? [] : outside(end, 'ends', from, to).flatMap((says) => found(asked.end.field.name, says))),
  ]
}

const outside = (date: string, does: 'starts' | 'ends', from: string, to: string): readonly string[] => {
  if (date < from) return [`${does} on ${longDate(date)}, before the plan begins`]
  return date > to ? [`${does} on ${longDate(date)}, after the plan's last day`] : []
}
