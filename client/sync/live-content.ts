/**
 * The words of a live Y.Doc as plain data, read again at most once a frame after changes: many small edits of others
 * make one reading.
 */
import type * as Y from 'yjs'
import type { SectionContent } from '../../shared/plan/model.ts'
import { readContent } from '../../shared/plan/read.ts'
import { createRenewal } from './renewal.ts'
import type { Schedule } from './renewal.ts'

export interface LiveContent {
  readonly get: () => SectionContent
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

export const createLiveContent = (doc: Y.Doc, schedule: Schedule): LiveContent => {
  let read: SectionContent | null = null
  const renewal = createRenewal(schedule, () => {
    read = null
    return true
  })
  doc.on('update', renewal.ask)
  return {
    get: () => (read ??= readContent(doc)),
    subscribe: renewal.subscribe,
    close: () => {
      renewal.close()
      doc.off('update', renewal.ask)
    },
  }
}
