/** Dated values, such as milestones: rows of a date and a number. A row counts once both are there. */
import { actionButton, element, nextDomId } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { formatDate, makeDateInputs, parseDate } from './date.ts'
import { formatNumber, parseNumber } from './text.ts'
import { createTypedText, type Parsed } from './typed-text.ts'

interface Dated {
  readonly at: string
  readonly value: number
}

const isDated = (entry: unknown): entry is Dated => {
  const { at, value } = (entry ?? {}) as { readonly at?: unknown; readonly value?: unknown }
  return typeof at === 'string' && typeof value === 'number'
}
const toSeries = (value: unknown): readonly Dated[] => (Array.isArray(value) ? value.filter(isDated) : [])

const words = editorWords.field

interface Row {
  readonly dom: HTMLElement
  readonly control: Control
  /** The row's value when it is whole. */
  dated: Dated | null
}

const parseRow = (texts: readonly string[]): Parsed => {
  const at = parseDate(texts.slice(0, 3))
  const value = parseNumber(texts[3] ?? '')
  if (!at.ok || !value.ok) return { ok: false }
  const isWhole = typeof at.value === 'string' && typeof value.value === 'number'
  if (!isWhole) return at.value === null && value.value === null ? { ok: true, value: null } : { ok: false }
  return { ok: true, value: [{ at: at.value as string, value: value.value as number }] }
}

export const createSeriesControl = (deps: ControlDeps, unit: string | undefined): Control => {
  const list = element('div', { class: 'field-series', role: 'group', 'aria-labelledby': deps.labelId })
  let rows: readonly Row[] = []

  const send = (): void => {
    const whole = rows.flatMap(({ dated }) => (dated === null ? [] : [dated]))
    deps.change(whole.length === 0 ? null : whole.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
  }
  const deleteRow = (row: Row): void => {
    rows = rows.filter((other) => other !== row)
    row.dom.remove()
    send()
    add.focus()
  }
  const makeRow = (dated: Dated | null): Row => {
    const rowLabel = element('span', { id: nextDomId('row'), class: 'visually-hidden' }, [deps.label])
    const date = makeDateInputs(rowLabel.id, deps.hintId)
    const value = element('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', class: 'field-number' })
    const valueLabel = element('label', { class: 'field-date-part' }, [
      element('span', {}, [unit ? `${words.value} (${unit})` : words.value]),
      value,
    ])
    const line = element('div', { class: 'field-series-row' }, [rowLabel, date.dom, valueLabel])
    const control = createTypedText({
      dom: line,
      inputs: [...date.inputs, value],
      problem: `${words.notDate} ${words.notNumber}`,
      parse: parseRow,
      format: (shown) => (isDated(shown) ? [...formatDate(shown.at), formatNumber(shown.value)] : ['', '', '', '']),
      change: (parsed) => {
        row.dated = toSeries(parsed)[0] ?? null
        send()
      },
    })
    const row: Row = { dom: line, control, dated }
    line.append(actionButton(words.deleteRow, words.deleteRow, () => deleteRow(row)))
    control.show(dated)
    return row
  }
  const addRow = (): void => {
    const row = makeRow(null)
    rows = [...rows, row]
    list.append(row.dom)
    row.dom.querySelector('input')?.focus()
  }
  const add = actionButton(words.addRow, words.addRow, addRow)
  return {
    dom: element('div', { class: 'field-control' }, [list, add]),
    show: (value) => {
      rows = toSeries(value).map(makeRow)
      list.replaceChildren(...rows.map(({ dom }) => dom))
    },
    settle: () => rows.forEach(({ control }) => control.settle()),
    isUnsent: () => rows.some(({ control }) => control.isUnsent()),
  }
}
