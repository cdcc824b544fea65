/**
 * Where colleagues are. The name is drawn by CSS from an attribute and hidden from readers, which would otherwise
 * speak it in the middle of a sentence. The server writes `user` into presence; this only reads it.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import type { RelativePosition } from 'yjs'
import { presenceColours } from '../../shared/protocol.ts'
import { claimedCaret } from './claimed-caret.ts'
import { element } from './dom.ts'
import { isRemote, userOf } from './remote.ts'

/** After this long without a move a name fades, in milliseconds; the thin line stays. */
const idleMs = 10_000

interface Shown {
  readonly label: string
  readonly colour: string
  /** y-tiptap insists on a colour in this form and warns otherwise; ours come from classes. */
  readonly color: '#000000'
  readonly name: string
}

const shownUser = (state: unknown): Shown => {
  const { name, body, colour } = userOf(state)
  const label = [name, body].filter((part) => part !== undefined && part !== '').join(' · ')
  return { label, name: label, colour: String((colour ?? 0) % presenceColours), color: '#000000' }
}

const shownState = (state: Readonly<Record<string, unknown>>) => ({
  ...state,
  user: shownUser(state),
  cursor: claimedCaret(state),
})

interface Cursor {
  readonly anchor: RelativePosition
  readonly head: RelativePosition
}

/** Cursors come as positions from the editor, and as JSON from the room. */
const isSameCursor = (one: Cursor | null | undefined, other: Cursor | null | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/**
 * Presence as y-tiptap's caret plugin is given it: users in the form it expects, no caret that is none, and three of its
 * habits put right. With every letter of a colleague it tells the whole room anew where one's own caret is, which has
 * not moved. It draws all carets again when one's own moves, which is not drawn. And it draws them once with a
 * colleague's letter and once more for the caret that came with it; the second drawing is left out where the words came
 * after the caret (`drawn`).
 */
const createCaretPresence = (awareness: Awareness) => {
  let draw: (() => void) | null = null
  let isDue = false
  const drawIfDue = (): void => {
    if (isDue) draw?.()
    isDue = false
  }
  const onChange = (_: PresenceChange, origin: unknown): void => {
    if (origin === 'local' || isDue) return
    isDue = true
    setTimeout(drawIfDue)
  }
  const presence = Object.assign(Object.create(awareness) as Awareness, {
    getStates: () => new Map([...awareness.getStates()].map(([id, state]) => [id, shownState(state)])),
    setLocalStateField: (field: string, value: unknown) => {
      const held = awareness.getLocalState()?.[field] as Cursor | null | undefined
      if (field !== 'cursor' || !isSameCursor(held, value as Cursor | null)) awareness.setLocalStateField(field, value)
    },
    /** The plugin listens to nothing but `change`. */
    on: (_: 'change', listener: () => void) => {
      draw = listener
      awareness.on('change', onChange)
    },
    off: () => {
      draw = null
      awareness.off('change', onChange)
    },
  })
  return { presence, drawn: () => void (isDue = false) }
}

const drawCaret = (user: Shown, client: number): HTMLElement =>
  element('span', {
    class: 'remote-caret',
    'aria-hidden': 'true',
    'data-name': user.label,
    'data-colour': user.colour,
    'data-client': String(client),
  })

const drawSelection = (user: Shown): Record<string, string> => ({
  class: 'remote-selection',
  'data-colour': user.colour,
})

interface PresenceChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
}

/** Marks carets that have not moved for a while. */
const fadeIdle = (root: HTMLElement, awareness: Awareness): (() => void) => {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  // The browser keeps this list; to look for carets would go through a long text with every letter.
  const carets = root.getElementsByClassName('remote-caret')
  const mark = (client: number, idle: boolean): void => {
    for (const caret of carets)
      if (caret.getAttribute('data-client') === String(client)) caret.classList.toggle('is-idle', idle)
  }
  const wake = ({ added, updated }: PresenceChange): void => {
    for (const client of [...added, ...updated]) {
      clearTimeout(timers.get(client))
      mark(client, false)
      timers.set(
        client,
        setTimeout(() => mark(client, true), idleMs),
      )
    }
  }
  awareness.on('change', wake)
  return () => {
    awareness.off('change', wake)
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

/** Carets and selections of the others in this room. */
export const createCarets = (awareness: Awareness) =>
  Extension.create({
    name: 'remoteCarets',
    addProseMirrorPlugins: () => {
      const { presence, drawn } = createCaretPresence(awareness)
      return [
        yCursorPlugin(presence, {
          cursorBuilder: drawCaret,
          selectionBuilder: drawSelection,
        }),
        new Plugin({
          state: {
            init: () => null,
            apply: (change) => {
              if (isRemote(change)) drawn()
              return null
            },
          },
          view: (view) => ({ destroy: fadeIdle(view.dom, awareness) }),
        }),
      ]
    },
  })
