/**
 * Words typed into comment boxes and not posted yet. A box goes with its screen, or when another comment is begun; its
 * words stay here until they are posted or thrown away, for as long as the page lives, and for their author alone.
 * Nothing of them is stored.
 */
import type { ThreadTarget } from '../../shared/api/comments.ts'

export interface UnsentWords {
  /** Names the box. Whoever signs in after its author finds no such box. */
  readonly box: string
  /** With the target of a comment that would open a thread; null in a thread that is there. */
  readonly opens: { readonly planId: string; readonly personId: string; readonly target: ThreadTarget } | null
  /** By which the server knows a comment again that is sent again. */
  readonly commentId: string
  readonly text: string
}

export interface UnsentStore {
  readonly find: (box: string) => UnsentWords | undefined
  readonly keep: (words: UnsentWords) => void
  readonly forget: (box: string) => void
  readonly forgetAll: () => void
  /** In the order in which they were begun; another list whenever a box has come or gone, not with its words. */
  readonly all: () => readonly UnsentWords[]
  readonly subscribe: (listener: () => void) => () => void
}

export const createUnsentStore = (): UnsentStore => {
  const kept = new Map<string, UnsentWords>()
  const listeners = new Set<() => void>()
  let listed: readonly UnsentWords[] = []
  const list = (): void => {
    listed = [...kept.values()]
    for (const listener of listeners) listener()
  }
  return {
    find: (box) => kept.get(box),
    keep: (words) => {
      const isNew = !kept.has(words.box)
      kept.set(words.box, words)
      if (isNew) list()
    },
    forget: (box) => {
      if (kept.delete(box)) list()
    },
    forgetAll: () => {
      kept.clear()
      list()
    },
    all: () => listed,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
