/** An error of the server or the network, said helpfully: what happened, what is wrong where, what to do. */
import type { ReactNode } from 'react'
import { words } from '../words/en.ts'
import { errorOf } from '../api/call.ts'
import { Button } from './Button.tsx'
import styles from './Failure.module.css'

interface FailureProps {
  readonly thrown: unknown
  readonly onRetry?: (() => void) | undefined
}

export const FailureBox = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.failure} role="alert">
    {children}
  </div>
)

export const Failure = ({ thrown, onRetry }: FailureProps) => {
  if (thrown === null || thrown === undefined) return null
  const error = errorOf(thrown)
  return (
    <FailureBox>
      <p>{error.says}</p>
      {error.faults !== undefined && error.faults.length > 0 && (
        <ul>
          {error.faults.map((fault) => (
            <li key={fault.path}>{fault.says}</li>
          ))}
        </ul>
      )}
      {error.requestId !== undefined && <p className={styles.small}>{words.errors.reference(error.requestId)}</p>}
      {onRetry && <Button onClick={onRetry}>{words.general.tryAgain}</Button>}
    </FailureBox>
  )
}
