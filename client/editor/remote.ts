/**
 * Where a change came from. y-tiptap marks transactions that bring the shared text in (a colleague's edit, undo and
 * redo, the first drawing); everything else was done here. Also keeps the name of who made the latest remote change.
 */
import type { Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc, Transaction as YTransaction } from 'yjs'
import type { PresentUser } from '../../shared/protocol.ts'
import type { EditorContext } from './context.ts'

interface SyncMeta {
  readonly isChangeOrigin?: boolean
  readonly isUndoRedoOperation?: boolean
}

const syncMeta = (tr: Transaction): SyncMeta => (tr.getMeta(ySyncPluginKey) as SyncMeta | undefined) ?? {}

/** True for what arrives from the shared text, undo and redo included. */
export const isRemote = (tr: Transaction): boolean => syncMeta(tr).isChangeOrigin === true

export const isUndoOrRedo = (tr: Transaction): boolean => isRemote(tr) && syncMeta(tr).isUndoRedoOperation === true

/** True for what a colleague did. */
export const isColleagues = (tr: Transaction): boolean => isRemote(tr) && !isUndoOrRedo(tr)

/** The user the server wrote into a presence state; fields may lack while a client connects. */
export const userOf = (state: unknown): Partial<PresentUser> =>
  ((state as { readonly user?: Partial<PresentUser> } | undefined)?.user ?? {}) as Partial<PresentUser>

/** Remembers, before the views are told of a remote change, whose it is. */
export const followAuthors = (doc: Doc, awareness: Awareness, context: EditorContext): (() => void) => {
  const remember = (transaction: YTransaction): void => {
    if (transaction.local) return
    for (const [client, clock] of transaction.afterState) {
      if (clock === (transaction.beforeState.get(client) ?? 0)) continue
      context.lastAuthor = userOf(awareness.getStates().get(client)).name ?? null
    }
  }
  doc.on('beforeObserverCalls', remember)
  return () => doc.off('beforeObserverCalls', remember)
}
