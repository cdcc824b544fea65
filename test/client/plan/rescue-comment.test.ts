import { describe, expect, it } from 'vitest'
import { commentOn } from '../../../client/plan/rescue-comment.ts'
import { words } from '../../../client/words/en.ts'
import { readPassages } from '../../../shared/export/passages.ts'
import type { Item } from '../../../shared/plan/model.ts'
import { block, content, p } from '../../support/content.ts'
import { smallTemplate } from '../../support/small-template.ts'

const { commentBegins, commentAdded, commentRemoved } = words.save

const written = (...items: readonly Item[]) =>
  readPassages(content(...items), {
    template: smallTemplate(),
    bodyName: () => null,
    blockName: () => null,
    blockNumber: () => null,
  })

describe('a comment in place of changes', () => {
  it('[COPY5] says what its author put in and took out, and nothing of what is the same', () => {
    const comment = commentOn(written(p('Same.'), p('Theirs.')), written(p('Same.'), p('Mine.')))
    expect(comment).toBe(`${commentBegins}\n\n${commentAdded}\nMine.\n\n${commentRemoved}\nTheirs.`)
  })

  it('[COPY5] names each field that was changed, of which block', () => {
    const action = (what: string, end: string | null) =>
      block('action', 'a1', { what: [p(`${what}.`), p('They start soon.')], role: 'Head', end })
    const other = block('action', 'a2', { what: [p('Open three hubs.')], end: '2027-05-01' })
    const comment = commentOn(
      written(action('Train ten tutors', null), p('After.'), other),
      written(action('Train forty tutors', '2027-05-01'), p('After.'), other),
    )
    expect(comment?.split('\n')).toEqual([
      commentBegins,
      '',
      commentAdded,
      'Action: Train forty tutors',
      'What will be done: Train forty tutors.',
      'Ends: 1 May 2027',
      '',
      commentRemoved,
      'Action: Train ten tutors',
      'What will be done: Train ten tutors.',
    ])
  })

  it('[COPY5] compares prose with prose, wherever a block stands between', () => {
    const action = block('action', 'a1', { role: 'Head' })
    expect(commentOn(written(p('One.'), action, p('Two.')), written(p('One.'), p('Two.'), action))).toBe(null)
  })

  it('[COPY5] is not offered where no words differ, nor where they are more than a comment holds', () => {
    expect(commentOn(written(p('Same.')), written(p('Same.')))).toBe(null)
    expect(commentOn(written(p('Same.')), written(p('Same.'), p('long '.repeat(2_001))))).toBe(null)
  })
})
