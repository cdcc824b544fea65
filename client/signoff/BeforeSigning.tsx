/** What a signer should know before signing: open comments, what the Act asks for and is missing, advice. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import type { Finding } from '../../shared/checks/finding.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { words } from '../words/en.ts'
import page from './SignOffPage.module.css'

interface PlaceProps {
  readonly plan: PlanView
  readonly section: SectionView
}

interface BeforeSigningProps extends PlaceProps {
  readonly threads: UseQueryResult<readonly ThreadView[]>
  readonly findings: UseQueryResult<readonly Finding[]>
}

const OpenThreads = ({ plan, section, threads }: PlaceProps & { readonly threads: readonly ThreadView[] }) => {
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

interface FindingsProps {
  readonly title: string
  readonly none: string
  readonly findings: readonly Finding[]
}

const FindingList = ({ title, none, findings }: FindingsProps) => (
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

const Findings = ({ findings }: { readonly findings: readonly Finding[] }) => (
  <>
    <FindingList
      title={words.signOff.blocking}
      none={words.signOff.noBlocking}
      findings={findings.filter(({ level }) => level === 'error')}
    />
    <FindingList
      title={words.signOff.advice}
      none={words.signOff.noAdvice}
      findings={findings.filter(({ level }) => level !== 'error')}
    />
    {findings.length > 0 && <p>{words.signOff.goOn}</p>}
  </>
)

interface AnswerProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (answer: T) => ReactNode
}

/** What is known, and why nothing newer could be had; unlike a gate it keeps nobody from what stands below. */
const Answer = <T,>({ query, children }: AnswerProps<T>): ReactNode => (
  <>
    {query.isPending && <Loading what={words.signOff.loadingOpen} />}
    <Failure thrown={query.error} onRetry={() => void query.refetch()} />
    {query.data !== undefined && children(query.data)}
  </>
)

export const BeforeSigning = ({ plan, section, threads, findings }: BeforeSigningProps) => (
  <section aria-labelledby="before-signing" className={page.part}>
    <h2 id="before-signing">{words.signOff.openTitle}</h2>
    <Answer query={threads}>{(known) => <OpenThreads plan={plan} section={section} threads={known} />}</Answer>
    <Answer query={findings}>
      {(known) => <Findings findings={known.filter(({ place }) => place.sectionId === section.id)} />}
    </Answer>
  </section>
)
