/**
 * A table that scrolls by itself where the screen is narrow; what scrolls is named and can take focus. One that is read
 * row by row can fold instead: each row's cells then stand one under another, named by `data-head` where they need it.
 */
import type { ReactNode } from 'react'
import styles from './TableScroll.module.css'

interface TableScrollProps {
  /** Names the table and what it scrolls in. */
  readonly label: string
  readonly className?: string | undefined
  readonly folds?: boolean
  readonly children: ReactNode
}

export const TableScroll = ({ label, className = '', folds = false, children }: TableScrollProps) => (
  <div className={`${styles.scroll} ${folds ? styles.folds : ''}`.trim()} role="group" aria-label={label} tabIndex={0}>
    <table className={`${styles.table} ${className}`.trim()} aria-label={label}>
      {children}
    </table>
  </div>
)
