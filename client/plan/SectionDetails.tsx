/** State, lead body, due date and readiness of one section, and who writes there; each change counts at once. */
import { useMutation } from '@tanstack/react-query'
import type { RouteBody } from '../../shared/api/contract.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { mayI } from '../api/membership.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Failure } from '../ui/Failure.tsx'
import { CheckField, SelectField } from '../ui/Field.tsx'
import { StateTag } from '../ui/StateTag.tsx'
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
  return useMutation({
    mutationFn: (change: Change) =>
      call('PATCH /api/plans/:planId/sections/:sectionId', { planId: plan.id, sectionId: section.id }, change),
    onSuccess: async () => {
      announce(words.sections.detailsSaved)
      await refresh('section')
    },
  })
}

const DetailsForm = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const change = useChangeDetails(section)
  return (
    <>
      <SelectField
        label={words.sections.leadBody}
        value={section.leadBodyId ?? ''}
        onChange={(event) => change.mutate({ leadBodyId: event.target.value === '' ? null : event.target.value })}
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
        onChange={(dueOn) => change.mutate({ dueOn })}
      />
      <CheckField
        label={words.sections.ready}
        checked={section.state === 'ready'}
        onChange={(event) => change.mutate({ state: event.target.checked ? 'ready' : 'drafting' })}
      />
      <p className="ds_hint-text">{words.sections.readyHint}</p>
      <Failure thrown={change.error} />
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
      {mayI(plan, 'write-section', section) ? <DetailsForm section={section} /> : <DetailsList section={section} />}
      {mayI(plan, 'manage-sections', section) && <ExemptField section={section} />}
    </div>
  )
}
