/**
 * Where a new thread stands in the live section. The client says what it saw: a range and its words. Others may have
 * typed since, so the words are looked for: at the range, else where their surroundings fit.
 */
import type { ThreadTarget } from '../../../shared/api/comments.ts'
import { findWords, lettersOf, makeAnchor } from '../../../shared/plan/anchor.ts'
import {
  blockOfRange,
  textblocksOf,
  textOfRange,
  type Range,
  type Textblock,
} from '../../../shared/plan/coordinates.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { readContent } from '../../../shared/plan/read.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { ThreadRow } from '../../store/tables.ts'
import type { RoomView } from '../../sync/ports.ts'
import { changed, malformed, type ActionError } from '../errors.ts'

export type Placed = Pick<ThreadRow, 'kind' | 'sectionId' | 'blockId' | 'range' | 'anchor' | 'quote' | 'seq'>

type WordsTarget = Extract<ThreadTarget, { kind: 'words' }>
type SectionTarget = Exclude<ThreadTarget, { kind: 'plan' }>

/** Thread on the plan as a whole. */
export const onPlan: Placed = {
  kind: 'plan',
  sectionId: null,
  blockId: null,
  range: null,
  anchor: null,
  quote: null,
  seq: 0,
}

/** Thread on words of a section as it reads now; null where the range holds none. */
export const onWords = (
  { doc, seq }: RoomView,
  sectionId: string,
  blocks: readonly Textblock[],
  range: Range,
): Placed | null => {
  const anchor = makeAnchor(doc, blocks, range)
  if (anchor === null) return null
  return {
    kind: 'words',
    sectionId,
    blockId: blockOfRange(blocks, range),
    range: JSON.stringify(range),
    anchor: JSON.stringify(anchor),
    quote: anchor.words,
    seq,
  }
}

const rangeNow = (blocks: readonly Textblock[], { range, quote, before, after }: WordsTarget): Range | null =>
  lettersOf(textOfRange(blocks, range)) === lettersOf(quote)
    ? range
    : findWords(blocks, { words: quote, before, after })

const placeWords = (view: RoomView, content: SectionContent, target: WordsTarget): Result<Placed, ActionError> => {
  const blocks = textblocksOf(content)
  const found = rangeNow(blocks, target)
  const placed = found && onWords(view, target.sectionId, blocks, found)
  if (placed) return ok(placed)
  return changed('The words you chose have changed meanwhile. Choose them again; your comment was not saved yet.')
}

/** Places a thread in a section's live text. */
export const placeTarget = (view: RoomView, target: SectionTarget): Result<Placed, ActionError> => {
  const { sectionId } = target
  const nowhere = { sectionId, blockId: null, range: null, anchor: null, quote: null, seq: view.seq }
  if (target.kind === 'section') return ok({ ...nowhere, kind: 'section' })
  const content = readContent(view.doc)
  if (target.kind === 'words') return placeWords(view, content, target)
  const block = content.items.find((item) => item.type === 'planBlock' && item.id === target.blockId)
  if (!block) return malformed('target.blockId', 'there is no such block in this section.')
  return ok({ ...nowhere, kind: 'block', blockId: target.blockId })
}
