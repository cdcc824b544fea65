/** One comment of a thread: who, for which body, when, the text; its author may change or withdraw it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { CommentView } from '../../shared/api/comments.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { editBox, useIsBegun } from './boxes.ts'
import { CommentBox } from './CommentBox.tsx'
import styles from './Comment.module.css'

interface CommentProps {
  readonly comment: CommentView
  readonly bodyName: string
  readonly isMine: boolean
  readonly onEdit: (text: string) => Promise<unknown>
  readonly onWithdraw: () => Promise<unknown>
  /** No other comment of its thread has words. */
  readonly isLast: boolean
  /** The box it was changed in, or the question whether to withdraw it, is gone. */
  readonly onLeft: () => void
}

interface OwnActsProps extends Pick<CommentProps, 'isLast' | 'onWithdraw' | 'onLeft'> {
  readonly onChange: () => void
}

const OwnActs = ({ isLast, onWithdraw, onLeft, onChange }: OwnActsProps) => {
  const [asks, setAsks] = useState(false)
  const { mutate, ...act } = useMutation({ mutationFn: onWithdraw })
  const withdraw = (): void => {
    // Gone at once: what takes the focus from here on stands behind the question.
    flushSync(() => setAsks(false))
    onLeft()
    mutate()
  }
  return (
    <div>
      <Button look="plain" onClick={onChange}>
        {words.comments.edit}
      </Button>
      <Button look="plain" onClick={() => setAsks(true)}>
        {words.comments.withdraw}
      </Button>
      <Outcome of={act} />
      {asks && (
        <Dialog title={words.comments.withdrawTitle} onClose={() => setAsks(false)}>
          <p>
            {words.comments.withdrawSays} {isLast && words.comments.withdrawLast}
          </p>
          <div className={styles.acts}>
            <Button look="primary" onClick={withdraw}>
              {words.comments.withdraw}
            </Button>
            <Button onClick={() => setAsks(false)}>{words.comments.cancel}</Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

export const Comment = ({ comment, bodyName, isMine, isLast, onEdit, onWithdraw, onLeft }: CommentProps) => {
  const box = editBox(comment.personId, comment.id)
  const isBegun = useIsBegun(box)
  const [isEditing, setIsEditing] = useState(isMine && isBegun)
  const [isAsked, setIsAsked] = useState(false)
  const when = sayMoment(comment.at)
  const edit = (): void => {
    setIsAsked(true)
    setIsEditing(true)
  }
  const stopEditing = (): void => {
    setIsEditing(false)
    onLeft()
  }
  return (
    <div className={styles.comment}>
      <p className={styles.who}>
        <strong>{comment.personName}</strong>, {bodyName}
        <span className={styles.when}>
          {when}
          {comment.editedAt !== null && `, ${words.comments.edited}`}
        </span>
      </p>
      {comment.withdrawn && <p className={styles.gone}>{words.comments.withdrawn}</p>}
      {!comment.withdrawn && !isEditing && <p className={styles.text}>{comment.text}</p>}
      {isEditing && (
        <CommentBox
          label={words.comments.text}
          button={words.comments.editSave}
          start={comment.text}
          box={box}
          isAsked={isAsked}
          onPost={onEdit}
          onPosted={stopEditing}
          onCancel={stopEditing}
        />
      )}
      {isMine && !comment.withdrawn && !isEditing && (
        <OwnActs isLast={isLast} onWithdraw={onWithdraw} onLeft={onLeft} onChange={edit} />
      )}
    </div>
  )
}
