/**
 * A box to write a comment in. Ctrl+Enter posts; Esc leaves, asking first when something is typed; Esc then goes on
 * writing. It keeps its text whatever others do meanwhile, whatever screens its author goes to, and until the server has
 * taken it; where the server cannot be reached it says so before one has written.
 */
import { use, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { mostCharacters } from '../../shared/api/lengths.ts'
import { useWarn } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { faultOf } from '../ui/ErrorSummary.tsx'
import { TextArea } from '../ui/Field.tsx'
import { rulesByField, type FieldRules } from '../ui/found-faults.ts'
import { Outcome } from '../ui/Outcome.tsx'
import { wordsFaults } from '../ui/typed-words.ts'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { useBoxWords, type Box } from './boxes.ts'
import { ConnectionContext } from './connection-context.ts'
import styles from './CommentBox.module.css'

/** `field`: the id of the box. */
const textRules = (field: string, label: string): FieldRules<{ readonly text: string }> =>
  rulesByField({ text: field }, ({ text }) =>
    wordsFaults(text, { field, label, most: mostCharacters.comment, missing: words.comments.missing }),
  )

interface CommentBoxProps<Posted> {
  readonly label: string
  readonly button: string
  /** By which what is typed here is found again. */
  readonly box: Box
  readonly start?: string
  /** Somebody has just asked for it, so it takes the focus; else it was left here with something typed. */
  readonly isAsked: boolean
  /** Resolves when the server has it; rejects with what went wrong. Each try of one box has the same id. */
  readonly onPost: (text: string, commentId: string) => Promise<Posted>
  /** The server has it, nothing of it is left here. */
  readonly onPosted: (posted: Posted) => void
  readonly onCancel: () => void
}

export const CommentBox = <Posted,>(props: CommentBoxProps<Posted>) => {
  const { label, button, box: named, start = '', isAsked, onPost, onPosted, onCancel } = props
  const isConnected = use(ConnectionContext)
  const box = useRef<HTMLTextAreaElement>(null)
  const { text, commentId, type, forget } = useBoxWords(named, start)
  const [asks, setAsks] = useState(false)
  const [isPosting, setIsPosting] = useState(false)
  const [thrown, setThrown] = useState<unknown>(null)
  const id = useId()
  const rules = textRules(id, label)
  const { faults, isClean, judge } = useFoundFaults({ text }, rules)
  const warn = useWarn()
  useEffect(() => {
    if (isAsked) box.current?.focus()
  }, [isAsked])

  const fault = faultOf(faults, id)
  /** The focus stays where one writes, or comes back there; a field says nothing new by itself to who is in it. */
  const pointOut = (): void => {
    box.current?.focus()
    for (const { says } of rules.faultsOf({ text })) warn(says)
  }
  const post = async (): Promise<void> => {
    if (isPosting) return
    if (!judge()) return pointOut()
    setIsPosting(true)
    setThrown(null)
    try {
      const posted = await onPost(text.trim(), commentId)
      forget()
      onPosted(posted)
    } catch (error) {
      setThrown(error)
    }
    setIsPosting(false)
  }
  const goOn = (): void => {
    setAsks(false)
    box.current?.focus()
  }
  const throwAway = (): void => {
    forget()
    onCancel()
  }
  const leave = (): void => (text.trim() === start.trim() ? throwAway() : setAsks(true))
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
        id={id}
        label={label}
        hint={isConnected ? undefined : words.comments.needsConnection}
        fault={fault}
        rows={3}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {isClean && <Outcome of={{ isPending: isPosting, error: thrown }} />}
      {asks ? (
        <div role="alert" className={styles.acts}>
          <strong>{words.comments.discard}</strong>
          <Button look="small" onClick={throwAway}>
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
