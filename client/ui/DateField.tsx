/** A date in three text fields; tells `YYYY-MM-DD`, null when empty, and nothing while it is no real date. */
import { useId, useState } from 'react'
import { words } from '../words/en.ts'
import { partsOfDay, readDay } from './day.ts'
import type { DayParts } from './day.ts'
import styles from './DateField.module.css'

interface DateFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string | null
  readonly onChange: (day: string | null) => void
}

export const DateField = ({ label, hint, value, onChange }: DateFieldProps) => {
  const id = useId()
  const [parts, setParts] = useState<DayParts>(partsOfDay(value))
  const [fault, setFault] = useState(false)
  const leave = (): void => {
    const read = readDay(parts)
    setFault(!read.ok)
    if (read.ok && read.value !== value) onChange(read.value)
  }
  const type = (next: DayParts): void => {
    setParts(next)
    if (readDay(next).ok) setFault(false)
  }
  const part = (name: keyof DayParts, partLabel: string, width: string) => (
    <div>
      <label className="ds_label" htmlFor={`${id}-${name}`}>
        {partLabel}
      </label>
      <input
        id={`${id}-${name}`}
        className={`ds_input ${width} ${fault ? 'ds_input--error' : ''}`}
        inputMode="numeric"
        aria-invalid={fault || undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        value={parts[name]}
        onChange={(event) => type({ ...parts, [name]: event.target.value })}
      />
    </div>
  )
  return (
    <fieldset
      className={styles.fieldset}
      aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || leave()}
    >
      <legend className="ds_label">{label}</legend>
      {hint && (
        <p className="ds_hint-text" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="ds_question__error-message" id={`${id}-fault`}>
          {words.general.notADate}
        </p>
      )}
      <div className={styles.parts}>
        {part('day', words.general.day, 'ds_input--fixed-2')}
        {part('month', words.general.month, 'ds_input--fixed-2')}
        {part('year', words.general.year, 'ds_input--fixed-4')}
      </div>
    </fieldset>
  )
}
