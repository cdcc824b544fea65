/** The control for a field's kind, showing its value. A field the template does not know is a line of text. */
import type { FieldType } from '../../../shared/template/types.ts'
import type { Control, ControlDeps } from './control.ts'
import { createDateControl } from './date.ts'
import { createLateControl } from './late-control.ts'
import { bodyOptions, codeOptions, linkOptions, type Option } from './options.ts'
import { createPicker } from './picker.ts'
import { createSelectControl } from './select.ts'
import { createSeriesControl } from './series.ts'
import { createNumberControl, createTextControl } from './text.ts'
import { createYearsControl } from './years.ts'

const makeControl = (field: FieldType, deps: ControlDeps): Control => {
  const codes = (): readonly Option[] => codeOptions(deps.context.current.template, field)
  const bodies = (): readonly Option[] => bodyOptions(deps.context.current.bodies)
  const links = (): readonly Option[] => linkOptions(deps.context.current, field)
  switch (field.kind) {
    case 'number':
      return createNumberControl(deps, field.unit)
    case 'date':
      return createDateControl(deps)
    case 'choice':
      return createSelectControl(deps, codes)
    case 'body':
      return createSelectControl(deps, bodies)
    case 'codes':
      return createPicker(deps, codes, true)
    case 'bodies':
      return createPicker(deps, bodies, true)
    case 'link':
      return createPicker(deps, links, false)
    case 'links':
      return createPicker(deps, links, true)
    case 'years':
      return createYearsControl(deps, field.unit)
    case 'series':
      return createSeriesControl(deps, field.unit)
    case 'text':
    case 'prose':
      return createTextControl(deps)
  }
}

export const createControl = (field: FieldType | undefined, value: unknown, deps: ControlDeps): Control => {
  const control = createLateControl(() => (field === undefined ? createTextControl(deps) : makeControl(field, deps)))
  control.show(value)
  return control
}
