/**
 * One or several of a long list, in a disclosure: what is chosen stands in the summary, the choices (with a search
 * where there are many) are drawn only when it opens, since a section may hold hundreds of such fields. Open choices
 * are drawn anew only when there are others: a press on a label takes the focus first, and a label that is replaced
 * between press and release is never clicked.
 */
import type { FieldValue } from '../../../shared/plan/model.ts'
import { element, nextDomId } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import { filterOptions, type Option } from './options.ts'

/** Above this many choices a search helps more than it costs. */
const searchAbove = 12

const words = editorWords.field

const toChosen = (value: unknown): readonly string[] => {
  if (typeof value === 'string' && value !== '') return [value]
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

const drawChoice = (option: Option, kind: 'checkbox' | 'radio', group: string): HTMLElement => {
  const input = element('input', { type: kind, name: group, value: option.value })
  const detail = option.detail === undefined ? [] : [element('span', { class: 'choice-detail' }, [option.detail])]
  return element('label', { class: 'choice' }, [input, element('span', {}, [option.label, ...detail])])
}

/** `several` keeps the list's order whatever the order of clicks, so that two people who choose alike agree. */
export const createPicker = (deps: ControlDeps, readOptions: () => readonly Option[], several: boolean): Control => {
  const group = nextDomId('choices')
  const summaryText = element('span', { class: 'picker-chosen', id: nextDomId('chosen') })
  const summary = element('summary', { 'aria-describedby': deps.hintId }, [
    element('span', { class: 'visually-hidden' }, [`${deps.label}: `]),
    summaryText,
  ])
  const search = element('input', {
    type: 'search',
    class: 'picker-search',
    'aria-label': `${words.search}: ${deps.label}`,
  })
  const choices = element('div', {
    class: 'picker-choices',
    role: several ? 'group' : 'radiogroup',
    'aria-label': deps.label,
  })
  const details = element('details', { class: 'picker' }, [
    summary,
    element('div', { class: 'picker-panel' }, [search, choices]),
  ])
  let chosen: readonly string[] = []
  let drawnChoices = ''

  const isChosen = (value: string): boolean => (value === '' ? chosen.length === 0 : chosen.includes(value))
  const labelOf = (options: readonly Option[], value: string): string =>
    options.find((option) => option.value === value)?.label ?? words.notInList(value)
  const drawSummary = (): void => {
    const options = readOptions()
    summaryText.textContent = chosen.map((value) => labelOf(options, value)).join('; ') || words.noneChosen
    summaryText.classList.toggle('is-empty', chosen.length === 0)
  }
  const listed = (): readonly Option[] => {
    const options = readOptions()
    const lost = chosen.filter((value) => !options.some((option) => option.value === value))
    return [...options, ...lost.map((value) => ({ value, label: words.notInList(value) }))]
  }
  const drawChoices = (): void => {
    const options = listed()
    search.hidden = options.length <= searchAbove
    const none: readonly Option[] = several ? [] : [{ value: '', label: words.noneChosen }]
    const fitting = filterOptions(options, search.value)
    const wanted = JSON.stringify([options.length, fitting])
    if (wanted !== drawnChoices) keepFocus(() => replaceChoices(options, [...none, ...fitting]))
    drawnChoices = wanted
    for (const input of choices.querySelectorAll('input')) input.checked = isChosen(input.value)
  }
  const keepFocus = (draw: () => void): void => {
    const held = document.activeElement
    const value = held instanceof HTMLInputElement && choices.contains(held) ? held.value : null
    draw()
    if (value !== null) [...choices.querySelectorAll('input')].find((input) => input.value === value)?.focus()
  }
  const replaceChoices = (options: readonly Option[], fitting: readonly Option[]): void => {
    const drawn = [...Map.groupBy(fitting, (option) => option.group ?? '')].flatMap(([name, members]) => [
      ...(name === '' ? [] : [element('div', { class: 'choice-group' }, [name])]),
      ...members.map((option) => drawChoice(option, several ? 'checkbox' : 'radio', group)),
    ])
    const nothing = options.length === 0 ? words.nothingToChoose : words.nothingFits
    choices.replaceChildren(
      ...drawn,
      ...(fitting.every(({ value }) => value === '') ? [element('p', { class: 'field-hint' }, [nothing])] : []),
    )
  }
  const draw = (): void => {
    drawSummary()
    if (details.open) drawChoices()
  }
  const choose = ({ value, checked }: HTMLInputElement): void => {
    if (!several) chosen = value === '' ? [] : [value]
    else {
      const wanted = new Set(chosen)
      if (checked) wanted.add(value)
      else wanted.delete(value)
      chosen = listed().flatMap((option) => (wanted.has(option.value) ? [option.value] : []))
    }
    drawSummary()
    deps.change(chosen.length === 0 ? null : ((several ? chosen : chosen[0]) as FieldValue))
  }
  details.addEventListener('toggle', draw)
  search.addEventListener('input', drawChoices)
  choices.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement) choose(event.target)
  })
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return
    event.stopPropagation()
    details.open = false
    summary.focus()
  })
  return {
    dom: element('div', { class: 'field-control' }, [details]),
    show: (value) => {
      chosen = toChosen(value)
      draw()
    },
    settle: () => undefined,
    isUnsent: () => false,
    refresh: draw,
  }
}
