/**
 * What a field holds, for rules: whether it is filled, and which codes or links stand in it. A link is filled when a
 * block it leads to is there and of a type the field allows; a body when the plan has it.
 */
import type { FieldValue } from '../plan/model.ts'
import { fieldText } from '../plan/text.ts'
import type { FieldType } from '../template/types.ts'
import type { PlacedBlock, PlanIndex } from './index-plan.ts'

const valueOf = (placed: PlacedBlock, name: string): FieldValue => {
  const field = placed.block.fields[name]
  return field?.kind === 'value' ? field.value : null
}

/** Codes, bodies or links in the field, one or several; none when it holds something else. */
export const entriesOf = (placed: PlacedBlock, name: string): readonly string[] => {
  const value = valueOf(placed, name)
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

/** Numbers by the calendar year a plan year starts in. */
export const yearsOf = (placed: PlacedBlock, name: string): Readonly<Record<string, number>> => {
  const value = valueOf(placed, name)
  return isYears(value) ? value : {}
}

const isYears = (value: FieldValue): value is Readonly<Record<string, number>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `YYYY-MM-DD`, or null where the field holds none. */
export const dateOf = (placed: PlacedBlock, name: string): string | null => {
  const value = valueOf(placed, name)
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null
}

/** Blocks the field leads to that are there and of a type it allows. */
export const linkedBlocks = (index: PlanIndex, placed: PlacedBlock, field: FieldType): readonly PlacedBlock[] =>
  entriesOf(placed, field.name).flatMap((id) => {
    const target = index.blocksById.get(id)
    return target && (field.to ?? []).includes(target.type.type) ? [target] : []
  })

export const isFilled = (index: PlanIndex, placed: PlacedBlock, field: FieldType): boolean => {
  switch (field.kind) {
    case 'prose':
    case 'text':
      return fieldText(placed.block.fields[field.name]).trim() !== ''
    case 'number':
      return typeof valueOf(placed, field.name) === 'number'
    case 'date':
      return dateOf(placed, field.name) !== null
    case 'choice':
    case 'codes':
      return entriesOf(placed, field.name).length > 0
    case 'body':
    case 'bodies':
      return entriesOf(placed, field.name).some((id) => index.bodyIds.has(id))
    case 'link':
    case 'links':
      return linkedBlocks(index, placed, field).length > 0
    case 'years':
      return Object.keys(yearsOf(placed, field.name)).length > 0
    case 'series':
      return hasEntries(valueOf(placed, field.name))
  }
}

const hasEntries = (value: FieldValue): boolean => Array.isArray(value) && value.length > 0
