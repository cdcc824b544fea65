import { describe, expect, it } from 'vitest'
import type { ThreadView } from '../../../shared/api/comments.ts'
import { inDocumentOrder } from '../../../client/comments/threads.ts'

const thread = (id: string, place: ThreadView['place']): ThreadView => ({
  id,
  place,
  quote: null,
  state: 'open',
  resolvedBy: null,
  resolvedAt: null,
  comments: [],
})
const words = (sectionId: string, textblock: number, offset: number): ThreadView['place'] => ({
  kind: 'words',
  sectionId,
  blockId: null,
  range: { start: { textblock, offset }, end: { textblock, offset: offset + 1 } },
})

describe('the list of comments', () => {
  it('[PAGE15] stands in the order of the plan: whole plan, then each section, its lost words first', () => {
    const threads = [
      thread('late', words('s2', 0, 4)),
      thread('block', { kind: 'block', sectionId: 's1', blockId: 'b1' }),
      thread('after', words('s1', 3, 9)),
      thread('before', words('s1', 1, 0)),
      thread('gone', { kind: 'detached', sectionId: 's1', seq: 1, at: '2026-01-01T00:00:00Z' }),
      thread('section', { kind: 'section', sectionId: 's1' }),
      thread('homeless', { kind: 'detached', sectionId: null, seq: 1, at: '2026-01-01T00:00:00Z' }),
      thread('plan', { kind: 'plan' }),
    ]
    const ordered = inDocumentOrder(threads, ['s1', 's2'], (id) => (id === 'b1' ? 2 : -1))
    expect(ordered.map(({ id }) => id)).toEqual([
      'plan',
      'gone',
      'section',
      'before',
      'block',
      'after',
      'late',
      'homeless',
    ])
  })
})
