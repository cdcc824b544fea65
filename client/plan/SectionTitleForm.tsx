/** Asks for a section's title, with what else there is to say beside it; a title of nothing is not sent. */
import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'

interface SectionTitleFormProps {
  readonly title: string
  readonly onTitle: (title: string) => void
  /** What is done with the title. */
  readonly act: UseMutationResult<unknown, Error, string>
  /** Said where no answer came: what becomes of another try. */
  readonly again?: string
  readonly button: string
  readonly before?: ReactNode
  readonly after?: ReactNode
}

export const SectionTitleForm = ({ title, onTitle, act, again, button, before, after }: SectionTitleFormProps) => {
  const [fault, setFault] = useState<string | undefined>()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const sent = title.trim()
    setFault(sent === '' ? words.sections.titleMissing : undefined)
    if (sent !== '') act.mutate(sent)
  }
  return (
    <form onSubmit={send}>
      {before}
      <TextField
        label={words.sections.addName}
        fault={fault}
        maxLength={200}
        value={title}
        onChange={(event) => onTitle(event.target.value)}
      />
      {after}
      <Outcome of={act} again={again} />
      <Button look="primary" type="submit" disabled={act.isPending}>
        {button}
      </Button>
    </form>
  )
}
