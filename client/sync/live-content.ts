/**
 * The words of a live Y.Doc as plain data, read again at most once a frame after changes: many small edits of others
 * make one reading.
 */
import type * as Y from 'yjs'
import type { SectionContent } from '../../shared/plan/model.ts'
import { readContent } from '../../shared/plan/read.ts'

export interface LiveContent {
  readonly get: () => SectionContent
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/** `schedule` runs its task soon, once; in the browser before the next frame. */
export const createLiveContent = (doc: Y.Doc, schedule: (task: () => void) => void): LiveContent => {
  const listeners = new Set<() => void>()
  let read: SectionContent | null = null
  let isDue = false
  let isClosed = false
  const renew = (): void => {
    isDue = false
    if (isClosed) return
    read = null
    for (const listener of listeners) listener()
  }
  const onUpdate = (): void => {
    if (isDue) return
    isDue = true
    schedule(renew)
  }
  doc.on('update', onUpdate)
  return {
    get: () => (read ??= readContent(doc)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      listeners.clear()
      doc.off('update', onUpdate)
    },
  }
}
