/**
 * What waits for a person in a plan: sections ready for their sign-off, sections their body leads that are not ready,
 * comments on those that await an answer from it, and answers to what the person said, which are not due. Sorted by
 * due date, those without a date last.
 */
import { can } from '../../shared/access.ts'
import type { ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { membershipOf } from '../api/membership.ts'

export interface Task {
  readonly kind: 'sign' | 'write' | 'answer' | 'answered'
  readonly planId: string
  /** Null for what stands on the whole plan. */
  readonly sectionId: string | null
  /** Of the section, or of the plan. */
  readonly title: string
  readonly dueOn: string | null
  /** Thread to answer, or with the answer. */
  readonly threadId?: string
  /** The last word in it, by which one tells it from the others of its section. */
  readonly said?: Said
}

export interface Said {
  readonly by: string
  /** Whole. */
  readonly text: string
}

const noDate = '9999-12-31'

const ownSections = (plan: PlanView): readonly SectionView[] =>
  plan.sections.filter((section) => section.leadBodyId === plan.me.bodyId && section.state !== 'signed')

const standingIn = ({ comments }: ThreadView) => comments.filter(({ withdrawn }) => !withdrawn)

const inThread = (thread: ThreadView): Pick<Task, 'threadId' | 'said'> => {
  const last = standingIn(thread).at(-1)
  return { threadId: thread.id, ...(last && { said: { by: last.personName, text: last.text } }) }
}

/** Open threads on a section whose last word came from another body. */
const threadsToAnswer = (plan: PlanView, threads: readonly ThreadView[], sectionId: string): readonly ThreadView[] =>
  threads.filter(({ place, state, comments }) => {
    const isHere = place.kind !== 'plan' && place.sectionId === sectionId
    return isHere && state === 'open' && comments.at(-1)?.bodyId !== plan.me.bodyId
  })

/** Open threads in which the person has said something and somebody else the last word. */
const answeredThreads = ({ me }: PlanView, threads: readonly ThreadView[]): readonly ThreadView[] =>
  threads.filter((thread) => {
    const standing = standingIn(thread)
    const isTheirs = standing.some(({ personId }) => personId === me.personId)
    return thread.state === 'open' && isTheirs && standing.at(-1)?.personId !== me.personId
  })

const sectionOf = (plan: PlanView, { place }: ThreadView): SectionView | undefined =>
  place.kind === 'plan' ? undefined : plan.sections.find(({ id }) => id === place.sectionId)

export const tasksOf = (plan: PlanView, threads: readonly ThreadView[]): readonly Task[] => {
  const taskOf = (section: SectionView | undefined, kind: Task['kind']): Task => ({
    kind,
    planId: plan.id,
    sectionId: section?.id ?? null,
    title: section?.title ?? plan.title,
    dueOn: section?.dueOn ?? null,
  })
  const member = membershipOf(plan)
  const sign = plan.sections.filter((s) => s.state === 'ready' && can(member, 'sign-section', s).allowed)
  const write = ownSections(plan).filter((s) => s.state !== 'ready' && can(member, 'write-section', s).allowed)
  const answer = ownSections(plan)
    .filter((section) => can(member, 'comment', section).allowed)
    .flatMap((section) =>
      threadsToAnswer(plan, threads, section.id).map((thread) => ({
        ...taskOf(section, 'answer'),
        ...inThread(thread),
      })),
    )
  const answered = answeredThreads(plan, threads)
    .filter(({ id }) => !answer.some(({ threadId }) => threadId === id))
    .map((thread) => ({ ...taskOf(sectionOf(plan, thread), 'answered'), dueOn: null, ...inThread(thread) }))
  const own = [...sign.map((s) => taskOf(s, 'sign')), ...write.map((s) => taskOf(s, 'write'))]
  const tasks = [...own, ...answer, ...answered]
  return tasks.toSorted((a, b) => ((a.dueOn ?? noDate) < (b.dueOn ?? noDate) ? -1 : 1))
}

/** Where a task is done. */
export const taskAddress = ({ kind, planId, sectionId, threadId }: Task): string => {
  if (kind === 'sign') return `/plans/${planId}/sections/${sectionId}/sign-off`
  return threadId === undefined ? `/plans/${planId}/sections/${sectionId}` : `/plans/${planId}/threads/${threadId}`
}
