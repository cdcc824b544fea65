/** A text to pass on, with a button that copies it; says whether it worked. */
import { useEffect, useRef, useState } from 'react'
import { words } from '../words/en.ts'
import { useAnnounce } from './Announcer.tsx'
import { Button } from './Button.tsx'
import { copyText } from './copy-text.ts'
import { TextField } from './Field.tsx'
import styles from './CopyField.module.css'

interface CopyFieldProps {
  readonly label: string
  readonly value: string
  /** It takes the focus as it comes, and is chosen whole. */
  readonly isNext?: boolean
}

export const CopyField = ({ label, value, isNext = false }: CopyFieldProps) => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isNext) field.current?.focus()
  }, [isNext])
  const announce = useAnnounce()
  const [says, setSays] = useState('')
  const copy = async (): Promise<void> => {
    const message = (await copyText(value)) ? words.general.copied : words.general.copyFailed
    setSays(message)
    announce(message)
  }
  return (
    <div className={styles.copy}>
      <TextField ref={field} label={label} value={value} readOnly onFocus={(event) => event.target.select()} />
      <Button onClick={() => void copy()}>{words.general.copy}</Button>
      <span aria-hidden="true">{says}</span>
    </div>
  )
}
