/**
 * Every cell of a grid is filled by some block. An axis is a field: its codes, the plan's lead bodies, or the plan's
 * years; a block fills every cell its values meet in. One axis makes one finding that lists what is missing; with more,
 * each row (all axes but the last) makes one that lists the missing cells of the last.
 */
import { yearName } from '../../plan/year-name.ts'
import { err } from '../../result.ts'
import type { FieldType, Template } from '../../template/types.ts'
import { findBlockType, findField } from '../../template/lookup.ts'
import { createFinding } from '../finding.ts'
import { blocksOf, homeOf, planYears } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { blockType, codesOfField, list, optional, shape, text } from '../settings.ts'
import type { Reader, Settings } from '../settings.ts'
import { entriesOf, isFilled, yearsOf } from '../values.ts'
import { listWith, lowerFirst } from '../wording.ts'

const noNames: readonly string[] = []
const axisShape = shape({ field: text, only: optional(list(text), noNames) })
const settingsShape = shape({
  blocks: list(blockType),
  axes: list(axisShape),
  /** A block counts only with one of these fields filled. */
  filled: optional(list(text), noNames),
  /** The sentence of a finding: `{row}` and `{missing}` stand for labels. */
  gap: text,
})

type Grid = Settings<typeof settingsShape>
type Axis = Grid['axes'][number]

const fieldOf = (template: Template, block: string, name: string): FieldType | undefined => {
  const type = findBlockType(template, block)
  return type && findField(type, name)
}

const settings: Reader<Grid> = (value, template, path) => {
  const read = settingsShape(value, template, path)
  if (!read.ok) return read
  const { blocks, axes, filled } = read.value
  const names = [...axes.map(({ field }) => field), ...filled]
  for (const block of blocks)
    for (const name of names) if (!fieldOf(template, block, name)) return err(`${path}: no field ${block}.${name}`)
  const strange = axes.flatMap((axis) => strangeCodes(axis, blocks, template))[0]
  return strange === undefined ? read : err(`${path}.axes: no code ${strange} in its framework`)
}

const strangeCodes = ({ field, only }: Axis, blocks: readonly string[], template: Template): readonly string[] => {
  const type = fieldOf(template, blocks[0] ?? '', field)
  const known = type ? codesOfField(template, type).map(({ code }) => code) : []
  return only.filter((code) => !known.includes(code))
}

interface Step {
  readonly code: string
  readonly label: string
}

export const gridFilled = ruleKind({
  settings,
  blockTypes: ({ blocks }) => blocks,
  run: (asked, index, rule) => {
    const home = homeOf(index, asked.blocks[0] ?? '')
    const blocks = asked.blocks.flatMap((block) => blocksOf(index, block))
    if (blocks.length === 0) return [createFinding(rule, home, sayNothing(asked, index.template), 'nothing')]
    const steps = asked.axes.map((axis) => stepsOf(axis, asked.blocks[0] ?? '', index))
    const filled = new Set(
      blocks.filter((placed) => counts(placed, asked, index)).flatMap((placed) => cellsOf(placed, asked, index)),
    )
    return gapsOf(steps, filled).map(({ row, missing }) =>
      createFinding(rule, home, sayGap(asked.gap, row, missing), row.map(({ code }) => code).join('+')),
    )
  },
})

const counts = (placed: PlacedBlock, { filled }: Grid, index: PlanIndex): boolean =>
  filled.length === 0 ||
  placed.type.fields.some((field) => filled.includes(field.name) && isFilled(index, placed, field))

const sayNothing = ({ blocks }: Grid, template: Template): string => {
  const plurals = template.blocks.filter(({ type }) => blocks.includes(type)).map(({ plural }) => lowerFirst(plural))
  return `The plan has no ${listWith(plurals, 'or')} yet.`
}

const sayGap = (gap: string, row: readonly Step[], missing: readonly Step[]): string =>
  gap.replace('{row}', row.map(({ label }) => label).join(', ')).replace(
    '{missing}',
    listWith(
      missing.map(({ label }) => label),
      'and',
    ),
  )

const stepsOf = ({ field: name, only }: Axis, block: string, index: PlanIndex): readonly Step[] => {
  const field = fieldOf(index.template, block, name)
  if (field?.kind === 'years')
    return planYears(index.reading).map((year) => ({
      code: year,
      label: yearName(Number(year), index.template.period),
    }))
  if (field?.kind === 'body' || field?.kind === 'bodies')
    return index.reading.bodies.filter(({ lead }) => lead).map(({ id, name: label }) => ({ code: id, label }))
  const codes = field ? codesOfField(index.template, field) : []
  return only.length === 0 ? codes : codes.filter(({ code }) => only.includes(code))
}

const cellsOf = (placed: PlacedBlock, { axes }: Grid, index: PlanIndex): readonly string[] =>
  axes
    .map(({ field: name }) => {
      const isYears = fieldOf(index.template, placed.type.type, name)?.kind === 'years'
      return isYears ? Object.keys(yearsOf(placed, name)) : entriesOf(placed, name)
    })
    .reduce<readonly (readonly string[])[]>(crossed, [[]])
    .map(cellKey)

const cellKey = (cell: readonly string[]): string => JSON.stringify(cell)

const crossed = <T>(rows: readonly (readonly T[])[], steps: readonly T[]): readonly (readonly T[])[] =>
  rows.flatMap((row) => steps.map((step) => [...row, step]))

interface Gap {
  readonly row: readonly Step[]
  readonly missing: readonly Step[]
}

const gapsOf = (axes: readonly (readonly Step[])[], filled: ReadonlySet<string>): readonly Gap[] => {
  const last = axes.at(-1) ?? []
  const rows = axes.slice(0, -1).reduce<readonly (readonly Step[])[]>(crossed, [[]])
  return rows
    .map((row) => ({
      row,
      missing: last.filter((step) => !filled.has(cellKey([...row, step].map(({ code }) => code)))),
    }))
    .filter(({ missing }) => missing.length > 0)
}
