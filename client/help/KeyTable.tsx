/** The keys as a list of pairs. */
import { words } from '../words/en.ts'
import styles from './KeyTable.module.css'

export const KeyTable = () => (
  <dl className={styles.keys}>
    {words.help.keys.map(([key, does]) => (
      <div key={key}>
        <dt>
          <kbd>{key}</kbd>
        </dt>
        <dd>{does}</dd>
      </div>
    ))}
  </dl>
)
