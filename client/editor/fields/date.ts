/** A date as three inputs, day, month and year: pickers read a locale wrongly and are hard by keyboard. */
import { element } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { createTypedText, type Parsed } from './typed-text.ts'

/** Day, month, year as typed -> `YYYY-MM-DD`; all empty is no value; a day that does not exist is none either. */
export const parseDate = ([day = '', month = '', year = '']: readonly string[]): Parsed => {
  if (day === '' && month === '' && year === '') return { ok: true, value: null }
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return { ok: false }
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isReal =
    at.getUTCDate() === Number(day) && at.getUTCMonth() === Number(month) - 1 && at.getUTCFullYear() === Number(year)
  return isReal ? { ok: true, value: at.toISOString().slice(0, 10) } : { ok: false }
}

/** `YYYY-MM-DD` -> day, month, year without leading zeros. */
export const formatDate = (value: unknown): readonly string[] => {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
  return parts === null ? ['', '', ''] : [String(Number(parts[3])), String(Number(parts[2])), parts[1] ?? '']
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
