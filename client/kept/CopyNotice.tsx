/**
 * Offers a copy of changes that are not in the plan; stays until its author has put it away, which asks first while no
 * copy was taken.
 */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import type { Copy } from './keeper.ts'
import styles from './CopyNotice.module.css'

const download = (name: string, text: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

interface CopyNoticeProps {
  readonly copy: Copy
  readonly onPutAway: () => void
}

interface TakeProps {
  readonly copy: Copy
  readonly onTaken: () => void
}

const PostComment = ({ copy, text, onTaken }: TakeProps & { readonly text: string }) => {
  const announce = useAnnounce()
  const { planId, sectionId } = copy
  const [commentId] = useState(usePlatform().newId)
  const post = useMutation({
    mutationFn: () =>
      call('POST /api/plans/:planId/threads', { planId }, { target: { kind: 'section', sectionId }, text, commentId }),
    onSuccess: () => {
      announce(words.save.commentPosted)
      onTaken()
    },
  })
  if (post.isSuccess) return <p className={styles.posted}>{words.save.commentPosted}</p>
  return (
    <>
      <Button disabled={post.isPending} onClick={() => post.mutate()}>
        {words.save.postComment}
      </Button>
      <Outcome of={post} />
    </>
  )
}

const TakeButtons = ({ copy, onTaken }: TakeProps) => {
  const announce = useAnnounce()
  const { save, general } = words
  const { title, text, html, comment } = copy
  const downloadAs = (name: string, content: string, type: string): void => {
    download(name, content, type)
    onTaken()
  }
  const copyVersion = async (): Promise<void> => {
    const isCopied = await copyText(text)
    announce(isCopied ? general.copied : general.copyFailed)
    if (isCopied) onTaken()
  }
  return (
    <>
      <Button onClick={() => void copyVersion()}>{save.copyText}</Button>
      <Button onClick={() => downloadAs(`${title}.txt`, text, 'text/plain')}>{save.downloadText}</Button>
      {html !== null && (
        <Button onClick={() => downloadAs(`${title}.html`, html, 'text/html')}>{save.downloadHtml}</Button>
      )}
      {comment !== null && <PostComment copy={copy} text={comment} onTaken={onTaken} />}
    </>
  )
}

export const CopyNotice = ({ copy, onPutAway }: CopyNoticeProps) => {
  const [isTaken, setIsTaken] = useState(false)
  const [asks, setAsks] = useState(false)
  const { save, general } = words
  return (
    <section className={styles.notice} aria-label={save.unsavedTitle(copy.title)}>
      <h2>{save.unsavedTitle(copy.title)}</h2>
      <p>{copy.why}</p>
      <p>{save.unsavedSays}</p>
      <div className={styles.acts}>
        <TakeButtons copy={copy} onTaken={() => setIsTaken(true)} />
        <Button look="plain" onClick={isTaken ? onPutAway : () => setAsks(true)}>
          {isTaken ? save.discardCopy : save.discardNow}
        </Button>
      </div>
      {asks && (
        <Dialog title={save.discardTitle} onClose={() => setAsks(false)}>
          <p>{save.discardSays(copy.title)}</p>
          <div className={styles.acts}>
            <Button look="primary" onClick={onPutAway}>
              {save.discardNow}
            </Button>
            <Button onClick={() => setAsks(false)}>{general.cancel}</Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
