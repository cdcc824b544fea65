import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { textblocksOf } from '../../../shared/plan/coordinates.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { linesOf } from '../../../shared/plan/lines.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { readContent } from '../../../shared/plan/read.ts'
import { encodeContent, writeContent } from '../../../shared/plan/write.ts'
import { block, content, h, p, randomContent, text, ul } from '../../support/content.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'

const docOf = (from: SectionContent): Y.Doc => {
  const doc = new Y.Doc()
  writeContent(doc, from)
  return doc
}

describe('reading a section', () => {
  it('[PLAN1] reads back what was written: prose, marks, blocks and values', () => {
    const written = content(
      h(3, 'Heading'),
      p('plain ', text('bold', { type: 'bold' }), ' ', text('link', { type: 'link', href: 'https://a.example/' })),
      ul('one', 'two'),
      block('action', 'act-1', { what: [p('Train tutors')], lead: 'body1', years: { 2026: 1, 2027: 2 }, empty: null }),
    )
    expect(readContent(docOf(written))).toEqual(written)
  })

  it('[PLAN1] reads back random content, and encodes it as one update', () => {
    for (let seed = 0; seed < fuzzRuns(300); seed++) {
      const written = randomContent(createRandom(seed))
      const doc = new Y.Doc()
      Y.applyUpdate(doc, encodeContent(written, 7))
      expect(readContent(doc), `seed ${seed}`).toEqual(written)
    }
  })

  it('[PLAN2] passes over what the layout does not know and never writes', () => {
    const doc = docOf(content(p('kept')))
    const strange = new Y.XmlElement('script')
    strange.insert(0, [new Y.XmlText('gone')])
    doc.getXmlFragment(contentRoot).push([strange, new Y.XmlElement('bulletList'), new Y.XmlElement('table')])
    const before = Y.encodeStateAsUpdate(doc)
    expect(readContent(doc).items).toEqual([
      p('kept'),
      { type: 'bulletList', content: [] },
      { type: 'table', content: [] },
    ])
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('[PLAN2] reads the first of two fields of one name', () => {
    const doc = docOf(content(block('action', 'a1', { role: 'first' })))
    const again = new Y.XmlElement('valueField')
    again.setAttribute('name', 'role')
    again.setAttribute('value', 'second')
    const planBlock = doc.getXmlFragment(contentRoot).get(0) as Y.XmlElement
    planBlock.push([again])
    expect(readContent(doc)).toEqual(content(block('action', 'a1', { role: 'first' })))
  })

  it('[PLAN3] shows no link that is not http, https or mailto, and no picture from elsewhere', () => {
    const doc = docOf(
      content(
        p(text('run', { type: 'link', href: 'javascript:alert(1)' })),
        { type: 'image', src: 'https://elsewhere.example/x.png', alt: 'x' },
        { type: 'image', src: '/api/plans/p1/images/i1', alt: 'A map' },
      ),
    )
    expect(readContent(doc)).toEqual(content(p('run'), { type: 'image', src: '/api/plans/p1/images/i1', alt: 'A map' }))
  })

  it('[PLAN4] counts textblocks as the document holds its lines', () => {
    for (let seed = 0; seed < fuzzRuns(300); seed++) {
      const doc = docOf(randomContent(createRandom(seed)))
      const lines = linesOf(doc).map((line) =>
        line.toArray().map((child) => (child instanceof Y.XmlText ? child.length : 1)),
      )
      const lengths = lines.map((parts) => parts.reduce((sum, length) => sum + length, 0))
      expect(lengths, `seed ${seed}`).toEqual(textblocksOf(readContent(doc)).map((line) => line.text.length))
    }
  })
})
