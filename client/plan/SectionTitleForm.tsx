/** Asks for a section's title, with what else there is to say beside it; a title of nothing is not sent. */
import type { UseMutationResult } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { mostCharacters } from '../../shared/api/lengths.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { TextField } from '../ui/Field.tsx'
import { rulesByField } from '../ui/found-faults.ts'
import { Outcome } from '../ui/Outcome.tsx'
import { wordsFaults } from '../ui/typed-words.ts'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'

const fields = { title: 'section-title' } as const

const titleRules = rulesByField(fields, ({ title }: { readonly title: string }) =>
  wordsFaults(title, {
    field: fields.title,
    label: words.sections.addName,
    most: mostCharacters.sectionTitle,
    missing: words.sections.titleMissing,
  }),
)

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
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ title }, titleRules)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (judge()) act.mutate(title.trim(), { onError: take })
  }
  return (
    <form noValidate onSubmit={send}>
      <ErrorSummary faults={faults} foundIn={foundIn} />
      {before}
      <TextField
        id={fields.title}
        label={words.sections.addName}
        fault={faultOf(faults, fields.title)}
        value={title}
        onChange={(event) => onTitle(event.target.value)}
      />
      {after}
      {isClean && <Outcome of={act} again={again} />}
      <Button look="primary" type="submit" disabled={act.isPending}>
        {button}
      </Button>
    </form>
  )
}
