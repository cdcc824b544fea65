/** What changed between the text shown and the text as it is: words say added or removed, colour and line are extra. */
import { useEffect, useRef } from 'react'
import { words } from '../words/en.ts'
import type { Stretch, TextChange } from './text-diff.ts'
import styles from './Changes.module.css'

const titles = {
  added: words.signOff.changeAdded,
  removed: words.signOff.changeRemoved,
  changed: words.signOff.changeChanged,
} as const

/** Within a line the sight of it says enough to who sees it; who hears it is told. */
const Words = ({ part: { kind, text } }: { readonly part: Stretch }) => {
  if (kind === 'same') return text
  const Tag = kind === 'added' ? 'ins' : 'del'
  return (
    <Tag>
      <span className="visually-hidden">({titles[kind]}: </span>
      {text}
      <span className="visually-hidden">) </span>
    </Tag>
  )
}

const Change = ({ change }: { readonly change: TextChange }) => {
  const Tag = change.kind === 'added' ? 'ins' : 'del'
  return (
    <li>
      <strong>{titles[change.kind]}:</strong>{' '}
      {change.kind === 'changed' ? (
        change.parts.map((part, index) => <Words key={index} part={part} />)
      ) : (
        <Tag>{change.text}</Tag>
      )}
    </li>
  )
}

export const Changes = ({ changes }: { readonly changes: readonly TextChange[] }) => {
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
