/** A date as three inputs, day, month and year: pickers read a locale wrongly and are hard by keyboard. */
import { partsOfDay, readDay } from '../../ui/day.ts'
import { element } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { createTypedText, type Parsed } from './typed-text.ts'

/** Day, month, year as typed -> `YYYY-MM-DD`; all empty is no value; a day that does not exist is none either. */
export const parseDate = ([day = '', month = '', year = '']: readonly string[]): Parsed => {
  const read = readDay({ day, month, year })
  return read.ok ? read : { ok: false }
}

/** `YYYY-MM-DD` -> day, month, year without leading zeros; anything else is shown as no date. */
export const formatDate = (value: unknown): readonly string[] => {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const { day, month, year } = partsOfDay(isDay ? value : null)
  return [day, month, year]
}

export interface DateInputs {
  readonly dom: HTMLElement
  readonly inputs: readonly HTMLInputElement[]
}

const datePart = (label: string, size: string) => {
  const input = element('input', {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: size,
    class: `field-date-${size}`,
  })
  return { input, part: element('label', { class: 'field-date-part' }, [element('span', {}, [label]), input]) }
}

/** The three inputs in a group named by `labelId`, which has the hint: it is told once, not with each part. */
export const makeDateInputs = (labelId: string, hintId: string | null): DateInputs => {
  const { day, month, year } = editorWords.field
  const parts = [datePart(day, '2'), datePart(month, '2'), datePart(year, '4')]
  const dom = element(
    'div',
    { class: 'field-date', role: 'group', 'aria-labelledby': labelId, 'aria-describedby': hintId },
    parts.map(({ part }) => part),
  )
  return { dom, inputs: parts.map(({ input }) => input) }
}

export const createDateControl = (deps: ControlDeps): Control => {
  const { dom, inputs } = makeDateInputs(deps.labelId, deps.hintId)
  return createTypedText({
    dom: element('div', { class: 'field-control' }, [dom]),
    inputs,
    problem: editorWords.field.notDate,
    parse: parseDate,
    format: formatDate,
    change: deps.change,
  })
}
