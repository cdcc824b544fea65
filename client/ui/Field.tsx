/**
 * Form fields with label, hint and fault, tied together for assistive technology. A fault stands between hint and
 * field, and the field says that it is wrong.
 */
import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'

interface FieldFrame {
  readonly label: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
}

interface Wiring {
  readonly id: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
}

interface FieldProps extends FieldFrame {
  readonly id?: string | undefined
  readonly children: (wiring: Wiring) => ReactNode
}

/** The frame of any one field. */
export const Field = ({ label, hint, fault, id: given, children }: FieldProps) => {
  const made = useId()
  const id = given ?? made
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className={`ds_question ${fault ? 'ds_question--error' : ''}`}>
      <label className="ds_label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="ds_hint-text" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="ds_question__error-message" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children({ id, describedBy: describedBy || undefined, invalid: fault !== undefined })}
    </div>
  )
}

type TextFieldProps = FieldFrame & ComponentProps<'input'>

export const TextField = ({ label, hint, fault, id, className = '', ...rest }: TextFieldProps) => (
  <Field label={label} hint={hint} fault={fault} id={id}>
    {(wiring) => (
      <input
        type="text"
        {...rest}
        id={wiring.id}
        className={`ds_input ${wiring.invalid ? 'ds_input--error' : ''} ${className}`}
        aria-describedby={wiring.describedBy}
        aria-invalid={wiring.invalid || undefined}
      />
    )}
  </Field>
)

type TextAreaProps = FieldFrame & ComponentProps<'textarea'>

export const TextArea = ({ label, hint, fault, id, ...rest }: TextAreaProps) => (
  <Field label={label} hint={hint} fault={fault} id={id}>
    {(wiring) => (
      <textarea
        rows={4}
        {...rest}
        id={wiring.id}
        className={`ds_input ${wiring.invalid ? 'ds_input--error' : ''}`}
        aria-describedby={wiring.describedBy}
        aria-invalid={wiring.invalid || undefined}
      />
    )}
  </Field>
)

interface Option {
  readonly value: string
  readonly label: string
}

type SelectFieldProps = FieldFrame & ComponentProps<'select'> & { readonly options: readonly Option[] }

export const SelectField = ({ label, hint, fault, id, options, ...rest }: SelectFieldProps) => (
  <Field label={label} hint={hint} fault={fault} id={id}>
    {(wiring) => (
      <div className="ds_select-wrapper">
        <select {...rest} id={wiring.id} className="ds_select" aria-describedby={wiring.describedBy}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <span className="ds_select-arrow" aria-hidden="true" />
      </div>
    )}
  </Field>
)

type CheckFieldProps = ComponentProps<'input'> & { readonly label: string }

const Check = ({ kind, label, id: given, ...rest }: CheckFieldProps & { readonly kind: 'checkbox' | 'radio' }) => {
  const made = useId()
  const id = given ?? made
  return (
    <div className={`ds_${kind} ds_${kind}--small`}>
      <input {...rest} type={kind} id={id} className={`ds_${kind}__input`} />
      <label className={`ds_${kind}__label`} htmlFor={id}>
        {label}
      </label>
    </div>
  )
}

export const CheckField = (props: CheckFieldProps) => <Check {...props} kind="checkbox" />
export const RadioField = (props: CheckFieldProps) => <Check {...props} kind="radio" />
