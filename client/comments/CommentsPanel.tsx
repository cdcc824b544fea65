/** All threads of a plan in document order, with filters, and the comment being written. */
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { ThreadTarget, ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Act } from '../../shared/access.ts'
import { mayI } from '../api/membership.ts'
import { Button } from '../ui/Button.tsx'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { words } from '../words/en.ts'
import { useThreadActs } from './acts.ts'
import { newBox, useNewTargets } from './boxes.ts'
import { CommentBox } from './CommentBox.tsx'
import { Thread } from './Thread.tsx'
import { passes, sectionIdOf, threadFilters } from './threads.ts'
import type { ThreadFilter } from './threads.ts'
import { focusCard, useCommentWalk } from './walk.ts'
import styles from './CommentsPanel.module.css'

export interface CommentsPanelProps {
  readonly plan: PlanView
  /** In document order. */
  readonly threads: readonly ThreadView[]
  readonly isLoading: boolean
  readonly threadsError: unknown
  /** The comment being written; null when none is. */
  readonly draft: ThreadTarget | null
  readonly activeThreadId: string | null
  /** What a place is called. */
  readonly namePlace: (place: ThreadView['place'] | ThreadTarget) => string
  readonly onDraft: (target: ThreadTarget) => void
  readonly onDraftEnd: () => void
  /** The reader leaves the comment they were writing. */
  readonly onDraftLeave: () => void
  readonly onGoTo: (thread: ThreadView) => void
  readonly showsMarks: boolean
  readonly onShowMarks: (shows: boolean) => void
  /** Brings the list into view, where another part of the page hides it. */
  readonly onShow: () => void
}

const maySection = (plan: PlanView, act: Act, place: ThreadView['place']): boolean =>
  mayI(plan, act, plan.sections.find(({ id }) => id === sectionIdOf(place)) ?? null)

/** Whoever may write there, and whoever opened the thread. */
const mayResolve = (plan: PlanView, { place, comments }: ThreadView): boolean =>
  maySection(plan, 'resolve-thread', place) ||
  (comments[0]?.personId === plan.me.personId && maySection(plan, 'comment', place))

/** The filter, moved to one that shows a thread that was asked for. */
const useFilter = (props: CommentsPanelProps) => {
  const { threads, activeThreadId, plan } = props
  const [filter, setFilter] = useState<ThreadFilter>('open')
  const active = threads.find(({ id }) => id === activeThreadId)
  const [answered, setAnswered] = useState<string | null>(null)
  useEffect(() => {
    if (active === undefined || answered === active.id) return
    setAnswered(active.id)
    if (!passes(active, filter, plan.me)) setFilter(active.state)
  }, [active, answered, filter, plan.me])
  return { filter, setFilter }
}

/** Leads from a posted comment to its card, as soon as the list has it and shows it. */
const useNewCard = (shown: readonly ThreadView[], threads: readonly ThreadView[], onShowOpen: () => void) => {
  const [posted, setPosted] = useState<string | null>(null)
  const isThere = threads.some(({ id }) => id === posted)
  const isShown = shown.some(({ id }) => id === posted)
  const showOpen = useEffectEvent(onShowOpen)
  useEffect(() => {
    if (posted === null || !isThere) return
    if (!isShown) return showOpen()
    focusCard(posted)
    setPosted(null)
  }, [posted, isThere, isShown])
  return setPosted
}

interface NewCommentProps extends Pick<CommentsPanelProps, 'plan' | 'namePlace'> {
  readonly target: ThreadTarget
  /** It is the one that was asked for last. */
  readonly isAsked: boolean
  readonly onPosted: (threadId: string) => void
  readonly onLeave: () => void
}

const NewComment = ({ plan, namePlace, target, isAsked, onPosted, onLeave }: NewCommentProps) => {
  const acts = useThreadActs(plan.id)
  const place = namePlace(target)
  return (
    <section className={styles.draft} aria-label={words.comments.newOn(place)}>
      <h2>{words.comments.newOn(place)}</h2>
      {target.kind === 'words' && <blockquote className={styles.quote}>{target.quote}</blockquote>}
      <CommentBox
        label={words.comments.text}
        button={words.comments.post}
        box={newBox(plan, target)}
        isAsked={isAsked}
        onPost={(text, commentId) => acts.open(target, { text, commentId }, place)}
        onPosted={({ id }) => onPosted(id)}
        onCancel={onLeave}
      />
    </section>
  )
}

