/** Makes, changes or removes a link: words and an address that is http, https or mailto. */
import { useId, useState, type FormEvent, type ReactElement } from 'react'
import { getMarkRange, type Editor } from '@tiptap/core'
import { safeHref } from '../../../shared/plan/layout.ts'
import { editorWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'

const words = editorWords.linkDialog

interface LinkPlace {
  readonly from: number
  readonly to: number
  readonly label: string
  readonly href: string
}

/** The link around the caret, or the chosen words of one line. */
const findLinkPlace = ({ state }: Editor): LinkPlace => {
  const { $from, from, to } = state.selection
  const type = state.schema.marks.link
  const range = type === undefined ? undefined : getMarkRange($from, type)
  const mark = range && type ? type.isInSet(state.doc.nodeAt(range.from)?.marks ?? []) : undefined
  const place = range && mark ? range : { from, to: Math.min(to, $from.depth > 0 ? $from.end() : to) }
  const href: unknown = mark?.attrs.href
  return {
    from: place.from,
    to: place.to,
    label: state.doc.textBetween(place.from, place.to),
    href: typeof href === 'string' ? href : '',
  }
}

const setLink = ({ view, state }: Editor, place: LinkPlace, label: string, href: string): void => {
  const mark = state.schema.marks.link?.create({ href })
  if (mark === undefined) return
  const tr = state.tr
  const text = label.trim() === '' ? href : label
  if (text !== place.label) tr.insertText(text, place.from, place.to)
  view.dispatch(tr.addMark(place.from, text === place.label ? place.to : place.from + text.length, mark))
}

const removeLink = ({ view, state }: Editor, { from, to }: LinkPlace): void => {
  const type = state.schema.marks.link
  if (type) view.dispatch(state.tr.removeMark(from, to, type))
}

interface LinkDialogProps {
  readonly editor: Editor
  onClose(): void
}

export const LinkDialog = ({ editor, onClose }: LinkDialogProps): ReactElement => {
  const [place] = useState(() => findLinkPlace(editor))
  const [label, setLabel] = useState(place.label)
  const [href, setHref] = useState(place.href)
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const safe = safeHref(href)
    if (safe === null) return setWrong(true)
    setLink(editor, place, label, safe)
    onClose()
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={save} noValidate>
        <label htmlFor={`${id}-label`}>{words.label}</label>
        <input id={`${id}-label`} type="text" value={label} onChange={(event) => setLabel(event.target.value)} />
        <label htmlFor={`${id}-href`}>{words.address}</label>
        <p id={`${id}-hint`} className="field-hint">
          {words.hint}
        </p>
        {isWrong && (
          <p id={`${id}-wrong`} role="alert" className="field-problem">
            {words.wrong}
          </p>
        )}
        <input
          id={`${id}-href`}
          type="url"
          inputMode="url"
          data-first
          value={href}
          aria-describedby={isWrong ? `${id}-hint ${id}-wrong` : `${id}-hint`}
          aria-invalid={isWrong || undefined}
          onChange={(event) => setHref(event.target.value)}
        />
        <div className="editor-dialog-actions">
          <button type="submit" className="editor-tool is-done">
            {words.save}
          </button>
          {place.href !== '' && (
            <button
              type="button"
              className="editor-tool"
              onClick={() => {
                removeLink(editor, place)
                onClose()
              }}
            >
              {words.remove}
            </button>
          )}
          <button type="button" className="editor-tool" onClick={onClose}>
            {editorWords.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
