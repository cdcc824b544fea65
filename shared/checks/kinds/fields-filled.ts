/**
 * Fields of every block of a type are filled: all of them, any one, or all once one is (`rest`, where another rule
 * already asks for the first). A rule may look only at blocks whose field holds certain codes.
 */
import { err, ok } from '../../result.ts'
import type { FieldType } from '../../template/types.ts'
import { createFinding } from '../finding.ts'
import { blocksOf } from '../index-plan.ts'
import type { PlacedBlock, PlanIndex } from '../index-plan.ts'
import { ruleKind } from '../rule-kind.ts'
import { codedField, fieldPath, list, mapping, oneOf, optional, shape, text } from '../settings.ts'
import type { CodedField, FieldPath, Reader } from '../settings.ts'
import { entriesOf, isFilled } from '../values.ts'
import { blockName, listWith, lowerFirst } from '../wording.ts'

interface Settings {
  readonly block: string
  readonly fields: readonly FieldType[]
  readonly need: 'all' | 'any' | 'rest'
  readonly where: CodedField | null
  /** What a field is called in a sentence, where its label does not read well there. */
  readonly called: ReadonlyMap<string, string>
}

const settingsShape = shape({
  fields: list(fieldPath),
  need: optional(oneOf('all', 'any', 'rest'), 'all'),
  where: optional(codedField, null),
  called: optional(mapping(text), new Map<string, string>()),
})

const settings: Reader<Settings> = (value, template, path) => {
  const read = settingsShape(value, template, path)
  if (!read.ok) return read
  const { fields, where } = read.value
  const blocks = new Set([...fields, ...(where ? [where] : [])].map(({ block }: FieldPath) => block))
  const [block] = blocks
  if (block === undefined || blocks.size > 1) return err(`${path}.fields: expected fields of one block type`)
  return ok({ ...read.value, block, fields: fields.map(({ field }) => field) })
}

export const fieldsFilled = ruleKind({
  settings,
  blockTypes: ({ block, fields }) => {
    const linked = fields.flatMap(({ to }) => to ?? [])
    return linked.length > 0 ? linked : [block]
  },
  run: (asked, index, rule) =>
    blocksOf(index, asked.block)
      .filter((placed) => isMeant(placed, asked.where))
      .flatMap((placed) => {
        const missing = missingFields(placed, asked, index)
        const [first] = missing
        if (!first) return []
        const names = missing.map(({ name, label }) => asked.called.get(name) ?? lowerFirst(label))
        const place = { ...placed.place, field: first.name }
        return [createFinding(rule, place, `${blockName(placed)} has no ${listWith(names, 'or')}.`)]
      }),
})

const isMeant = (placed: PlacedBlock, where: CodedField | null): boolean =>
  where === null || entriesOf(placed, where.field.name).some((code) => where.codes.includes(code))

const missingFields = (placed: PlacedBlock, { fields, need }: Settings, index: PlanIndex): readonly FieldType[] => {
  const missing = fields.filter((field) => !isFilled(index, placed, field))
  const noneFilled = missing.length === fields.length
  if (need === 'any') return noneFilled ? missing : []
  return need === 'rest' && noneFilled ? [] : missing
}
