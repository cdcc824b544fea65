/**
 * The writing tools: one tab stop, arrows between them, Esc back to the text. Words rather than signs; what is used
 * less stands under More. Inside a table, the table's commands take the place of Insert. Lists, undo and redo stand in
 * the menus, and beside them too where the row has room for them.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from 'react'
import type { Editor } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import type { Command } from '@tiptap/pm/state'
import { commentOnSelection } from '../comment.ts'
import type { EditorContext } from '../context.ts'
import type { EditorSnapshot } from '../editor-snapshot.ts'
import { blockInsertions, insertTable } from '../insertions.ts'
import { applyStyle, toggleList, toggleQuote, type StyleLevel } from '../styles.ts'
import { tableCommands, type TableCommand } from '../tables.ts'
import { editorWords as words } from '../words.ts'
import { MenuButton, type MenuItem } from './MenuButton.tsx'

interface ToolbarProps {
  readonly editor: Editor
  readonly context: EditorContext
  readonly snapshot: EditorSnapshot
  readonly toolbarRef: RefObject<HTMLDivElement | null>
  onClose(): void
}

const styleChoices: readonly { level: StyleLevel; label: string }[] = [
  { level: 0, label: words.styles.text },
  { level: 3, label: words.styles.heading3 },
  { level: 4, label: words.styles.heading4 },
  { level: 5, label: words.styles.heading5 },
]

type Run = (command: Command) => () => void

/** A line is of one style, or an entry of a list; another style takes it out of the list. */
const styleItems = (editor: Editor, { style, deepest, list }: EditorSnapshot): readonly MenuItem[] =>
  styleChoices
    .filter(({ level }) => level <= deepest || level === style)
    .map(({ level, label }) => ({
      id: String(level),
      label,
      checked: list === null && level === style,
      run: () => {
        if (list !== null) toggleList(list)(editor.state, editor.view.dispatch, editor.view)
        applyStyle(editor.view, level)
        editor.view.focus()
      },
    }))

const listItems = (run: Run, { list }: EditorSnapshot): readonly MenuItem[] =>
  (['bulletList', 'orderedList'] as const).map((name) => ({
    id: name,
    label: words[name],
    checked: list === name,
    run: run(toggleList(name)),
  }))

const tableItems = (run: Run): readonly MenuItem[] =>
  (Object.keys(tableCommands) as readonly TableCommand[]).map((name) => ({
    id: name,
    label: words.tableCommands[name],
    run: run(tableCommands[name]),
  }))

const moreItems = ({ editor, context, snapshot }: ToolbarProps, run: Run): readonly MenuItem[] => [
  { id: 'quote', label: words.quote, run: run(toggleQuote) },
  ...(snapshot.inTable ? [] : [{ id: 'table', label: words.table, run: () => insertTable(editor.view) }]),
  { id: 'picture', label: words.picture, run: () => context.screen.openPicture() },
  { id: 'undo', label: words.undo, run: () => void editor.chain().undo().focus().run() },
  { id: 'redo', label: words.redo, run: () => void editor.chain().redo().focus().run() },
  { id: 'keys', label: words.keys, run: () => context.screen.openKeys() },
]

const markCommand =
  (name: 'bold' | 'italic'): Command =>
  (state, dispatch, view) => {
    const type = state.schema.marks[name]
    return type !== undefined && toggleMark(type)(state, dispatch, view)
  }

interface ToolProps {
  readonly label: string
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly look?: string
  run(): void
}

/** `aria-disabled` keeps the tool in the row of arrows, where a disabled button would break it. */
const Tool = ({ label, pressed, disabled = false, look = '', run }: ToolProps): ReactElement => (
  <button
    type="button"
    className={`editor-tool ${look}`}
    aria-pressed={pressed}
    aria-disabled={disabled || undefined}
    onMouseDown={(event) => event.preventDefault()}
    onClick={() => {
      if (!disabled) run()
    }}
  >
    {label}
  </button>
)

