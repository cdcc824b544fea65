/** Removed blocks of the section: the one just removed with its Undo, and the list of all at the end. */
import type { ReactElement } from 'react'
import type { RemovedBlock } from './editor-snapshot.ts'
import { editorWords } from './words.ts'

const words = editorWords.block

interface RemovedNoticeProps {
  readonly label: string
  bringBack(): void
  hide(): void
}

/** Stays until it is used or hidden: no time limit on changing one's mind. */
export const RemovedNotice = ({ label, bringBack, hide }: RemovedNoticeProps): ReactElement => (
  <div className="removed-notice">
    <span>{words.removed(label)}</span>
    <button type="button" className="editor-action" onClick={bringBack}>
      {editorWords.undo}
    </button>
    <button type="button" className="editor-action" onClick={hide}>
      {editorWords.close}
    </button>
  </div>
)

interface RemovedListProps {
  readonly blocks: readonly RemovedBlock[]
  bringBack(id: string): void
}

export const RemovedList = ({ blocks, bringBack }: RemovedListProps): ReactElement | null =>
  blocks.length === 0 ? null : (
    <details className="removed-list">
      <summary>
        {words.removedList} ({blocks.length})
      </summary>
      <ul>
        {blocks.map(({ id, label, title }) => (
          <li key={id}>
            <span>
              {label}: {title === '' ? words.untitled : title}
            </span>
            <button
              type="button"
              className="editor-action"
              aria-label={`${words.bringBack}: ${label} ${title}`}
              onClick={() => bringBack(id)}
            >
              {words.bringBack}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
