/** The list of keys. */
import type { ReactElement } from 'react'
import { editorWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'

export const KeyHelp = ({ onClose }: { onClose(): void }): ReactElement => (
  <Dialog title={editorWords.keyHelp.title} onClose={onClose}>
    <dl className="editor-keys">
      {editorWords.keyHelp.rows.map(([keys, meaning]) => (
        <div key={keys}>
          <dt>{keys}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
    <div className="editor-dialog-actions">
      <button type="button" className="editor-tool is-done" data-first onClick={onClose}>
        {editorWords.close}
      </button>
    </div>
  </Dialog>
)
