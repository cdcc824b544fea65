/** Says what is wrong in a form, with a link to each field; takes focus when it appears. */
import { useEffect, useId, useRef } from 'react'
import { words } from '../words/en.ts'

export interface FormFault {
  /** Id of the field. */
  readonly field: string
  readonly says: string
}

interface ErrorSummaryProps {
  readonly faults: readonly FormFault[]
  /** What the faults were found in, where some of them go while the form is mended: only a new one takes the focus. */
  readonly foundIn?: unknown
}

export const ErrorSummary = ({ faults, foundIn = faults }: ErrorSummaryProps) => {
  const summary = useRef<HTMLDivElement>(null)
  // A page may have two: that of a form, and that of one in a dialog above it.
  const titleId = useId()
  useEffect(() => {
    summary.current?.focus()
  }, [foundIn])
  if (faults.length === 0) return null
  return (
    <div className="ds_error-summary" ref={summary} tabIndex={-1} role="alert" aria-labelledby={titleId}>
      <h2 className="ds_error-summary__title" id={titleId}>
        {words.general.errorTitle}
      </h2>
      <ul className="ds_error-summary__list">
        {faults.map((fault) => (
          <li key={fault.field + fault.says}>
            <a
              href={`#${fault.field}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(fault.field)?.focus()
              }}
            >
              {fault.says}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The fault of one field, if it has one. */
export const faultOf = (faults: readonly FormFault[], field: string): string | undefined =>
  faults.find((fault) => fault.field === field)?.says
