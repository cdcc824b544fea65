/** One comment of a thread: who, for which body, when, the text; its author may change or withdraw it. */
import { useState } from 'react'
import type { CommentView } from '../../shared/api.ts'
import { Button } from '../ui/Button.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { CommentBox } from './CommentBox.tsx'
import styles from './Comment.module.css'

interface CommentProps {
  readonly comment: CommentView
  readonly bodyName: string
  readonly isMine: boolean
  readonly onEdit: (text: string) => Promise<unknown>
  readonly onWithdraw: () => void
  /** The box it was changed in is gone. */
  readonly onLeft: () => void
}

export const Comment = ({ comment, bodyName, isMine, onEdit, onWithdraw, onLeft }: CommentProps) => {
  const [isEditing, setIsEditing] = useState(false)
  const when = sayMoment(comment.at)
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
          onPost={async (text) => {
            await onEdit(text)
            stopEditing()
          }}
          onCancel={stopEditing}
        />
      )}
      {isMine && !comment.withdrawn && !isEditing && (
        <div>
          <Button look="plain" onClick={() => setIsEditing(true)}>
            {words.comments.edit}
          </Button>
          <Button look="plain" onClick={onWithdraw}>
            {words.comments.withdraw}
          </Button>
        </div>
      )}
    </div>
  )
}
