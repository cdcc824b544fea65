/** A native modal dialog that opens when it is drawn; closing it, by Esc too, calls `onClose` once. `data-first` takes the focus. */
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  onClose(): void
}

export const Dialog = ({ title, children, onClose }: DialogProps): ReactElement => {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const shown = dialog.current
    if (shown?.open === false) shown.showModal()
    shown?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="editor-dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
