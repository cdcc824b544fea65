/**
 * A modal dialog on the browser's own `<dialog>`: focus goes in, stays in, and returns to what opened it. Esc closes.
 */
import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { words } from '../words/en.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Closed while it still stands in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <Button look="plain" onClick={onClose}>
          {words.general.close}
        </Button>
      </div>
      {children}
    </dialog>
  )
}
