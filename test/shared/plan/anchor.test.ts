import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { findWords, makeAnchor, placeAnchor, type Anchor } from '../../../shared/plan/anchor.ts'
import { textblocksOf, textOfRange, type Range } from '../../../shared/plan/coordinates.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { linesOf } from '../../../shared/plan/lines.ts'
import type { Item } from '../../../shared/plan/model.ts'
import { readContent } from '../../../shared/plan/read.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import { block, content, p, randomContent, text } from '../../support/content.ts'
import { createRandom, fuzzRuns } from '../../support/random.ts'

/** A section whose words between `<a>` and `<b>` carry a comment, and the ways an editor changes text. */
const createWorld = (...items: Item[]) => {
  const doc = new Y.Doc()
  const plain = items.map(strip)
  writeContent(doc, { items: plain })
  const blocks = () => textblocksOf(readContent(doc))
  const marked = textblocksOf({ items })
  const point = (mark: string) => {
    const textblock = marked.findIndex((line) => line.text.includes(mark))
    const before = (marked[textblock]?.text ?? '').split(mark)[0] ?? ''
    return { textblock, offset: before.replace('<a>', '').length }
  }
  let anchor = makeAnchor(doc, blocks(), { start: point('<a>'), end: point('<b>') })
  const root = doc.getXmlFragment(contentRoot)
  const lineText = (index: number): Y.XmlText =>
    root.get(index) instanceof Y.XmlElement ? ((root.get(index) as Y.XmlElement).get(0) as Y.XmlText) : new Y.XmlText()
  return {
    doc,
    root,
    lineText,
    anchor: () => anchor,
    /** As Enter does it: the tail is deleted and stands again in a new paragraph. */
    split(index: number, at: number) {
      doc.transact(() => {
        const line = lineText(index)
        const tail = line.toString().slice(at)
        line.delete(at, tail.length)
        insertParagraph(root, index + 1, tail)
      })
    },
    /** As joining does it: the second paragraph goes, its words are typed at the end of the first. */
    join(index: number) {
      doc.transact(() => {
        const tail = lineText(index + 1).toString()
        root.delete(index + 1, 1)
        lineText(index).insert(lineText(index).length, tail)
      })
    },
    /** As cut and paste or Alt+Down does it. */
    move(from: number, to: number) {
      doc.transact(() => {
        const words = lineText(from).toString()
        root.delete(from, 1)
        insertParagraph(root, to, words)
      })
    },
    /** Places the anchor after a batch of edits, as the server does; what it says from then on counts. */
    settle(): string | null {
      if (anchor === null) return null
      const placed = placeAnchor(doc, blocks(), anchor)
      if (placed === null) return null
      anchor = placed.anchor
      return textOfRange(blocks(), placed.range)
    },
  }
}

const strip = (item: Item): Item => JSON.parse(JSON.stringify(item).replaceAll('<a>', '').replaceAll('<b>', '')) as Item

const insertParagraph = (root: Y.XmlFragment, index: number, words: string): void => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  root.insert(index, [paragraph])
}

