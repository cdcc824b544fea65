/** The bodies of a plan; a coordinator adds, changes and removes them from here. */
import { useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Body } from '../../shared/plan/facts.ts'
import type { Template } from '../../shared/template/types.ts'
import { Button } from '../ui/Button.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { BodyForm, RemoveBody } from './BodyDialogs.tsx'
import styles from './people.module.css'

interface BodiesProps {
  readonly plan: PlanView
  readonly template: Template
  readonly mayManage: boolean
}

type Asked = { readonly ask: 'add' } | { readonly ask: 'change' | 'remove'; readonly body: Body }

export const Bodies = ({ plan, template, mayManage }: BodiesProps) => {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  return (
    <section aria-labelledby="bodies">
      <h2 id="bodies" tabIndex={-1}>
        {words.people.bodies}
      </h2>
      {plan.bodies.length === 0 ? (
        <p>{words.people.noBodies}</p>
      ) : (
        <BodyTable plan={plan} template={template} mayManage={mayManage} onAsk={setAsked} />
      )}
      {mayManage && <Button onClick={() => setAsked({ ask: 'add' })}>{words.people.addBody}</Button>}
      {asked?.ask === 'remove' && <RemoveBody planId={plan.id} body={asked.body} onClose={close} />}
      {asked !== null && asked.ask !== 'remove' && (
        <BodyForm plan={plan} template={template} body={asked.ask === 'add' ? null : asked.body} onClose={close} />
      )}
    </section>
  )
}

const BodyTable = ({ plan, template, mayManage, onAsk }: BodiesProps & { readonly onAsk: (asked: Asked) => void }) => (
  <TableScroll label={words.people.bodies} folds>
    <thead>
      <tr>
        <th scope="col">{words.people.fullName}</th>
        <th scope="col">{words.people.shortName}</th>
        <th scope="col">{words.people.kind}</th>
        <th scope="col">{words.people.leadBody}</th>
        {mayManage && (
          <th scope="col" className="no-print">
            {words.people.actions}
          </th>
        )}
      </tr>
    </thead>
    <tbody>
      {plan.bodies.map((body) => (
        <tr key={body.id}>
          <th scope="row">{body.name}</th>
          <td data-head={words.people.shortName}>{body.shortName}</td>
          <td>{template.bodyKinds.find(({ kind }) => kind === body.kind)?.label ?? body.kind}</td>
          <td data-head={words.people.leadBody}>{body.lead ? words.people.yes : words.people.no}</td>
          {mayManage && (
            <td className="no-print">
              <BodyActs body={body} onAsk={onAsk} />
            </td>
          )}
        </tr>
      ))}
    </tbody>
  </TableScroll>
)

const BodyActs = ({ body, onAsk }: { readonly body: Body; readonly onAsk: (asked: Asked) => void }) => (
  <div className={styles.acts}>
    <Button look="plain" aria-label={words.people.editBody(body.name)} onClick={() => onAsk({ ask: 'change', body })}>
      {words.people.change}
    </Button>
    <Button look="plain" aria-label={words.people.removeOf(body.name)} onClick={() => onAsk({ ask: 'remove', body })}>
      {words.people.remove}
    </Button>
  </div>
)
