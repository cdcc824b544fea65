/** What a signer should know before signing: open comments, what the Act asks for and is missing, advice. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { PlanView, SectionView, ThreadView } from '../../shared/api.ts'
import type { Finding } from '../../shared/checks/finding.ts'
import { call } from '../api/call.ts'
import { Failure } from '../ui/Failure.tsx'
import { words } from '../words/en.ts'

interface BeforeSigningProps {
  readonly plan: PlanView
  readonly section: SectionView
  readonly threads: readonly ThreadView[]
}

const OpenThreads = ({ plan, section, threads }: BeforeSigningProps) => {
  const open = threads.filter(
    ({ place, state }) => state === 'open' && place.kind !== 'plan' && place.sectionId === section.id,
  )
  return (
    <>
      <p>{words.signOff.openThreads(open.length)}</p>
      {open.length > 0 && (
        <ul>
          {open.map(({ id, comments }) => (
            <li key={id}>
              <Link href={`/plans/${plan.id}/threads/${id}`}>{comments[0]?.text.slice(0, 120)}</Link> (
              {comments[0]?.personName})
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const Findings = ({
  title,
  none,
  findings,
}: {
  readonly title: string
  readonly none: string
  readonly findings: readonly Finding[]
}) => (
  <>
    <h3>{title}</h3>
    {findings.length === 0 ? (
      <p>{none}</p>
    ) : (
      <ul>
        {findings.map(({ key, says }) => (
          <li key={key}>{says}</li>
        ))}
      </ul>
    )}
  </>
)

export const BeforeSigning = (props: BeforeSigningProps) => {
  const { plan, section } = props
  const findings = useQuery({
    queryKey: ['plan', plan.id, 'findings'],
    queryFn: () => call('GET /api/plans/:planId/findings', { planId: plan.id }),
  })
  const here = (findings.data ?? []).filter(({ place }) => place.sectionId === section.id)
  return (
    <section aria-labelledby="before-signing">
      <h2 id="before-signing">{words.signOff.openTitle}</h2>
      <OpenThreads {...props} />
      <Failure thrown={findings.error} />
      {findings.data !== undefined && (
        <>
          <Findings
            title={words.signOff.blocking}
            none={words.signOff.noBlocking}
            findings={here.filter(({ level }) => level === 'error')}
          />
          <Findings
            title={words.signOff.advice}
            none={words.signOff.noAdvice}
            findings={here.filter(({ level }) => level !== 'error')}
          />
          {here.length > 0 && <p>{words.signOff.goOn}</p>}
        </>
      )}
    </section>
  )
}
