/**
 * Values of fields in words: dates as "31 March 2027", codes by their labels, bodies by name, links as links. What
 * cannot be named any more (a body or block that is gone) says so, since the plan still refers to it.
 */
import type { FieldValue, PlanBlock } from '../plan/model.ts'
import type { FieldType, Template } from '../template/types.ts'
import { element, type Tree } from './element.ts'

/** What of a template names things: blocks and fields, codes, years. */
export interface NamingTemplate extends Pick<Template, 'blocks' | 'frameworks'> {
  readonly period: { readonly from: string }
}

/** How ids in values are named; null for an id that is not in the plan. */
export interface ValueNames {
  readonly template: NamingTemplate
  bodyName(id: string): string | null
  blockName(id: string): string | null
}

export const formatValue = (
  value: FieldValue,
  type: FieldType | null,
  block: PlanBlock,
  names: ValueNames,
): readonly Tree[] => {
  if (value === null) return []
  if (typeof value === 'string') return [formatString(value, type, names)]
  if (typeof value === 'number') return [withUnit(formatNumber(value), type, block)]
  if (isSeries(value))
    return [list(value.map(({ at, value }) => `${formatDay(at)}: ${withUnit(formatNumber(value), type, block)}`))]
  if (Array.isArray(value)) return formatList(value as readonly string[], type, names)
  return [formatYears(value as Readonly<Record<string, number>>, type, names.template)]
}

const isSeries = (value: FieldValue): value is readonly { readonly at: string; readonly value: number }[] =>
  Array.isArray(value) && typeof value[0] === 'object'

const formatString = (value: string, type: FieldType | null, names: ValueNames): Tree => {
  switch (type?.kind) {
    case 'date':
      return formatDay(value)
    case 'choice':
      return codeLabel(value, type, names.template)
    case 'body':
      return names.bodyName(value) ?? '(body no longer in the plan)'
    case 'link':
      return blockLink(value, names)
    default:
      return value
  }
}

const formatList = (values: readonly string[], type: FieldType | null, names: ValueNames): readonly Tree[] => {
  if (type?.kind === 'links') return [list(values.map((id) => blockLink(id, names)))]
  return [values.map((value) => formatString(value, type && { ...type, kind: singular(type.kind) }, names)).join(', ')]
}

const singular = (kind: FieldType['kind']): FieldType['kind'] =>
  kind === 'codes' ? 'choice' : kind === 'bodies' ? 'body' : kind

const list = (items: readonly Tree[]): Tree =>
  element(
    'ul',
    {},
    items.map((item) => element('li', {}, [item])),
  )

const blockLink = (id: string, names: ValueNames): Tree => {
  const name = names.blockName(id)
  return name === null ? '(no longer in the plan)' : element('a', { href: `#block-${id}` }, [name])
}

const codeLabel = (code: string, type: FieldType, template: NamingTemplate): string =>
  template.frameworks.find(({ id }) => id === type.framework)?.codes.find((entry) => entry.code === code)?.label ?? code

const formatYears = (value: Readonly<Record<string, number>>, type: FieldType | null, template: NamingTemplate): Tree =>
  list(
    Object.entries(value).map(
      ([year, amount]) => `${yearName(Number(year), template)}: ${type?.unit ?? ''}${formatNumber(amount)}`,
    ),
  )

/** A plan year by the calendar years it touches: `2026-27`, or `2026` where it is the calendar year. */
export const yearName = (year: number, { period }: Pick<NamingTemplate, 'period'>): string =>
  period.from === '01-01' ? String(year) : `${year}-${String((year + 1) % 100).padStart(2, '0')}`

const withUnit = (amount: string, type: FieldType | null, block: PlanBlock): string => {
  const sibling = block.fields.unit
  const unit = type?.unit ?? (sibling?.kind === 'value' && typeof sibling.value === 'string' ? sibling.value : '')
  if (unit === '' || unit === '%') return `${amount}${unit}`
  return unit === '£' ? `£${amount}` : `${amount} ${unit}`
}

const numberFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 4 })

export const formatNumber = (value: number): string => numberFormat.format(value)

/** `2027-03-31` -> `31 March 2027`; anything else as it stands. */
export const formatDay = (day: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  const month = months[Number(match?.[2]) - 1]
  return match === null || month === undefined ? day : `${Number(match[3])} ${month} ${match[1]}`
}
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
