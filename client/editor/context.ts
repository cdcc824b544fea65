/**
 * What the editor's plugins and node views know of the world around them. The world changes while an editor lives
 * (a colleague adds a block that may be linked to), so views read `current` when they draw and are told of changes.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { Body } from '../../shared/plan/facts.ts'
import type { Quote, Range } from '../../shared/plan/coordinates.ts'
import type { BlockNumbers } from '../../shared/plan/numbers.ts'
import type { Template } from '../../shared/template/types.ts'

/** A block of the plan that a link field may point to. */
export interface Linkable {
  readonly id: string
  readonly blockType: string
  readonly title: string
  readonly sectionTitle: string
}

export type CommentTarget =
  (Quote & { readonly kind: 'words'; readonly range: Range }) | { readonly kind: 'block'; readonly blockId: string }

/** What the app hands in and may change at any time. */
export interface EditorWorld {
  readonly template: Template
  readonly blockTypesFirst: readonly string[]
  readonly bodies: readonly Body[]
  /** Calendar years in which the plan's years start. */
  readonly planYears: readonly number[]
  readonly linkables: readonly Linkable[]
  /** Of all blocks of the plan; a new block has its number a moment after it stands. */
  readonly numbers: BlockNumbers
  readonly person: { readonly id: string }
  now(): string
  newId(): string
  announce(message: string): void
  onComment(target: CommentTarget): void
  /** Goes to the thread. */
  onOpenThread(threadId: string): void
  /** Shows which thread it is; the writer stays in the text. */
  onShowThread(threadId: string): void
}

/** What a plugin may ask of the editor's own screen. */
export interface EditorScreen {
  openLink(): void
  openPicture(): void
  openKeys(): void
  focusToolbar(): void
  showRemoved(blockId: string, label: string): void
}

export interface EditorContext {
  readonly current: EditorWorld
  readonly screen: EditorScreen
  readonly awareness: Awareness
  /** Name of who made the latest remote change, for "changed by" messages. */
  lastAuthor: string | null
  subscribe(listener: () => void): () => void
}

export interface EditorContextOwner extends EditorContext {
  update(world: EditorWorld): void
}

export const createEditorContext = (
  world: EditorWorld,
  screen: EditorScreen,
  awareness: Awareness,
): EditorContextOwner => {
  const listeners = new Set<() => void>()
  let current = world
  return {
    get current() {
      return current
    },
    screen,
    awareness,
    lastAuthor: null,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    update: (next) => {
      const namesChanged =
        next.linkables !== current.linkables || next.bodies !== current.bodies || next.numbers !== current.numbers
      current = next
      if (namesChanged) for (const listener of listeners) listener()
    },
  }
}
