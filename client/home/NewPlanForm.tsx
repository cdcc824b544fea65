/** The form of a new plan. What follows from what was typed is filled in until it is changed by hand. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useLocation } from 'wouter'
import type { TemplateSummary } from '../../shared/api/plans.ts'
import { call, errorOf } from '../api/call.ts'
import { meQuery } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { RadioField, SelectField, TextField } from '../ui/Field.tsx'
import { nothingFound, type FoundFaults } from '../ui/found-faults.ts'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { sayDay } from '../words/en/general.ts'
import {
  begunBodies,
  bodiesOf,
  faultsOf,
  fieldId,
  periodEnd,
  periodStarts,
  planFaultsLeft,
  planReplyFaults,
  planToSend,
  startPlan,
  titleOf,
  withTemplate,
} from './new-plan.ts'
import type { NewPlan } from './new-plan.ts'
import { NewPlanBodies } from './NewPlanBodies.tsx'
import styles from './NewPlan.module.css'

interface NewPlanFormProps {
  readonly templates: readonly TemplateSummary[]
  readonly first: TemplateSummary
  /** `YYYY-MM-DD` */
  readonly today: string
}

const useStartPlan = () => {
  const [once] = useState(usePlatform().newId)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (plan: ReturnType<typeof planToSend>) => call('POST /api/plans', {}, { ...plan, once }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: meQuery.queryKey })
      navigate(`/plans/${id}`)
    },
  })
}

export const NewPlanForm = ({ templates, first, today }: NewPlanFormProps) => {
  const [form, setForm] = useState<NewPlan>(() => startPlan(first, today))
  const [found, setFound] = useState<FoundFaults<NewPlan>>(nothingFound)
  const start = useStartPlan()
  const template = templates.find(({ id }) => id === form.templateId) ?? first
  const bodies = bodiesOf(form, template)
  const faults = planFaultsLeft(found, form, template)
  const change = (part: Partial<NewPlan>): void => setForm({ ...form, ...part })

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const missing = faultsOf(form, template)
    setFound({ faults: missing, sent: null })
    if (missing.length > 0) return
    start.mutate(planToSend(form, template), {
      onError: (thrown) =>
        setFound({ faults: planReplyFaults(errorOf(thrown), begunBodies(form, template)), sent: form }),
    })
  }

  return (
    <form noValidate className={styles.form} onSubmit={submit}>
      <ErrorSummary faults={faults} foundIn={found} />
      <TemplateChoice
        templates={templates}
        current={template.id}
        onChoose={(chosen) => setForm(withTemplate(form, chosen, today))}
      />
      <TextField
        id={fieldId.area}
        label={words.newPlan.area}
        hint={words.newPlan.areaHint}
        fault={faultOf(faults, fieldId.area)}
        value={form.area}
        onChange={(event) => change({ area: event.target.value })}
      />
      <SelectField
        id={fieldId.from}
        label={words.newPlan.period}
        fault={faultOf(faults, fieldId.from)}
        value={form.from}
        onChange={(event) => change({ from: event.target.value })}
        options={periodStarts(template, today).map((from) => ({
          value: from,
          label: words.newPlan.periodOption(sayDay(from), sayDay(periodEnd(from, template.periodYears))),
        }))}
      />
      <TextField
        id={fieldId.title}
        label={words.newPlan.planTitle}
        hint={words.newPlan.planTitleHint}
        fault={faultOf(faults, fieldId.title)}
        value={titleOf(form, template)}
        onChange={(event) => change({ typedTitle: event.target.value })}
      />
      <NewPlanBodies
        bodies={bodies}
        template={template}
        faults={faults}
        onChange={(typed) => change({ typedBodies: typed })}
      />
      <SelectField
        id={fieldId.mine}
        label={words.newPlan.mine}
        fault={faultOf(faults, fieldId.mine)}
        value={form.mine ?? ''}
        onChange={(event) => change({ mine: event.target.value === '' ? null : event.target.value })}
        options={[
          { value: '', label: words.newPlan.chooseMine },
          ...bodies.map(({ key, name }, at) => ({ value: key, label: name.trim() || words.newPlan.bodyRow(at + 1) })),
        ]}
      />
      {found.faults.length === 0 && <Outcome of={start} again={words.errors.onlyOnce} />}
      <Button look="primary" type="submit" disabled={start.isPending}>
        {start.isPending ? words.newPlan.starting : words.newPlan.start}
      </Button>
    </form>
  )
}

interface TemplateChoiceProps {
  readonly templates: readonly TemplateSummary[]
  readonly current: string
  readonly onChoose: (template: TemplateSummary) => void
}

const TemplateChoice = ({ templates, current, onChoose }: TemplateChoiceProps) => (
  <fieldset className={styles.fieldset}>
    <legend className="ds_label">{words.newPlan.template}</legend>
    {templates.map((template, at) => (
      <div key={template.id} className={styles.template}>
        <RadioField
          name="template"
          id={at === 0 ? fieldId.template : `${fieldId.template}-${template.id}`}
          label={template.title}
          aria-describedby={`${fieldId.template}-${template.id}-says`}
          checked={template.id === current}
          onChange={() => onChoose(template)}
        />
        <p className={styles.says} id={`${fieldId.template}-${template.id}-says`}>
          {words.newPlan.templateSays(template.basis, words.newPlan.sections(template.sections))}
        </p>
      </div>
    ))}
  </fieldset>
)
