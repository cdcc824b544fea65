/**
 * A box to write a comment in. Ctrl+Enter posts; Esc leaves, asking first when something is typed; Esc then goes on
 * writing. It keeps its text whatever others do meanwhile, and until the server has taken it; where the server cannot be
 * reached it says so before one has written.
 */
import { use, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { usePlatform } from '../platform.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { ConnectionContext } from './connection-context.ts'
import styles from './CommentBox.module.css'

interface CommentBoxProps {
  readonly label: string
  readonly button: string
  readonly start?: string
  /** Resolves when the server has it; rejects with what went wrong. Each try of one box has the same id. */
  readonly onPost: (text: string, commentId: string) => Promise<unknown>
  readonly onCancel: () => void
}

export const CommentBox = ({ label, button, start = '', onPost, onCancel }: CommentBoxProps) => {
  const isConnected = use(ConnectionContext)
  const box = useRef<HTMLTextAreaElement>(null)
  const [commentId] = useState(usePlatform().newId)
  const [text, setText] = useState(start)
  const [asks, setAsks] = useState(false)
  const [isPosting, setIsPosting] = useState(false)
  const [thrown, setThrown] = useState<unknown>(null)
  const [fault, setFault] = useState<string | undefined>()
  useEffect(() => box.current?.focus(), [])

  const post = async (): Promise<void> => {
    setFault(text.trim() === '' ? words.comments.missing : undefined)
    if (text.trim() === '' || isPosting) return
    setIsPosting(true)
    setThrown(null)
    await onPost(text.trim(), commentId).catch(setThrown)
    setIsPosting(false)
  }
  const goOn = (): void => {
    setAsks(false)
    box.current?.focus()
  }
  const leave = (): void => (text.trim() === start.trim() ? onCancel() : setAsks(true))
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void post()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (asks) goOn()
      else leave()
    }
  }
  return (
    <div className={styles.box} onKeyDown={onKey}>
      <TextArea
        ref={box}
        label={label}
        hint={isConnected ? undefined : words.comments.needsConnection}
        fault={fault}
        rows={3}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Outcome of={{ isPending: isPosting, error: thrown }} />
      {asks ? (
        <div role="alert" className={styles.acts}>
          <strong>{words.comments.discard}</strong>
          <Button look="small" onClick={onCancel}>
            {words.comments.discardYes}
          </Button>
          <Button look="small" onClick={goOn}>
            {words.comments.discardNo}
          </Button>
        </div>
      ) : (
        <div className={styles.acts}>
          <Button look="primary" disabled={isPosting} onClick={() => void post()}>
            {button}
          </Button>
          <Button look="plain" onClick={leave}>
            {words.comments.cancel}
          </Button>
        </div>
      )}
    </div>
  )
}
