/** A part that folds away, on the browser's own `<details>`. */
import type { ReactNode, Ref } from 'react'
import styles from './Disclosure.module.css'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly open?: boolean
  readonly onToggle?: (open: boolean) => void
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLDetailsElement>
  readonly children: ReactNode
}

export const Disclosure = ({ summary, open, onToggle, className = '', ref, children }: DisclosureProps) => (
  <details
    ref={ref}
    className={`${styles.disclosure} ${className}`}
    open={open}
    onToggle={(event) => onToggle?.(event.currentTarget.open)}
  >
    <summary className={styles.summary}>{summary}</summary>
    <div className={styles.content}>{children}</div>
  </details>
)
