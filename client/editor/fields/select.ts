/** One of a short list: a code or a body. A value no longer in the list stays and says so. */
import { element } from '../dom.ts'
import { editorWords } from '../words.ts'
import type { Control, ControlDeps } from './control.ts'
import type { Option } from './options.ts'

const optionElement = ({ value, label }: Option): HTMLOptionElement => element('option', { value }, [label])

const groupedOptions = (options: readonly Option[]): readonly HTMLElement[] =>
  [...Map.groupBy(options, ({ group }) => group ?? '')].flatMap(([group, members]) =>
    group === '' ? members.map(optionElement) : [element('optgroup', { label: group }, members.map(optionElement))],
  )

export const createSelectControl = (deps: ControlDeps, readOptions: () => readonly Option[]): Control => {
  const select = element('select', {
    class: 'field-select',
    'aria-labelledby': deps.labelId,
    'aria-describedby': deps.hintId,
  })
  let chosen = ''
  const draw = (): void => {
    const options = readOptions()
    const isKnown = chosen === '' || options.some(({ value }) => value === chosen)
    select.replaceChildren(
      optionElement({ value: '', label: editorWords.field.notChosen }),
      ...groupedOptions(options),
      ...(isKnown ? [] : [optionElement({ value: chosen, label: editorWords.field.notInList(chosen) })]),
    )
    select.value = chosen
  }
  select.addEventListener('change', () => {
    chosen = select.value
    deps.change(chosen === '' ? null : chosen)
  })
  return {
    dom: element('div', { class: 'field-control' }, [select]),
    show: (value) => {
      chosen = typeof value === 'string' ? value : ''
      draw()
    },
    settle: () => undefined,
    isUnsent: () => false,
    refresh: draw,
  }
}
