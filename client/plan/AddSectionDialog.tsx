/** Adds a section: one the template knows, or one of the partnership's own. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { addableKinds } from './outline.ts'
import { usePlanPage } from './plan-context.ts'

export const AddSectionDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { plan, template, acts } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const [key, setKey] = useState('')
  const [title, setTitle] = useState('')
  const [after, setAfter] = useState(plan.sections.at(-1)?.id ?? '')
  const [fault, setFault] = useState<string | undefined>()
  const kinds = addableKinds(template, plan.sections)
  const add = useMutation({
    mutationFn: (name: string) =>
      call(
        'POST /api/plans/:planId/sections',
        { planId: plan.id },
        { key: key === '' ? null : key, title: name, after: after === '' ? null : after },
      ),
    onSuccess: async ({ id }, name) => {
      announce(words.sections.added(name))
      await refresh('plan')
      onClose()
      acts.goTo({ sectionId: id })
    },
  })
  const pick = (next: string): void => {
    const kind = kinds.find((known) => known.key === next)
    setKey(next)
    if (kind !== undefined) setTitle(kind.title)
  }
  return (
    <Dialog title={words.sections.addTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setFault(title.trim() === '' ? words.sections.titleMissing : undefined)
          if (title.trim() !== '') add.mutate(title.trim())
        }}
      >
        <SelectField
          label={words.sections.addKind}
          value={key}
          onChange={(event) => pick(event.target.value)}
          options={[
            { value: '', label: words.sections.addOwn },
            ...kinds.map((kind) => ({ value: kind.key, label: kind.title })),
          ]}
        />
        <TextField
          label={words.sections.addName}
          fault={fault}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <SelectField
          label={words.sections.addAfter}
          value={after}
          onChange={(event) => setAfter(event.target.value)}
          options={[
            { value: '', label: words.sections.addFirst },
            ...plan.sections.map((section) => ({ value: section.id, label: section.title })),
          ]}
        />
        <Failure thrown={add.error} />
        <Button look="primary" type="submit" disabled={add.isPending}>
          {words.sections.addButton}
        </Button>
      </form>
    </Dialog>
  )
}
