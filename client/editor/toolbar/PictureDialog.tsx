/** Stores a picture and puts it in the text; asks for what it shows, or that it is only decoration. */
import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from 'react'
import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { Outcome, type Act } from '../../ui/Outcome.tsx'
import { insertAtCaret } from '../blocks/commands.ts'
import { editorWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'

const words = editorWords.pictureDialog

const idle: Act = { isPending: false, error: null }

interface PictureDialogProps {
  readonly editor: Editor
  upload(file: File): Promise<{ readonly src: string }>
  onClose(): void
}

const chosenPicture = ({ state: { selection } }: Editor) =>
  selection instanceof NodeSelection && selection.node.type.name === 'image' ? selection.node : null

const placePicture = ({ view, state }: Editor, src: string, alt: string): void =>
  view.dispatch(insertAtCaret(state, state.schema.node('image', { src, alt })).tr.scrollIntoView())

const describePicture = ({ view, state }: Editor, alt: string): void =>
  view.dispatch(state.tr.setNodeAttribute(state.selection.from, 'alt', alt))

export const PictureDialog = ({ editor, upload, onClose }: PictureDialogProps): ReactElement => {
  const [chosen] = useState(() => chosenPicture(editor))
  const [alt, setAlt] = useState(String(chosen?.attrs.alt ?? ''))
  const [isDecorative, setDecorative] = useState(chosen !== null && chosen.attrs.alt === '')
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState<Act>(idle)
  const file = useRef<HTMLInputElement>(null)
  const id = useId()
  /** Whoever has closed the dialog wants no picture any more. */
  const isWanted = useRef(true)
  useEffect(() => {
    isWanted.current = true
    return () => void (isWanted.current = false)
  }, [])

  const store = async (picture: File, description: string): Promise<void> => {
    setProblem(null)
    setSending({ isPending: true, error: null })
    try {
      const { src } = await upload(picture)
      if (!isWanted.current) return
      placePicture(editor, src, description)
      onClose()
    } catch (error) {
      setSending({ isPending: false, error })
    }
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const description = isDecorative ? '' : alt.trim()
    if (!isDecorative && description === '') return setProblem(words.noAlt)
    if (chosen !== null) {
      describePicture(editor, description)
      return onClose()
    }
    const picture = file.current?.files?.[0]
    if (picture === undefined) return setProblem(words.noFile)
    void store(picture, description)
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={save} noValidate>
        {problem !== null && (
          <p role="alert" className="field-problem">
            {problem}
          </p>
        )}
        <Outcome of={sending} />
        {chosen === null && (
          <>
            <label htmlFor={`${id}-file`}>{words.file}</label>
            <input ref={file} id={`${id}-file`} type="file" accept="image/png,image/jpeg,image/gif,image/webp" />
          </>
        )}
        <label htmlFor={`${id}-alt`}>{words.alt}</label>
        <p id={`${id}-hint`} className="field-hint">
          {words.altHint}
        </p>
        <input
          id={`${id}-alt`}
          type="text"
          value={alt}
          disabled={isDecorative}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setAlt(event.target.value)}
        />
        <label className="choice">
          <input type="checkbox" checked={isDecorative} onChange={(event) => setDecorative(event.target.checked)} />
          <span>{words.decorative}</span>
        </label>
        <div className="editor-dialog-actions">
          <button type="submit" className="editor-tool is-done" disabled={sending.isPending}>
            {sending.isPending ? words.sending : words.save}
          </button>
          <button type="button" className="editor-tool" onClick={onClose}>
            {editorWords.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
