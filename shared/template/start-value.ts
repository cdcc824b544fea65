/**
 * Whether a value fits the kind of field it starts in. Bodies never do: a template knows no plan's bodies. A link leads
 * to the `id` of a block that stands in the same section's start. A field that is itself at fault (no framework, nothing
 * to link to) is reported where it stands, not again here.
 */
import type { FieldType, Framework } from './types.ts'

export interface StartSurroundings {
  readonly frameworkById: ReadonlyMap<string, Framework>
  /** Block types by the ids given in the section's start. */
  readonly blockTypeById: ReadonlyMap<string, string>
}

/** Why the value does not fit, or null where it does. */
export const startValueFault = (field: FieldType, value: unknown, around: StartSurroundings): string | null => {
  switch (field.kind) {
    case 'prose':
    case 'text':
      return typeof value === 'string' ? null : 'must be text'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'must be a number'
    case 'date':
      return isDate(value) ? null : 'must be a day, for example 2026-04-01'
    case 'choice':
      return codeFault(field, value, around)
    case 'codes':
      return eachFault(value, (entry) => codeFault(field, entry, around))
    case 'link':
      return linkFault(field, value, around)
    case 'links':
      return eachFault(value, (entry) => linkFault(field, entry, around))
    case 'body':
    case 'bodies':
      return 'cannot start filled: a template knows no bodies'
    case 'years':
      return isYears(value) ? null : 'must give a number for each year, for example {"2026": 100}'
    case 'series':
      return eachFault(value, (entry) => (isPoint(entry) ? null : 'must be a list of {at, value}'))
  }
}

const isDate = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

const eachFault = (value: unknown, faultOf: (entry: unknown) => string | null): string | null => {
  if (!Array.isArray(value)) return 'must be a list'
  return value.map(faultOf).find((fault) => fault !== null) ?? null
}

const codeFault = (field: FieldType, value: unknown, { frameworkById }: StartSurroundings): string | null => {
  const framework = frameworkById.get(field.framework ?? '')
  if (!framework || framework.codes.some(({ code }) => code === value)) return null
  return `no code ${JSON.stringify(value)} in framework ${framework.id}`
}

const linkFault = (field: FieldType, value: unknown, { blockTypeById }: StartSurroundings): string | null => {
  const type = typeof value === 'string' ? blockTypeById.get(value) : undefined
  if (type === undefined) return `no block with the id ${JSON.stringify(value)} starts in this section`
  return field.to === undefined || field.to.includes(type)
    ? null
    : `leads to the block type "${type}", which this field does not allow`
}

const isYears = (value: unknown): boolean =>
  isMapping(value) && Object.entries(value).every(([year, n]) => /^\d{4}$/.test(year) && typeof n === 'number')

const isPoint = (value: unknown): boolean =>
  isMapping(value) && isDate(value['at']) && typeof value['value'] === 'number'

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
