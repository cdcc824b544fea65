/**
 * The act of signing: what speaks against it, and the form below. They stand together, once what speaks against it has
 * come or could not be had: nobody signs before having been shown it, and nothing moves under the signer's hands.
 */
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { readingsQuery, threadsQuery } from '../api/queries.ts'
import { Loading } from '../ui/Loading.tsx'
import { words } from '../words/en.ts'
import { BeforeSigning } from './BeforeSigning.tsx'
import { SignForm } from './SignForm.tsx'
import type { SignFormProps } from './SignForm.tsx'

export const Signing = (props: SignFormProps) => {
  const { plan, section } = props
  // Asked anew for each signing: what was kept from the plan's page may be half a minute old.
  const threads = useQuery({ ...threadsQuery(plan.id), staleTime: 0 })
  const findings = useQuery({
    queryKey: ['plan', plan.id, 'findings'],
    queryFn: () => call('GET /api/plans/:planId/findings', { planId: plan.id }),
    staleTime: 0,
  })
  // Names in the text above come with the readings and may change its height.
  const readings = useQuery(readingsQuery(plan.id))
  // True from the first answer on, good or bad: the form stays while a failed question is put again.
  const isKnown = threads.isFetchedAfterMount && findings.isFetchedAfterMount && readings.isFetched
  if (!isKnown) return <Loading what={words.signOff.loadingOpen} />
  return (
    <>
      <BeforeSigning plan={plan} section={section} threads={threads} findings={findings} />
      <SignForm {...props} />
    </>
  )
}
