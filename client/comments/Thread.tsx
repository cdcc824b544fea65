/** A thread as a card: what it stands on, its comments, and what may be done with it. */
import { useMutation } from '@tanstack/react-query'
import { memo, useState } from 'react'
import type { CommentView, ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import { Button } from '../ui/Button.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { Comment } from './Comment.tsx'
import { replyBox, useIsBegun } from './boxes.ts'
import { CommentBox } from './CommentBox.tsx'
import type { ThreadActs } from './acts.ts'
import { cardId, focusCard } from './walk.ts'
import styles from './Thread.module.css'

export interface ThreadProps {
  readonly thread: ThreadView
  readonly plan: PlanView
  /** What it stands on, in words. */
  readonly place: string
  readonly isActive: boolean
  /** Not among those asked for; it stays on the page, so that a reply being written is kept. */
  readonly isHidden: boolean
  readonly mayReply: boolean
  readonly mayResolve: boolean
  readonly acts: ThreadActs
  readonly onGoTo: (thread: ThreadView) => void
}

const bodyNameOf = (plan: PlanView, bodyId: string): string =>
  plan.bodies.find(({ id }) => id === bodyId)?.shortName ?? bodyId

const Quote = ({ thread }: { readonly thread: ThreadView }) => (
  <>
    {thread.place.kind === 'detached' && <p className={styles.gone}>{words.comments.detached}</p>}
    {thread.quote !== null && (
      <blockquote className={styles.quote}>
        <span className="visually-hidden">{words.comments.quote}: </span>
        {thread.quote}
      </blockquote>
    )}
  </>
)

const ThreadButtons = (props: ThreadProps & { readonly onReply: () => void }) => {
  const { thread, acts, mayReply, mayResolve, onGoTo, onReply } = props
  const isOpen = thread.state === 'open'
  const settle = useMutation({ mutationFn: () => (isOpen ? acts.resolve(thread.id) : acts.reopen(thread.id)) })
  return (
    <>
      <div className={styles.acts}>
        {thread.place.kind !== 'plan' && (
          <Button look="plain" onClick={() => onGoTo(thread)}>
            {words.comments.goTo}
          </Button>
        )}
        {mayReply && (
          <Button look="plain" onClick={onReply}>
            {words.comments.reply}
          </Button>
        )}
        {mayResolve && (
          <Button look="plain" disabled={settle.isPending} onClick={() => settle.mutate()}>
            {isOpen ? words.comments.resolve : words.comments.reopen}
          </Button>
        )}
      </div>
      <Outcome of={settle} />
    </>
  )
}

/** Drawn again only when it has changed: there are many, and the panel hears of every reading. */
export const Thread = memo((props: ThreadProps) => {
  const { thread, plan, place, isActive, isHidden, acts } = props
  const box = replyBox(plan.me.personId, thread.id)
  const [isReplying, setIsReplying] = useState(useIsBegun(box))
  const [isAsked, setIsAsked] = useState(false)
  const reply = (): void => {
    setIsAsked(true)
    setIsReplying(true)
  }
  const leaveReply = (): void => {
    setIsReplying(false)
    focusCard(thread.id)
  }
  const first = thread.comments[0]
  const label = (comment: CommentView): string =>
    words.comments.label(comment.personName, bodyNameOf(plan, comment.bodyId), sayMoment(comment.at))
  // Hidden from around it: a browser takes the focus at once from what is hidden itself, before it can go on.
  return (
    <div hidden={isHidden}>
      <div
        role="comment"
        id={cardId(thread.id)}
        tabIndex={-1}
        aria-label={first === undefined ? place : label(first)}
        className={isActive ? styles.active : styles.thread}
      >
        <p className={styles.place}>{place}</p>
        <Quote thread={thread} />
        {thread.comments.map((comment) => (
          <Comment
            key={comment.id}
            comment={comment}
            bodyName={bodyNameOf(plan, comment.bodyId)}
            isMine={comment.personId === plan.me.personId}
            onEdit={(text) => acts.edit(comment.id, text)}
            onLeft={() => focusCard(thread.id)}
            onWithdraw={() => acts.withdraw(comment.id)}
            isLast={thread.comments.every(({ id, withdrawn }) => withdrawn || id === comment.id)}
          />
        ))}
        {thread.state === 'resolved' && thread.resolvedAt !== null && (
          <p className={styles.gone}>
            {words.comments.resolvedBy(thread.resolvedBy ?? '', sayMoment(thread.resolvedAt))}
          </p>
        )}
        {isReplying ? (
          <CommentBox
            label={words.comments.replyText}
            button={words.comments.postReply}
            box={box}
            isAsked={isAsked}
            onPost={(text, commentId) => acts.reply(thread.id, { text, commentId })}
            onPosted={leaveReply}
            onCancel={leaveReply}
          />
        ) : (
          <ThreadButtons {...props} onReply={reply} />
        )}
      </div>
    </div>
  )
})