describe('anchors', () => {
  it('[ANCH1] keeps its words when others type before, after and beside them', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta'))
    world.lineText(0).insert(0, 'Start. ')
    world.lineText(0).insert(world.lineText(0).length, ' End.')
    expect(world.settle()).toBe('beta gamma')
  })

  it('[ANCH2] takes in what is typed inside and lets go of what is typed at its edges', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta'))
    world.lineText(0).insert(11, 'and ')
    world.lineText(0).insert(6, 'X')
    expect(world.settle()).toBe('beta and gamma')
  })

  it('[ANCH3] keeps a range when Enter splits it', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta'))
    world.split(0, 10)
    expect(world.settle()).toBe('beta\n gamma')
  })

  it('[ANCH3] keeps a range when its paragraph is split before it, joined and moved', () => {
    const world = createWorld(p('one <a>two three<b> four'), p('five six'), p('seven'))
    world.split(0, 4)
    expect(world.settle()).toBe('two three')
    world.join(0)
    expect(world.settle()).toBe('two three')
    world.move(0, 2)
    expect(world.settle()).toBe('two three')
  })

  it('[ANCH3] keeps a range across a split and a move in one batch', () => {
    const world = createWorld(
      p('We will open a <a>family hub in every cluster<b> by 2028.'),
      p('Another.'),
      p('Third.'),
    )
    world.split(0, 15)
    world.move(1, 2)
    expect(world.settle()).toBe('family hub in every cluster')
  })

  it('[ANCH3] keeps a range when its paragraph becomes a heading or a list item', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta'), p('end'))
    world.doc.transact(() => {
      const words = world.lineText(0).toString()
      world.root.delete(0, 1)
      const list = new Y.XmlElement('bulletList')
      const item = new Y.XmlElement('listItem')
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(words)])
      item.insert(0, [paragraph])
      list.insert(0, [item])
      world.root.insert(0, [list])
    })
    expect(world.settle()).toBe('beta gamma')
  })

  it('[ANCH4] is detached when its words are gone, and comes back when they do', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta epsilon'))
    world.lineText(0).delete(6, 11)
    expect(world.settle()).toBeNull()
    world.lineText(0).insert(6, 'beta gamma ')
    expect(world.settle()).toBe('beta gamma')
  })

  it('[ANCH4] does not settle on the same short word elsewhere', () => {
    const world = createWorld(p('We listen to <a>children<b> every week.'), p('Schools teach children well.'))
    world.root.delete(0, 1)
    expect(world.settle()).toBeNull()
  })

  it('[ANCH5] finds telling words in another section, and words with their surroundings', () => {
    const elsewhere = textblocksOf(content(p('Moved here: a family hub in every cluster by 2028. Then more.')))
    const found = findWords(elsewhere, { words: 'family hub in every cluster', before: '', after: '' })
    expect(found && textOfRange(elsewhere, found)).toBe('family hub in every cluster')
    expect(findWords(elsewhere, { words: 'hub', before: 'nothing alike', after: 'neither this' })).toBeNull()
    const short = findWords(elsewhere, { words: 'hub', before: 'afamily', after: 'ineverycluster' })
    expect(short && textOfRange(elsewhere, short)).toBe('hub')
  })

  it('[ANCH1] anchors words in a field of a block and across paragraphs', () => {
    const field = createWorld(block('action', 'a1', { what: [p('Train <a>forty tutors<b> by May')] }))
    expect(field.settle()).toBe('forty tutors')
    const across = createWorld(p('one <a>two'), p('three<b> four'))
    across.lineText(0).insert(0, 'zero ')
    expect(across.settle()).toBe('two\nthree')
  })

  it('[ANCH1] survives the way through JSON and a fresh copy of the document', () => {
    const world = createWorld(p('alpha <a>beta gamma<b> delta', text('bold', { type: 'bold' })))
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(world.doc))
    const anchor = JSON.parse(JSON.stringify(world.anchor())) as Anchor
    const blocks = textblocksOf(readContent(copy))
    const placed = placeAnchor(copy, blocks, anchor)
    expect(placed && textOfRange(blocks, placed.range)).toBe('beta gamma')
  })

  it('[ANCH6] never points outside the text and never loses words that still stand, under random edits', () => {
    let placedCount = 0
    for (let seed = 0; seed < fuzzRuns(300); seed++) {
      const random = createRandom(seed)
      const doc = new Y.Doc()
      writeContent(doc, { items: [...randomContent(random).items, p('Sentinel words that stand only here, once.')] })
      const blocks = textblocksOf(readContent(doc))
      const last = blocks.length - 1
      const range: Range = { start: { textblock: last, offset: 0 }, end: { textblock: last, offset: 33 } }
      const made = makeAnchor(doc, blocks, range)
      expect(made, `seed ${seed}`).not.toBeNull()
      if (made === null) continue
      for (let edit = 0; edit < 8; edit++) {
        const line = random.pick(linesOf(doc).slice(0, -1).concat(linesOf(doc).slice(-1)))
        const child = line.get(0)
        if (!(child instanceof Y.XmlText)) continue
        const isSentinel = child.toString().includes('Sentinel')
        if (isSentinel) child.insert(0, 'x ')
        else if (child.length > 0 && random.chance(0.5)) child.delete(0, 1 + random.int(child.length))
        else child.insert(random.int(child.length + 1), 'new words ')
      }
      const now = textblocksOf(readContent(doc))
      const placed = placeAnchor(doc, now, made)
      expect(placed && textOfRange(now, placed.range), `seed ${seed}`).toBe('Sentinel words that stand only he')
      placedCount++
    }
    expect(placedCount).toBeGreaterThan(0)
  })
})