type NewCommentsProps = CommentsPanelProps & { readonly onPosted: (threadId: string) => void }

const NewComments = ({ plan, draft, namePlace, onDraft, onDraftEnd, onDraftLeave, onPosted }: NewCommentsProps) => {
  const place = useRef<HTMLDivElement>(null)
  const targets = useNewTargets(plan, draft)
  const hasButton = mayI(plan, 'comment') && !targets.some(({ kind }) => kind === 'plan')
  return (
    <div ref={place} tabIndex={-1}>
      {hasButton && (
        <Button id="comment-on-plan" look="small" onClick={() => onDraft({ kind: 'plan' })}>
          {words.comments.onPlanButton}
        </Button>
      )}
      {targets.map((target) => (
        <NewComment
          key={JSON.stringify(target)}
          plan={plan}
          namePlace={namePlace}
          target={target}
          isAsked={target === draft}
          onPosted={(threadId) => {
            if (target === draft) onDraftEnd()
            onPosted(threadId)
          }}
          onLeave={target === draft ? onDraftLeave : () => place.current?.focus()}
        />
      ))}
    </div>
  )
}

const Filters = (
  props: CommentsPanelProps & { readonly filter: ThreadFilter; readonly onFilter: (f: ThreadFilter) => void },
) => (
  <div className={styles.filters} role="group" aria-label={words.comments.filter}>
    {threadFilters.map((name) => (
      <button key={name} type="button" aria-pressed={name === props.filter} onClick={() => props.onFilter(name)}>
        {words.comments.filters[name]} ({props.threads.filter((thread) => passes(thread, name, props.plan.me)).length})
      </button>
    ))}
  </div>
)

export const CommentsPanel = (props: CommentsPanelProps) => {
  const { plan, threads, activeThreadId, namePlace, onGoTo, showsMarks, onShowMarks } = props
  const { filter, setFilter } = useFilter(props)
  const acts = useThreadActs(plan.id)
  const shown = threads.filter((thread) => passes(thread, filter, plan.me))
  const onPosted = useNewCard(shown, threads, () => setFilter('open'))
  const emptyId = useId()
  const walk = useCommentWalk({
    allIds: threads.map(({ id }) => id),
    shownIds: shown.map(({ id }) => id),
    activeId: activeThreadId,
    onShow: props.onShow,
    emptyId,
  })
  return (
    <div className={styles.panel}>
      <NewComments {...props} onPosted={onPosted} />
      <Filters {...props} filter={filter} onFilter={setFilter} />
      <div className={styles.walk}>
        <Button look="plain" onClick={() => walk(-1)}>
          {words.comments.previous}
        </Button>
        <Button look="plain" onClick={() => walk(1)}>
          {words.comments.next}
        </Button>
        <Button look="plain" aria-pressed={!showsMarks} onClick={() => onShowMarks(!showsMarks)}>
          {words.comments.hide}
        </Button>
      </div>
      <Failure thrown={props.threadsError} />
      {props.isLoading && props.threadsError === null && <Loading what={words.comments.title} />}
      {shown.length === 0 && !props.isLoading && (
        <p id={emptyId} tabIndex={-1}>
          {filter === 'open' ? words.comments.noneOpen : words.comments.none}
        </p>
      )}
      {threads.map((thread) => (
        <Thread
          key={thread.id}
          thread={thread}
          plan={plan}
          place={namePlace(thread.place)}
          isActive={thread.id === activeThreadId}
          isHidden={!shown.includes(thread)}
          mayReply={maySection(plan, 'comment', thread.place)}
          mayResolve={mayResolve(plan, thread)}
          acts={acts}
          onGoTo={onGoTo}
        />
      ))}
    </div>
  )
}