const allToolsOf = (toolbar: HTMLElement | null): readonly HTMLElement[] => [
  ...(toolbar?.querySelectorAll<HTMLElement>('.editor-tool') ?? []),
]

/** Those there is room for. */
const toolsOf = (toolbar: HTMLElement | null): readonly HTMLElement[] =>
  allToolsOf(toolbar).filter((tool) => tool.checkVisibility())

const setTabStop = (tools: readonly HTMLElement[], index: number): void =>
  tools.forEach((tool, at) => {
    tool.tabIndex = at === index ? 0 : -1
  })

/** Keeps one tool in the order of Tab: the one last used. */
const useOneTabStop = (toolbarRef: RefObject<HTMLDivElement | null>) => {
  const current = useRef(0)
  useEffect(() => {
    // There is always room for the first; to ask which others stand would have the page laid out while an editor opens.
    const tools = current.current === 0 ? allToolsOf(toolbarRef.current) : toolsOf(toolbarRef.current)
    setTabStop(tools, Math.min(current.current, tools.length - 1))
  })
  return (index: number): void => {
    const tools = toolsOf(toolbarRef.current)
    current.current = (index + tools.length) % tools.length
    setTabStop(tools, current.current)
    tools[current.current]?.focus()
  }
}

export const Toolbar = (props: ToolbarProps): ReactElement => {
  const { editor, context, snapshot, toolbarRef, onClose } = props
  const goTo = useOneTabStop(toolbarRef)
  const run: Run = (command) => () => {
    command(editor.state, editor.view.dispatch, editor.view)
    editor.view.focus()
  }
  const handleKey = (event: KeyboardEvent): void => {
    const tools = toolsOf(toolbarRef.current)
    const index = tools.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape') editor.view.focus()
    if (index < 0) return
    if (event.key === 'ArrowRight') goTo(index + 1)
    else if (event.key === 'ArrowLeft') goTo(index - 1)
    else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(-1)
    else return
    event.preventDefault()
  }
  const insertItems = blockInsertions(context).map(({ id, label, hint, run: insert }) => ({
    id,
    label,
    hint,
    run: () => insert(editor.view),
  }))
  const style = styleChoices.find(({ level }) => level === snapshot.style)?.label ?? words.styles.text
  return (
    <div
      ref={toolbarRef}
      role="toolbar"
      tabIndex={-1}
      aria-label={words.toolbar}
      className="editor-toolbar stays-in-sight"
      onKeyDown={handleKey}
    >
      <MenuButton
        label={words.style}
        shown={style}
        items={[...styleItems(editor, snapshot), ...listItems(run, snapshot)]}
      />
      <Tool label={words.bold} look="is-bold" pressed={snapshot.bold} run={run(markCommand('bold'))} />
      <Tool label={words.italic} look="is-italic" pressed={snapshot.italic} run={run(markCommand('italic'))} />
      <Tool label={words.link} pressed={snapshot.link} run={() => context.screen.openLink()} />
      {listItems(run, snapshot).map(({ id, label, checked = false, run: toggle }) => (
        <Tool key={id} label={label} look="is-spare" pressed={checked} run={toggle} />
      ))}
      {snapshot.inTable ? (
        <MenuButton label={words.tableMenu} items={tableItems(run)} />
      ) : (
        <MenuButton label={words.insert} items={insertItems} />
      )}
      <Tool label={words.comment} run={() => void commentOnSelection(editor.view, context)} />
      <Tool
        label={words.undo}
        look="is-spare"
        disabled={!snapshot.canUndo}
        run={() => void editor.chain().undo().focus().run()}
      />
      <Tool
        label={words.redo}
        look="is-spare"
        disabled={!snapshot.canRedo}
        run={() => void editor.chain().redo().focus().run()}
      />
      <MenuButton label={words.more} items={moreItems(props, run)} />
      <Tool label={words.done} look="is-done" run={onClose} />
    </div>
  )
}
