/**
 * Which blocks stand in a live Y.Doc, in order. A letter is none of its business: it looks again, at most once a frame,
 * only after something came or went at the top of the section or an attribute there changed.
 */
import * as Y from 'yjs'
import { contentRoot } from '../../shared/plan/layout.ts'
import type { BlockMark } from '../../shared/plan/numbers.ts'
import { readBlockMarks } from '../../shared/plan/read.ts'
import { createRenewal } from './renewal.ts'
import type { Schedule } from './renewal.ts'

export interface LiveBlocks {
  /** The same list while the same blocks stand in the same order. */
  readonly get: () => readonly BlockMark[]
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

export const createLiveBlocks = (doc: Y.Doc, schedule: Schedule): LiveBlocks => {
  let held: readonly BlockMark[] | null = null
  const renewal = createRenewal(schedule, () => {
    const now = readBlockMarks(doc)
    if (held !== null && areSame(held, now)) return false
    held = now
    return true
  })
  const onTransaction = (transaction: Y.Transaction): void => {
    if (touchesTop(doc.share.get(contentRoot), transaction)) renewal.ask()
  }
  doc.on('afterTransaction', onTransaction)
  return {
    get: () => (held ??= readBlockMarks(doc)),
    subscribe: renewal.subscribe,
    close: () => {
      renewal.close()
      doc.off('afterTransaction', onTransaction)
    },
  }
}

/** Yjs names the attributes that changed, and children by null. */
const touchesTop = (root: unknown, { changed }: Y.Transaction): boolean => {
  for (const [type, names] of changed) {
    if (type === root) return true
    if (type.parent === root && [...names].some((name) => name !== null)) return true
  }
  return false
}

const areSame = (a: readonly BlockMark[], b: readonly BlockMark[]): boolean =>
  a.length === b.length &&
  a.every(({ id, blockType }, index) => id === b[index]?.id && blockType === b[index].blockType)
