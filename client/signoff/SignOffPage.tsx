/**
 * Signing a section off: the exact text, what speaks against it, and the act. The text shown here stands still; the
 * hash that is signed is computed from what is shown, so a text that changed meanwhile is refused, not signed.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading, SectionView } from '../../shared/api/sections.ts'
import type { Template } from '../../shared/template/types.ts'
import { call } from '../api/call.ts'
import { mayI } from '../api/membership.ts'
import { planQuery, templateQuery } from '../api/queries.ts'
import { Screen } from '../Screen.tsx'
import { useAnsweredRoom } from '../sync/answered-room.ts'
import type { PlanRoom } from '../sync/plan-room.ts'
import { Gate } from '../ui/Gate.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { words } from '../words/en.ts'
import { Changes } from './Changes.tsx'
import { Meanwhile } from './Meanwhile.tsx'
import { Reopen } from './Reopen.tsx'
import { SignOffList } from './SignOffList.tsx'
import { SignedText } from './SignedText.tsx'
import { Signing } from './Signing.tsx'
import { useShownText } from './use-shown-text.ts'

interface BodyProps {
  readonly plan: PlanView
  readonly template: Template
  readonly section: SectionView
  readonly reading: Reading
  /** Of the plan. */
  readonly room: PlanRoom | null
}

const SignOffBody = ({ plan, template, section, reading, room }: BodyProps) => {
  const { shown, hasChanged, changes, showNewest, lookAgain, forgetChanges } = useShownText(plan, section, reading)
  const maySign = mayI(plan, 'sign-section', section)
  const isSigned = section.state === 'signed'
  return (
    <>
      <p>
        <StateTag state={section.state} />
      </p>
      <SignOffList plan={plan} section={section} />
      {mayI(plan, 'reopen-section', section) && isSigned && <Reopen plan={plan} section={section} />}
      {!maySign && <p className="no-print">{isSigned ? words.signOff.alreadySigned : words.signOff.mayNot}</p>}
      <SignedText plan={plan} template={template} sectionId={section.id} shown={shown} maySign={maySign} />
      {changes !== null && <Changes changes={changes} />}
      {maySign && (
        <Signing
          plan={plan}
          section={section}
          shown={shown}
          isChangeShown={changes?.wasRefused === true}
          onChanged={lookAgain}
          onSigned={forgetChanges}
        />
      )}
      {!isSigned && (
        <Meanwhile
          plan={plan}
          section={section}
          room={room}
          shown={shown}
          hasChanged={hasChanged}
          onShow={showNewest}
        />
      )}
    </>
  )
}

const SectionSignOff = ({ plan, template, section, room }: Omit<BodyProps, 'reading'>) => {
  const reading = useQuery({
    queryKey: ['plan', plan.id, 'sign-off', section.id],
    queryFn: () =>
      call('GET /api/plans/:planId/sections/:sectionId/reading', { planId: plan.id, sectionId: section.id }),
    staleTime: 0,
    gcTime: 0,
  })
  // To the others one reads the section, as on the plan page.
  useEffect(() => room?.stand(section.id, false), [room, section.id])
  const short = words.sections.short(plan.sections.indexOf(section) + 1, section.title)
  const { title, titleRead } = words.signOff
  return (
    <>
      <PageHeading title={mayI(plan, 'sign-section', section) ? title(short) : titleRead(short)} />
      <p className="no-print">
        <Link href={`/plans/${plan.id}/sections/${section.id}`}>{words.signOff.back}</Link>
      </p>
      <Gate query={reading} what={words.signOff.loading}>
        {(read) => <SignOffBody plan={plan} template={template} section={section} reading={read} room={room} />}
      </Gate>
    </>
  )
}

const SignOffPage = ({ planId, sectionId }: { readonly planId: string; readonly sectionId: string }) => {
  const room = useAnsweredRoom(planId)
  const plan = useQuery(planQuery(planId))
  const template = useQuery(templateQuery(planId))
  return (
    <Screen isExample={plan.data?.isExample ?? false} besidePlan={plan.data}>
      <Gate query={plan} what={words.signOff.loading}>
        {(facts) => {
          const section = facts.sections.find(({ id }) => id === sectionId)
          if (section === undefined) return <NotFound />
          return (
            <Gate query={template} what={words.signOff.loading}>
              {(known) => <SectionSignOff plan={facts} template={known} section={section} room={room} />}
            </Gate>
          )
        }}
      </Gate>
    </Screen>
  )
}
export default SignOffPage
