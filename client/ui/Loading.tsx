/** Says in words that something is on its way; it waits a moment, so that quick answers do not flash. */
import { words } from '../words/en.ts'
import styles from './Loading.module.css'

export const Loading = ({ what }: { readonly what: string }) => (
  <p className={styles.loading}>
    <span className={styles.bar} aria-hidden="true" />
    {words.general.loading(what)}
  </p>
)
