/**
 * Where one thread stands in one section's text as it reads now. In the section it stood in, its positions count; in
 * any other only its words do, since positions mean nothing in a different document.
 */
import { findWords, makeAnchor, placeAnchor, type Anchor } from '../../shared/plan/anchor.ts'
import { blockOfRange, textblocksOf, type Range, type Textblock } from '../../shared/plan/coordinates.ts'
import { liveBlocks, type SectionContent } from '../../shared/plan/model.ts'
import { anchorOf, type ThreadPlacing } from '../store/rows/threads.ts'
import type { ThreadRow } from '../store/tables.ts'
import type { RoomView } from '../sync/ports.ts'

interface Standing {
  readonly range: Range
  readonly anchor: Anchor
}

const findAway = (view: RoomView, blocks: readonly Textblock[], sought: Anchor): Standing | null => {
  const range = findWords(blocks, sought)
  const anchor = range && makeAnchor(view.doc, blocks, range)
  return range && anchor ? { range, anchor } : null
}

const placeWords = (
  view: RoomView,
  content: SectionContent,
  sectionId: string,
  thread: ThreadRow,
  anchor: Anchor,
): ThreadPlacing | null => {
  const blocks = textblocksOf(content)
  const isHome = thread.sectionId === sectionId
  const found = isHome ? placeAnchor(view.doc, blocks, anchor) : findAway(view, blocks, anchor)
  if (found === null) return null
  return {
    kind: 'words',
    sectionId,
    blockId: blockOfRange(blocks, found.range),
    range: JSON.stringify(found.range),
    anchor: JSON.stringify(found.anchor),
    seq: view.seq,
    detachedAt: null,
  }
}

/** Null when the thread has no place in this section. */
export const placeIn = (
  view: RoomView,
  content: SectionContent,
  sectionId: string,
  thread: ThreadRow,
): ThreadPlacing | null => {
  const anchor = anchorOf(thread)
  if (anchor !== null) return placeWords(view, content, sectionId, thread, anchor)
  const { blockId } = thread
  if (blockId === null || !liveBlocks(content).some(({ id }) => id === blockId)) return null
  return { kind: 'block', sectionId, blockId, range: null, anchor: null, seq: view.seq, detachedAt: null }
}

/** At the head of the section it was last in. Anchor and block stay, so that it can be found again. */
export const detachedPlacing = (
  { blockId, anchor }: ThreadRow,
  sectionId: string,
  seq: number,
  detachedAt: string,
): ThreadPlacing => ({ kind: 'detached', sectionId, blockId, range: null, anchor, seq, detachedAt })

/** Whether anybody who looks at the threads would see a difference. */
export const samePlace = (thread: ThreadRow, placing: ThreadPlacing): boolean =>
  thread.kind === placing.kind &&
  thread.sectionId === placing.sectionId &&
  thread.blockId === placing.blockId &&
  thread.range === placing.range
