import { describe, expect, it } from 'vitest'
import { commentOn } from '../../../client/plan/rescue-comment.ts'
import { words } from '../../../client/words/en.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'

const { commentBegins, commentAdded, commentRemoved } = words.save

const written = (...lines: readonly string[]): SectionContent => ({
  items: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})

describe('a comment in place of changes', () => {
  it('[COPY5] says what its author put in and took out, and nothing of what is the same', () => {
    const comment = commentOn(written('Same.', 'Theirs.'), written('Same.', 'Mine.'))
    expect(comment).toBe(`${commentBegins}\n\n${commentAdded}\nMine.\n\n${commentRemoved}\nTheirs.`)
  })

  it('[COPY5] is not offered where no words differ, nor where they are more than a comment holds', () => {
    expect(commentOn(written('Same.'), written('Same.'))).toBe(null)
    expect(commentOn(written('Same.'), written('Same.', 'long '.repeat(2_001)))).toBe(null)
  })
})
