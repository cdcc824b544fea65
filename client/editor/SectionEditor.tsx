/**
 * The live editor of one section: tools, text, removed blocks. Made for someone who may write, after the section's
 * text has arrived; everything else reads static text. React draws the frame; the text is the editor's own.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactElement } from 'react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import { bringBackBlock } from './blocks/commands.ts'
import type { Highlight } from '../../shared/export/tree.ts'
import { createEditorContext, type EditorContextOwner, type EditorWorld } from './context.ts'
import { createEditor } from './create-editor.ts'
import { readSnapshot } from './editor-snapshot.ts'
import { watchFrameKeys } from './frame-keys.ts'
import { showHighlights } from './highlights.ts'
import { watchLeaving } from './leave.ts'
import { followAuthors } from './remote.ts'
import { RemovedList, RemovedNotice } from './RemovedBlocks.tsx'
import { takeFocus } from './take-focus.ts'
import { KeyHelp } from './toolbar/KeyHelp.tsx'
import { LinkDialog } from './toolbar/LinkDialog.tsx'
import { PictureDialog } from './toolbar/PictureDialog.tsx'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { editorWords } from './words.ts'
import './editor.css'

export interface SectionEditorProps extends EditorWorld {
  /** Already synced. */
  readonly doc: Doc
  readonly awareness: Awareness
  readonly sectionId: string
  /** Id of the section's visible heading, which names the textbox. */
  readonly headingId: string
  readonly highlights: readonly Highlight[]
  readonly activeThreadId: string | null
  uploadImage(file: File): Promise<{ readonly src: string }>
  /** The text stands in the editor. */
  onOpen(): void
  /** Esc twice, or Done: back to the static text. */
  onClose(): void
}

type OpenDialog = 'link' | 'picture' | 'keys' | null

interface Live {
  readonly editor: Editor
  readonly context: EditorContextOwner
}

/** Sends what is typed in a field and not sent yet; called while the field is still in the page. */
const settleFields = (root: HTMLElement | null): void => {
  if (root?.contains(document.activeElement) && document.activeElement instanceof HTMLElement)
    document.activeElement.blur()
}

const focusToolbar = (toolbar: HTMLElement | null): void =>
  toolbar?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()

const SectionEditor = (props: SectionEditorProps): ReactElement => {
  const { doc, awareness, headingId, highlights, activeThreadId } = props
  const [live, setLive] = useState<Live | null>(null)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [removed, setRemoved] = useState<{ readonly id: string; readonly label: string } | null>(null)
  const mount = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLSpanElement>(null)
  const after = useRef<HTMLSpanElement>(null)
  const toolbar = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const hintId = useId()

  const snapshot = useEditorState({
    editor: live?.editor ?? null,
    selector: ({ editor }) => (editor === null ? null : readSnapshot(editor.state, props.template)),
  })

  useEffect(() => {
    latest.current = props
  })
  useLayoutEffect(() => {
    const root = mount.current
    return () => settleFields(root)
  }, [])
  // Before the page is painted: the static text goes in the very frame in which the editor comes.
  useLayoutEffect(() => {
    const root = mount.current
    if (root === null || before.current === null || after.current === null) return
    const screen = {
      openLink: () => setDialog('link'),
      openPicture: () => setDialog('picture'),
      openKeys: () => setDialog('keys'),
      focusToolbar: () => focusToolbar(toolbar.current),
      showRemoved: (id: string, label: string) => setRemoved({ id, label }),
    }
    const context = createEditorContext(latest.current, screen, awareness)
    const stopAuthors = followAuthors(doc, awareness, context)
    const editor = createEditor({ doc, mount: root, context, headingId, hintId })
    const stopLeaving = watchLeaving(root, {
      before: before.current,
      after: after.current,
      close: () => latest.current.onClose(),
    })
    const stopFrameKeys = watchFrameKeys(root, screen)
    setLive({ editor, context })
    latest.current.onOpen()
    return () => {
      stopLeaving()
      stopFrameKeys()
      stopAuthors()
      editor.destroy()
      setLive(null)
    }
  }, [doc, awareness, headingId, hintId])

  useEffect(() => live?.context.update(props))
  useEffect(() => {
    if (live) showHighlights(live.editor.view, { highlights, active: activeThreadId })
  }, [live, highlights, activeThreadId])
  /** Once tools and marks stand and the static text has gone, so that the page is laid out once. */
  useEffect(() => {
    if (live) takeFocus(live.editor, headingId)
  }, [live, headingId])

  /** While a dialog is open the text cannot take the focus; it gets it back when the dialog is gone. */
  useEffect(() => {
    if (dialog !== null) return () => live?.editor.view.focus()
  }, [dialog, live])

  const closeDialog = (): void => setDialog(null)
  const bringBack = (id: string): void => {
    setRemoved(null)
    if (live) bringBackBlock(live.editor.view, id, live.context)
    live?.editor.view.focus()
  }
  return (
    <div className="section-editor">
      {live && snapshot && (
        <Toolbar
          editor={live.editor}
          context={live.context}
          snapshot={snapshot}
          toolbarRef={toolbar}
          onClose={() => props.onClose()}
        />
      )}
      {removed && (
        <RemovedNotice
          label={removed.label}
          bringBack={() => bringBack(removed.id)}
          hide={() => {
            setRemoved(null)
            live?.editor.view.focus()
          }}
        />
      )}
      <p id={hintId} className="editor-hint">
        {editorWords.editorHint}
      </p>
      <span ref={before} tabIndex={-1} />
      <div ref={mount} className="section-mount" hidden={live === null} />
      <span ref={after} tabIndex={-1} />
      {snapshot && <RemovedList blocks={snapshot.removed} bringBack={bringBack} />}
      {live && dialog === 'link' && <LinkDialog editor={live.editor} onClose={closeDialog} />}
      {live && dialog === 'picture' && (
        <PictureDialog editor={live.editor} upload={(file) => props.uploadImage(file)} onClose={closeDialog} />
      )}
      {dialog === 'keys' && <KeyHelp onClose={closeDialog} />}
    </div>
  )
}

export default SectionEditor
