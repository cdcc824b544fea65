/** Controls of one line: text and number. */
import { element } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { createTypedText, type Parsed } from './typed-text.ts'

const lineInput = (deps: ControlDeps, attributes: Readonly<Record<string, string>>): HTMLInputElement =>
  element('input', {
    type: 'text',
    autocomplete: 'off',
    'aria-labelledby': deps.labelId,
    'aria-describedby': deps.hintId,
    ...attributes,
  })

export const createTextControl = (deps: ControlDeps): Control => {
  const input = lineInput(deps, { class: 'field-text', maxlength: '2000' })
  return createTypedText({
    dom: element('div', { class: 'field-control' }, [input]),
    inputs: [input],
    problem: '',
    parse: ([text = '']) => ({ ok: true, value: text === '' ? null : text }),
    format: (value) => [typeof value === 'string' ? value : ''],
    change: deps.change,
  })
}

/** `1,200`, `£1200` and `12 %` are read as people write them; an empty text is no value. */
export const parseNumber = (text: string): Parsed => {
  const digits = text.replace(/[,£%\s]/g, '')
  if (text === '') return { ok: true, value: null }
  return /^[-−]?\d+(\.\d+)?$/.test(digits) ? { ok: true, value: Number(digits.replace('−', '-')) } : { ok: false }
}

export const formatNumber = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en-GB', { maximumFractionDigits: 6 }) : ''

export const createNumberControl = (deps: ControlDeps, unit: string | undefined): Control => {
  const input = lineInput(deps, { class: 'field-number', inputmode: 'decimal', maxlength: '40' })
  const unitText = unit === undefined ? [] : [element('span', { class: 'field-unit' }, [unit])]
  return createTypedText({
    dom: element('div', { class: 'field-control' }, [input, ...unitText]),
    inputs: [input],
    problem: editorWords.field.notNumber,
    parse: ([text = '']) => parseNumber(text),
    format: (value) => [formatNumber(value)],
    change: deps.change,
  })
}
