/** An error of the server or the network, said helpfully: what happened, what is wrong where, what to do. */
import type { ReactNode } from 'react'
import { words } from '../words/en.ts'
import { errorOf } from '../api/call.ts'
import { Button } from './Button.tsx'
import { toSentence } from './sentence.ts'
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
  // Where parts of what was sent are wrong the error names them by paths, which tell a reader nothing.
  const faults = error.faults?.filter(({ path }) => path !== '') ?? []
  return (
    <FailureBox>
      <p>{faults.length === 0 ? error.says : words.errors.malformed}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ path, says }) => (
            <li key={path}>{toSentence(says)}</li>
          ))}
        </ul>
      )}
      {error.requestId !== undefined && <p className={styles.small}>{words.errors.reference(error.requestId)}</p>}
      {onRetry && <Button onClick={onRetry}>{words.general.tryAgain}</Button>}
    </FailureBox>
  )
}
