import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonicalise, contentHash } from '../../../shared/plan/canonical.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { readContent } from '../../../shared/plan/read.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import { block, content, p, randomContent, text } from '../../support/content.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'

const tags = [
  { framework: 's9-aims', code: 'a.i' },
  { framework: 'shanarri', code: 'safe' },
]
const hashOf = (of: SectionContent, title = 'Vision'): string => contentHash({ title, tags, content: of })
const base = content(p('Every child thrives.'), block('action', 'a1', { lead: 'b1', what: [p('Train tutors')] }))

describe('the hash a sign-off pins', () => {
  it('[SIGN1] is SHA-256 of sorted JSON, fixed for all time per version', () => {
    expect(canonicalise({ title: ' Vision ', tags, content: content(p('Hi')) })).toBe(
      '{"items":[{"content":[{"text":"Hi","type":"text"}],"type":"paragraph"}],"tags":["s9-aims:a.i","shanarri:safe"],"title":"Vision"}',
    )
    expect(hashOf(content(p('Hi')))).toMatch(/^[0-9a-f]{64}$/)
  })

  it('[SIGN2] changes with title, tags, words, formatting and values', () => {
    const changed = [
      hashOf(base, 'Our vision'),
      contentHash({ title: 'Vision', tags: tags.slice(1), content: base }),
      hashOf(content(p('Every child thrives!'), ...base.items.slice(1))),
      hashOf(content(p(text('Every child thrives.', { type: 'bold' })), ...base.items.slice(1))),
      hashOf(content(p('Every child thrives.'), block('action', 'a1', { lead: 'b2', what: [p('Train tutors')] }))),
    ]
    expect(new Set([hashOf(base), ...changed]).size).toBe(changed.length + 1)
  })

  it('[SIGN3] does not change with what a reader does not see', () => {
    const same = [
      content(
        p('Every child thrives.'),
        block('action', 'other-id', { what: [p('Train tutors')], lead: 'b1', role: null }),
        p(''),
      ),
      content(...base.items, { ...block('action', 'a2', { lead: 'b9' }), removed: { by: 'x', at: 'y' } }),
    ]
    expect(same.map((of) => hashOf(of))).toEqual([hashOf(base), hashOf(base)])
    expect(contentHash({ title: 'Vision', tags: [...tags].reverse(), content: base })).toBe(hashOf(base))
  })

  it('[SIGN3] survives typing and deleting again, and the cut of text into runs', () => {
    const doc = new Y.Doc()
    writeContent(doc, base)
    const line = (doc.getXmlFragment(contentRoot).get(0) as Y.XmlElement).get(0) as Y.XmlText
    line.insert(6, 'single ')
    expect(hashOf(readContent(doc))).not.toBe(hashOf(base))
    line.delete(6, 7)
    expect(hashOf(readContent(doc))).toBe(hashOf(base))
  })

  it('[SIGN1] is the same on every replica of random content', () => {
    for (let seed = 0; seed < fuzzRuns(100); seed++) {
      const written = randomContent(createRandom(seed))
      const [ada, ben] = [new Y.Doc(), new Y.Doc()]
      writeContent(ada, written)
      Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada))
      expect(hashOf(readContent(ben)), `seed ${seed}`).toBe(hashOf(written))
    }
  })
})
