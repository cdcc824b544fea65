/** One number for each year of the plan. */
import type { FieldValue } from '../../../shared/plan/model.ts'
import { yearName } from '../../../shared/plan/year-name.ts'
import { element } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { formatNumber, parseNumber } from './text.ts'
import { createTypedText, type Parsed } from './typed-text.ts'

type Years = Readonly<Record<string, number>>

const isYears = (value: unknown): value is Years =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((n) => typeof n === 'number')

/** Texts in the order of `years` -> amounts by year; years outside the plan that were stored before are kept. */
const parseYears = (years: readonly string[], texts: readonly string[], kept: Years): Parsed => {
  const amounts: Record<string, number> = Object.fromEntries(
    Object.entries(kept).filter(([year]) => !years.includes(year)),
  )
  for (const [index, year] of years.entries()) {
    const parsed = parseNumber(texts[index] ?? '')
    if (!parsed.ok) return parsed
    if (typeof parsed.value === 'number') amounts[year] = parsed.value
  }
  return { ok: true, value: Object.keys(amounts).length === 0 ? null : (amounts satisfies FieldValue) }
}

export const createYearsControl = (deps: ControlDeps, unit: string | undefined): Control => {
  const { planYears, template } = deps.context.current
  const years = planYears.map(String)
  let stored: Years = {}
  const inputs = years.map(() =>
    element('input', {
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      class: 'field-number',
      maxlength: '40',
    }),
  )
  const parts = inputs.map((input, index) =>
    element('label', { class: 'field-date-part' }, [
      element('span', {}, [yearName(Number(years[index]), template.period) + (unit ? ` (${unit})` : '')]),
      input,
    ]),
  )
  const group = element(
    'div',
    { class: 'field-years', role: 'group', 'aria-labelledby': deps.labelId, 'aria-describedby': deps.hintId },
    parts,
  )
  return createTypedText({
    dom: element('div', { class: 'field-control' }, [group]),
    inputs,
    problem: editorWords.field.notNumber,
    parse: (texts) => parseYears(years, texts, stored),
    format: (value) => {
      stored = isYears(value) ? value : {}
      return years.map((year) => formatNumber(stored[year]))
    },
    change: (value) => {
      stored = isYears(value) ? value : {}
      deps.change(value)
    },
  })
}
