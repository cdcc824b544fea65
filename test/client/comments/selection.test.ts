import { describe, expect, it } from 'vitest'
import { offsetIn, wordsTarget } from '../../../client/comments/selection.ts'
import type { TreeNode } from '../../../client/comments/selection.ts'

interface MutableNode extends TreeNode {
  parentNode: TreeNode | null
}
const adopt = (node: MutableNode): MutableNode => {
  for (const child of Array.from(node.childNodes)) (child as MutableNode).parentNode = node
  return node
}
const text = (value: string): MutableNode => ({ nodeName: '#text', nodeValue: value, childNodes: [], parentNode: null })
const element = (nodeName: string, ...childNodes: readonly MutableNode[]): MutableNode =>
  adopt({ nodeName, nodeValue: null, childNodes, parentNode: null })

describe('a selection on the page', () => {
  it('[PAGE14] counts offsets through marks and comment highlights, a line break as one', () => {
    const deep = text('beta')
    const last = text('gamma')
    const block = element('P', text('alpha '), element('STRONG', element('SPAN', deep)), element('BR'), last)
    expect(offsetIn(block, deep, 2)).toBe(8)
    expect(offsetIn(block, last, 0)).toBe(11)
    expect(offsetIn(block, block, 2)).toBe(10)
    expect(offsetIn(block, block, 4)).toBe(16)
  })

  it('[PAGE14] quotes the words with what stands around them', () => {
    const blocks = [
      { text: 'alpha beta', blockId: null },
      { text: 'gamma delta', blockId: null },
    ]
    const range = { start: { textblock: 0, offset: 6 }, end: { textblock: 1, offset: 5 } }
    expect(wordsTarget({ sectionId: 's1', range }, blocks)).toEqual({
      kind: 'words',
      sectionId: 's1',
      range,
      quote: 'beta\ngamma',
      before: 'alpha ',
      after: ' delta',
    })
  })

  it('[PAGE14] makes no comment of blanks or of more words than a quote may have', () => {
    const whole = (length: number) => ({ start: { textblock: 0, offset: 0 }, end: { textblock: 0, offset: length } })
    expect(wordsTarget({ sectionId: 's1', range: whole(2) }, [{ text: '  ', blockId: null }])).toBe(null)
    expect(wordsTarget({ sectionId: 's1', range: whole(3_000) }, [{ text: 'a'.repeat(3_000), blockId: null }])).toBe(
      null,
    )
  })
})
