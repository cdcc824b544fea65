/**
 * "/" on an empty line opens a list of what may be inserted; typing filters, arrows choose, Enter inserts, Esc keeps
 * the text. The textbox keeps the focus and points to the chosen option (`aria-activedescendant`).
 */
import { Extension } from '@tiptap/core'
import { Plugin, type EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { EditorContext } from './context.ts'
import { element, nextDomId } from './dom.ts'
import { deleteQuery, filterInsertions, insertionsAt, type Insertion } from './insertions.ts'
import { editorWords } from './words.ts'

interface Query {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What was typed after the slash, while the line holds nothing else. */
const readQuery = ({ selection }: EditorState): Query | null => {
  const { $from, empty } = selection
  if (!empty || $from.parent.type.name !== 'paragraph' || $from.parentOffset !== $from.parent.content.size) return null
  const typed = /^\/([\p{L}' -]{0,30})$/u.exec($from.parent.textContent)
  return typed === null ? null : { text: typed[1] ?? '', from: $from.start(), to: $from.pos }
}

interface Menu {
  update(view: EditorView, before: EditorState): void
  handleKey(view: EditorView, event: KeyboardEvent): boolean
  destroy(): void
}

const createMenu = (view: EditorView, context: EditorContext): Menu => {
  const list = element('div', {
    id: nextDomId('insert'),
    class: 'slash-menu',
    role: 'listbox',
    tabindex: '0',
    'aria-label': editorWords.slash.label,
  })
  list.hidden = true
  view.dom.parentElement?.append(list)
  let query: Query | null = null
  let offered: readonly Insertion[] = []
  let chosen = 0
  /** Start of the line whose menu was closed by Esc; it stays closed until the line's slash is gone. */
  let dismissedAt: number | null = null

  const optionId = (index: number): string => `${list.id}-${index}`
  const point = (): void => {
    list.querySelectorAll('[role=option]').forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === chosen))
      if (index === chosen) option.scrollIntoView({ block: 'nearest' })
    })
    view.dom.setAttribute('aria-activedescendant', optionId(chosen))
  }
  const close = (): void => {
    query = null
    list.hidden = true
    view.dom.removeAttribute('aria-activedescendant')
    view.dom.removeAttribute('aria-controls')
  }
  const insert = (insertion: Insertion): void => {
    const open = query
    close()
    if (open === null) return
    deleteQuery(view, open.from, open.to)
    view.focus()
    insertion.run(view)
  }
  const drawOption = (insertion: Insertion, index: number): HTMLElement => {
    const hint = insertion.hint === '' ? [] : [element('span', { class: 'slash-hint' }, [insertion.hint])]
    const option = element(
      'div',
      { id: optionId(index), class: 'slash-option', role: 'option', 'aria-selected': 'false' },
      [element('span', {}, [insertion.label]), ...hint],
    )
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      insert(insertion)
    })
    return option
  }
  /** Under the line, or above it where the screen ends below. */
  const place = (at: number): void => {
    const caret = view.coordsAtPos(at)
    const box = list.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 }
    const isAbove = caret.bottom + list.offsetHeight > window.innerHeight && caret.top > list.offsetHeight
    list.style.left = `${Math.max(0, caret.left - box.left)}px`
    list.style.top = `${isAbove ? caret.top - box.top - list.offsetHeight - 4 : caret.bottom - box.top + 4}px`
  }
  const open = (next: Query): void => {
    const isNew = next.text !== query?.text
    query = next
    if (!isNew) return
    offered = filterInsertions(insertionsAt(view.state, context), next.text)
    chosen = 0
    const none = element('div', { class: 'slash-none' }, [editorWords.slash.none])
    list.replaceChildren(...(offered.length === 0 ? [none] : offered.map(drawOption)))
    list.hidden = false
    view.dom.setAttribute('aria-controls', list.id)
    if (offered.length > 0) point()
    else view.dom.removeAttribute('aria-activedescendant')
    place(next.from)
    context.current.announce(offered.length === 0 ? editorWords.slash.none : editorWords.slash.count(offered.length))
  }
  const step = (by: 1 | -1): true => {
    chosen = (chosen + by + offered.length) % Math.max(1, offered.length)
    point()
    return true
  }
  const isTyping = (before: EditorState): boolean => view.hasFocus() && before.doc !== view.state.doc
  return {
    update: (_view, before) => {
      const next = readQuery(view.state)
      if (next === null) dismissedAt = null
      if (next === null || next.from === dismissedAt) return query === null ? undefined : close()
      if (query !== null || isTyping(before)) open(next)
    },
    handleKey: (_view, event) => {
      if (query === null) return false
      if (event.key === 'ArrowDown') return step(1)
      if (event.key === 'ArrowUp') return step(-1)
      const choice = offered[chosen]
      if (event.key === 'Enter' && choice !== undefined) {
        insert(choice)
        return true
      }
      if (event.key === 'Tab') close()
      if (event.key !== 'Escape') return false
      dismissedAt = query.from
      event.stopPropagation()
      close()
      return true
    },
    destroy: () => list.remove(),
  }
}

export const createSlashMenu = (context: EditorContext) =>
  Extension.create({
    name: 'slashMenu',
    priority: 1_900,
    addProseMirrorPlugins: () => {
      let menu: Menu | null = null
      return [
        new Plugin({
          view: (view) => {
            menu = createMenu(view, context)
            return menu
          },
          props: { handleKeyDown: (view, event) => menu?.handleKey(view, event) ?? false },
        }),
      ]
    },
  })
