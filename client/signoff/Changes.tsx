/** What changed between the text shown and the text as it is: words say added or removed, colour and line are extra. */
import { useEffect, useId, useRef } from 'react'
import { words } from '../words/en.ts'
import type { Stretch, TextChange } from './text-diff.ts'
import type { ShownChanges } from './use-shown-text.ts'
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

export const Changes = ({ changes }: { readonly changes: ShownChanges }) => {
  const notice = useRef<HTMLDivElement>(null)
  const titleId = useId()
  useEffect(() => notice.current?.focus(), [changes])
  const { list, wasRefused } = changes
  const { changedTitle, changedSays, seenTitle, seenSays, noWordsChanged } = words.signOff
  return (
    <div
      className={`${wasRefused ? styles.refused : styles.asked} no-print`}
      ref={notice}
      tabIndex={-1}
      role={wasRefused ? 'alert' : 'group'}
      aria-labelledby={titleId}
    >
      <h2 id={titleId}>{wasRefused ? changedTitle : seenTitle}</h2>
      <p>{wasRefused ? changedSays : seenSays}</p>
      {list.length === 0 ? (
        <p>{noWordsChanged}</p>
      ) : (
        <ul>
          {list.map((change, index) => (
            <Change key={index} change={change} />
          ))}
        </ul>
      )}
    </div>
  )
}
