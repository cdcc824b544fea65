/** State, lead body, due date and readiness of one section, and who writes there; each change counts at once. */
import type { RouteBody } from '../../shared/api/contract.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { mayI } from '../api/membership.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { DateField } from '../ui/DateField.tsx'
import { CheckField, SelectField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { useManyActs } from '../ui/use-many-acts.ts'
import { words } from '../words/en.ts'
import { sayDay } from '../words/en/general.ts'
import { usePlanPage } from './plan-context.ts'
import { ExemptField } from './ExemptField.tsx'
import { WritersHere } from './WritersHere.tsx'
import styles from './SectionDetails.module.css'

type Change = RouteBody<'PATCH /api/plans/:planId/sections/:sectionId'>

const useChangeDetails = (section: SectionView) => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  return useManyActs(async (change: Change) => {
    await call('PATCH /api/plans/:planId/sections/:sectionId', { planId: plan.id, sectionId: section.id }, change)
    announce(words.sections.detailsSaved)
    await refresh('section')
  })
}

const DetailsForm = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const { pending, act, begin } = useChangeDetails(section)
  const { leadBodyId, state }: Change = { ...section, ...Object.assign({}, ...pending) }
  return (
    <>
      <SelectField
        label={words.sections.leadBody}
        value={leadBodyId ?? ''}
        onChange={(event) => begin({ leadBodyId: event.target.value === '' ? null : event.target.value })}
        options={[
          { value: '', label: words.sections.nobody },
          ...plan.bodies.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <DateField
        key={section.id + (section.dueOn ?? '')}
        label={words.sections.dueDate}
        hint={words.sections.dueHint}
        value={section.dueOn}
        onChange={(dueOn) => begin({ dueOn })}
      />
      <CheckField
        label={words.sections.ready}
        checked={state === 'ready'}
        onChange={(event) => begin({ state: event.target.checked ? 'ready' : 'drafting' })}
      />
      <p className="ds_hint-text">{words.sections.readyHint}</p>
      <Outcome of={act} />
    </>
  )
}

const DetailsList = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const body = plan.bodies.find(({ id }) => id === section.leadBodyId)
  return (
    <>
      <dl>
        <dt>{words.sections.leadBody}</dt>
        <dd>{body?.name ?? words.sections.nobody}</dd>
        <dt>{words.sections.dueDate}</dt>
        <dd>{section.dueOn === null ? words.home.noDate : sayDay(section.dueOn)}</dd>
      </dl>
      <p>{section.state === 'signed' ? words.sections.signedNoChange : words.sections.mayNotChange}</p>
    </>
  )
}

export const SectionDetails = ({ sectionId }: { readonly sectionId: string | null }) => {
  const { plan, acts } = usePlanPage()
  const section = plan.sections.find(({ id }) => id === sectionId) ?? plan.sections[0]
  if (section === undefined) return <p className={styles.details}>{words.plan.emptyTitle}</p>
  return (
    <div className={styles.details}>
      <SelectField
        label={words.sections.detailsOf}
        value={section.id}
        onChange={(event) => acts.openDetails(event.target.value)}
        options={plan.sections.map(({ id, title }, index) => ({
          value: id,
          label: words.sections.numbered(index + 1, title),
        }))}
      />
      <p className={styles.state}>
        <StateTag state={section.state} />
        <WritersHere sectionId={section.id} />
      </p>
      {mayI(plan, 'write-section', section) ? (
        <DetailsForm key={section.id} section={section} />
      ) : (
        <DetailsList section={section} />
      )}
      {mayI(plan, 'manage-sections', section) && <ExemptField key={section.id} section={section} />}
    </div>
  )
}
