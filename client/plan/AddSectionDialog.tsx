/** Adds a section: one the template knows, or one of the partnership's own. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { addableKinds } from './outline.ts'
import { usePlanPage } from './plan-context.ts'
import { SectionTitleForm } from './SectionTitleForm.tsx'

export const AddSectionDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { plan, template, acts } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const [once] = useState(usePlatform().newId)
  const [key, setKey] = useState('')
  const [title, setTitle] = useState('')
  const [after, setAfter] = useState(plan.sections.at(-1)?.id ?? '')
  const kinds = addableKinds(template, plan.sections)
  const add = useMutation({
    mutationFn: (name: string) =>
      call(
        'POST /api/plans/:planId/sections',
        { planId: plan.id },
        { key: key === '' ? null : key, title: name, after: after === '' ? null : after, once },
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
      <SectionTitleForm
        title={title}
        onTitle={setTitle}
        act={add}
        again={words.errors.onlyOnce}
        button={words.sections.addButton}
        before={
          <SelectField
            label={words.sections.addKind}
            value={key}
            onChange={(event) => pick(event.target.value)}
            options={[
              { value: '', label: words.sections.addOwn },
              ...kinds.map((kind) => ({ value: kind.key, label: kind.title })),
            ]}
          />
        }
        after={
          <SelectField
            label={words.sections.addAfter}
            value={after}
            onChange={(event) => setAfter(event.target.value)}
            options={[
              { value: '', label: words.sections.addFirst },
              ...plan.sections.map((section) => ({ value: section.id, label: section.title })),
            ]}
          />
        }
      />
    </Dialog>
  )
}
