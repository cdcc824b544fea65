/** The rows of the bodies in the form of a new plan. */
import { useState } from 'react'
import type { TemplateSummary } from '../../shared/api/plans.ts'
import { Button } from '../ui/Button.tsx'
import { faultOf } from '../ui/ErrorSummary.tsx'
import type { FormFault } from '../ui/ErrorSummary.tsx'
import { CheckField, SelectField, TextField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'
import { fieldId, nameBody, newBody } from './new-plan.ts'
import type { BodyRow } from './new-plan.ts'
import styles from './NewPlan.module.css'

interface NewPlanBodiesProps {
  readonly bodies: readonly BodyRow[]
  readonly template: TemplateSummary
  readonly faults: readonly FormFault[]
  readonly onChange: (bodies: readonly BodyRow[]) => void
}

export const NewPlanBodies = ({ bodies, template, faults, onChange }: NewPlanBodiesProps) => {
  const [added, setAdded] = useState(0)
  const add = (): void => {
    const key = `added-${added}`
    setAdded(added + 1)
    onChange([...bodies, newBody(key, template)])
    focusSoon(fieldId.body(key, 'name'))
  }
  const remove = (at: number): void => {
    const left = bodies.filter((_, index) => index !== at)
    const next = left[at] ?? left.at(-1)
    onChange(left)
    focusSoon(next === undefined ? fieldId.addBody : fieldId.body(next.key, 'name'))
  }
  return (
    <fieldset className={styles.fieldset}>
      <legend className={styles.legend}>{words.newPlan.bodies}</legend>
      <p className="ds_hint-text">{words.newPlan.bodiesHint}</p>
      {bodies.map((body, at) => (
        <Row
          key={body.key}
          body={body}
          number={at + 1}
          template={template}
          faults={faults}
          onChange={(part) => onChange(bodies.map((other) => (other === body ? { ...body, ...part } : other)))}
          onRemove={() => remove(at)}
        />
      ))}
      <Button id={fieldId.addBody} look="small" onClick={add}>
        {words.newPlan.addBody}
      </Button>
    </fieldset>
  )
}

/** The field is there once the row is drawn. */
const focusSoon = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus())

interface RowProps {
  readonly body: BodyRow
  readonly number: number
  readonly template: TemplateSummary
  readonly faults: readonly FormFault[]
  readonly onChange: (part: Partial<BodyRow>) => void
  readonly onRemove: () => void
}

const Row = ({ body, number, template, faults, onChange, onRemove }: RowProps) => {
  const wired = (part: string) => {
    const id = fieldId.body(body.key, part)
    return { id, fault: faultOf(faults, id) }
  }
  return (
    <div role="group" aria-label={words.newPlan.bodyRow(number)} className={styles.row}>
      <TextField
        {...wired('name')}
        label={words.newPlan.bodyName}
        value={body.name}
        onChange={(event) => onChange(nameBody(body, event.target.value))}
      />
      <TextField
        {...wired('shortName')}
        label={words.newPlan.bodyShort}
        value={body.shortName}
        onChange={(event) => onChange({ shortName: event.target.value })}
      />
      <SelectField
        {...wired('kind')}
        label={words.newPlan.bodyKind}
        value={body.kind}
        options={template.bodyKinds.map(({ kind, label }) => ({ value: kind, label }))}
        onChange={(event) => onChange({ kind: event.target.value, lead: isLead(template, event.target.value) })}
      />
      <div className={styles.rowEnd}>
        <CheckField
          id={fieldId.body(body.key, 'lead')}
          label={words.newPlan.leadBody}
          checked={body.lead}
          onChange={(event) => onChange({ lead: event.target.checked })}
        />
        <Button look="plain" onClick={onRemove} aria-label={words.newPlan.removeBody(number)}>
          {words.general.remove}
        </Button>
      </div>
    </div>
  )
}

const isLead = ({ bodyKinds }: TemplateSummary, kind: string): boolean =>
  bodyKinds.some((known) => known.kind === kind && known.lead)
