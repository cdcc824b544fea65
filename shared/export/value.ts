/**
 * Values of fields in words: dates as "31 March 2027", codes by their labels, bodies by name, links as links. What
 * cannot be named any more (a body or block that is gone) says so, since the plan still refers to it.
 */
import type { FieldValue, PlanBlock } from '../plan/model.ts'
import { longDate } from '../plan/long-date.ts'
import { yearName } from '../plan/year-name.ts'
import { codeLabel, findBlockType, findCode, findFramework } from '../template/lookup.ts'
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
  /** How a reference to a block reads: `Action 3.2: Open a family hub`. */
  blockName(id: string): string | null
  /** `3.2`; null also for a block of a type that has no numbers. */
  blockNumber(id: string): string | null
}

export const formatValue = (
  value: FieldValue,
  type: FieldType | null,
  block: PlanBlock,
  names: ValueNames,
): readonly Tree[] => {
  if (value === null) return []
  if (typeof value === 'string') return [formatString(value, type, names)]
  const unit = unitOf(type, block, names.template)
  if (typeof value === 'number') return [formatAmount(value, unit)]
  if (isSeries(value)) return [list(value.map(({ at, value }) => `${longDate(at)}: ${formatAmount(value, unit)}`))]
  if (Array.isArray(value)) return formatList(value as readonly string[], type, names)
  return [formatYears(value as Readonly<Record<string, number>>, unit, names.template)]
}

const isSeries = (value: FieldValue): value is readonly { readonly at: string; readonly value: number }[] =>
  Array.isArray(value) && typeof value[0] === 'object'

const formatString = (value: string, type: FieldType | null, names: ValueNames): Tree => {
  switch (type?.kind) {
    case 'date':
      return longDate(value)
    case 'choice':
      return codeLabel(names.template, type.framework ?? '', value)
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

const formatYears = (value: Readonly<Record<string, number>>, unit: string, template: NamingTemplate): Tree =>
  list(
    Object.entries(value).map(
      ([year, amount]) => `${yearName(Number(year), template.period)}: ${formatAmount(amount, unit)}`,
    ),
  )

/** The field's own; else what a field named `unit` beside it says; else that of a code which is chosen beside it. */
const unitOf = (type: FieldType | null, block: PlanBlock, template: NamingTemplate): string =>
  type?.unit ?? textIn(block, 'unit') ?? unitOfChoice(block, template) ?? ''

const textIn = ({ fields }: PlanBlock, name: string): string | undefined => {
  const field = fields[name]
  return field?.kind === 'value' && typeof field.value === 'string' ? field.value : undefined
}

const unitOfChoice = (block: PlanBlock, template: NamingTemplate): string | undefined => {
  for (const { name, kind, framework: id } of findBlockType(template, block.blockType)?.fields ?? []) {
    const framework = kind === 'choice' && id !== undefined ? findFramework(template, id) : undefined
    const unit = framework && findCode(framework, textIn(block, name) ?? '')?.unit
    if (unit !== undefined) return unit
  }
  return undefined
}

/** `£1,200`, `71% of children`, `486 posts`. */
const formatAmount = (value: number, unit: string): string => {
  const amount = formatNumber(value)
  if (unit === '£') return value < 0 ? `-£${formatNumber(-value)}` : `£${amount}`
  return unit === '' || unit.startsWith('%') ? `${amount}${unit}` : `${amount} ${unit}`
}

const numberFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 4 })

export const formatNumber = (value: number): string => numberFormat.format(value)
