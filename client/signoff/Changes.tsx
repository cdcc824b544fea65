/** What changed between the text shown and the text as it is: words say added or removed, colour and line are extra. */
import { useEffect, useRef } from 'react'
import { words } from '../words/en.ts'
import type { LineChange } from './text-diff.ts'
import styles from './Changes.module.css'

const Change = ({ change }: { readonly change: LineChange }) => {
  const isAdded = change.kind === 'added'
  const Tag = isAdded ? 'ins' : 'del'
  return (
    <li>
      <strong>{isAdded ? words.signOff.changeAdded : words.signOff.changeRemoved}:</strong> <Tag>{change.text}</Tag>
    </li>
  )
}

export const Changes = ({ changes }: { readonly changes: readonly LineChange[] }) => {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => notice.current?.focus(), [changes])
  return (
    <div className={styles.changes} ref={notice} tabIndex={-1} role="alert">
      <h3>{words.signOff.changedTitle}</h3>
      <p>{words.signOff.changedSays}</p>
      <ul>
        {changes.map((change, index) => (
          <Change key={index} change={change} />
        ))}
      </ul>
    </div>
  )
}
